"""The events of an execution, as Step Functions writes them.

https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
"""

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from exeoflow.model import json
from exeoflow.model.history import HistoryEvent
from local.embedded.engine.errors import RUNTIME, StateFailed
from local.embedded.stores.rows import moment_of

Data: TypeAlias = tuple[Any] | None
"""A value of JSON; None where an event has none."""

Row: TypeAlias = tuple[int, int, str, int, str | None, str | None, str | None, Data]
"""Number, number of the event before, kind, time, state, error, cause, data.

The data of an item that begins is its index. What a state puts out unchanged is not written again.
"""

_ITEM_BEGINS: Final = "MapIterationStarted"
# Step Functions ends an execution at 25,000; here the limit only keeps a runaway from filling the disk.
MOST_EVENTS: Final = 1_000_000


@dataclass(slots=True)
class History:
    """What happened since the last commit, and the number of the latest event."""

    last: int = 0
    new: list[Row] = field(default_factory=list)

    def note(  # noqa: PLR0913  the fields of an event
        self,
        kind: str,
        previous: int,
        at: int,
        *,
        state: str | None = None,
        error: str | None = None,
        cause: str | None = None,
        data: Data = None,
    ) -> int:
        """Add an event and return its number."""
        self.last += 1
        self.new.append((self.last, previous, kind, at, state, error, cause, data))
        return self.last

    def check(self) -> None:
        """Raise `StateFailed` where an execution has become too long."""
        if self.last > MOST_EVENTS:
            raise StateFailed(RUNTIME, f"The history holds more than {MOST_EVENTS:,} events.")


def event_of(row: "Row | list[Any]", *, with_data: bool = True) -> HistoryEvent:
    """Read one event."""
    number, previous, kind, at, state, error, cause, data = row
    index = data[0] if data is not None and kind == _ITEM_BEGINS else None
    text = json.write(data[0]) if data is not None and index is None and with_data else None
    return HistoryEvent(number, previous, kind, moment_of(at), state, error, cause, text, index)
