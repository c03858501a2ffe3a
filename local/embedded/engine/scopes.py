"""Where a run stands: one scope for the machine, and one for each branch and iteration that is under way."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from local.embedded.engine.definitions import Machine, State


class Phase(StrEnum):
    """What a scope does in its state."""

    READY = "ready"
    WAITING = "waiting"
    """Until a time: a Wait, or the pause before a retry."""
    TASK = "task"
    """A call is under way."""
    TOKEN = "token"  # noqa: S105  the name of a phase
    """An answer from outside is waited for."""
    INNER = "inner"
    """Branches or iterations are under way."""


@dataclass(slots=True)
class Inner:
    """The branches or iterations of a state: their results so far, and which begins next."""

    count: int
    limit: int
    items: list[Any] | None = None
    results: dict[int, Any] = field(default_factory=dict)
    running: "dict[int, Scope]" = field(default_factory=dict)
    next: int = 0
    previous: int = 0
    """The event that began the state's attempt."""


@dataclass(slots=True, eq=False)
class Scope:
    """A line of states that follow each other, with the variables that they assign."""

    id: int
    machine: Machine
    parent: "Scope | None"
    index: int = 0
    item: Any = None
    state: str = ""
    input: Any = None
    phase: Phase = Phase.READY
    previous: int = 0
    """The latest event on this line."""
    entered_at: int = 0
    retries: list[int] = field(default_factory=list)
    """How often each retrier of the state was used."""
    call: int = 0
    """The number of the latest call of a task; an answer to an earlier one comes too late."""
    token: str | None = None
    wake_at: int | None = None
    """When something happens by itself: the end of a wait or a pause, or the timeout of a task."""
    inner: Inner | None = None
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def definition(self) -> State:
        """The state that the scope is in."""
        return self.machine.states[self.state]

    def visible(self) -> dict[str, Any]:
        """Return all variables that expressions here may read."""
        if self.parent is None:
            return self.variables
        return {**self.parent.visible(), **self.variables}
