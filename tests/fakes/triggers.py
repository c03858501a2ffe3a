"""Triggers in memory, and the journal of their moves."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from exeoflow.errors import TriggerRefused
from exeoflow.model.workflows.trigger import PlacedTrigger, ScheduleTrigger, trigger_name
from exeoflow.service.ports.stores.trigger_journal import TriggerMove


@dataclass
class FakeTriggerPlaces:
    """Keeps triggers by name; those of the nodes in `refused` are refused."""

    placed: dict[str, PlacedTrigger] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    puts: int = 0

    def put(self, workspace: str, workflow_id: str, trigger: PlacedTrigger, now: datetime) -> None:
        del workspace
        self.puts += 1
        if trigger.node_id in self.refused:
            raise TriggerRefused(trigger.node_id, "no")
        name = trigger_name(workflow_id, trigger)
        if isinstance(trigger, ScheduleTrigger) and trigger.is_over(now):
            self.placed.pop(name, None)
        else:
            self.placed[name] = trigger

    def names(self, workflow_id: str) -> AbstractSet[str]:
        return {name for name in self.placed if name.startswith(workflow_id)}

    def remove(self, name: str) -> None:
        self.placed.pop(name, None)

    def remove_unused(self) -> None:
        """Nothing is shared here."""


@dataclass
class FakeTriggerJournal:
    """Keeps moves in the order in which they began."""

    moves: list[TriggerMove] = field(default_factory=list)
    put_back: dict[str, datetime] = field(default_factory=dict)

    def begin(self, move: TriggerMove) -> None:
        self.moves.append(move)

    def end(self, move: TriggerMove) -> None:
        if move in self.moves:
            self.moves.remove(move)

    def postpone(self, move: TriggerMove, until: datetime) -> None:
        self.put_back[move.id] = until

    def begun_before(self, until: datetime) -> Sequence[TriggerMove]:
        return [move for move in self.moves if self.put_back.get(move.id, move.begun_at) < until]
