"""Port: which workflows' triggers are being moved, so that nobody's failure on the way goes unnoticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TriggerMove:
    """Somebody is moving the triggers of a workflow since `begun_at`."""

    id: str
    workspace: str
    workflow_id: str
    begun_at: datetime


class TriggerJournal(Protocol):
    """Keeps a note of every move until it is over."""

    def begin(self, move: TriggerMove) -> None:
        """Note a move."""
        ...

    def end(self, move: TriggerMove) -> None:
        """Forget a move."""
        ...

    def postpone(self, move: TriggerMove, until: datetime) -> None:
        """Let `begun_before` find the move as if it had begun at `until`; nothing if it is over."""
        ...

    def begun_before(self, until: datetime) -> Sequence[TriggerMove]:
        """Return some of the moves that began before `until` and are not over, oldest first."""
        ...
