"""The history of an execution: the events that Step Functions keeps, reduced to what steps are made of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event. `kind` is its type as AWS names it (`TaskStateEntered`); `previous` is 0 for the first.

    `state` is set for states entered and left, `error` and `cause` for failures, `index` for items.
    `data` is JSON text, where histories are read with it: the input of what is entered, the output of what is
    left, succeeds or ends. A state that is left without it puts out its task's answer, or else its input.
    """

    id: int
    previous: int
    kind: str
    at: datetime
    state: str | None = None
    error: str | None = None
    cause: str | None = None
    data: str | None = None
    index: int | None = None
