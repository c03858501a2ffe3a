"""A state machine ready to be simulated, and what a simulation tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.json_value import Json
from tests.oracle.trace import Outcome


@dataclass(slots=True)
class StateRun:
    """One entry into a state. `arguments` holds those of each attempt of a Task."""

    state: str
    start: float
    input: Json
    iterations: tuple[int, ...] = ()
    end: float | None = None
    output: Json = None
    arguments: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MachineTrace:
    """All entries into states, the end (its `node_id` is a *state's* name) and the history's length."""

    runs: tuple[StateRun, ...]
    outcome: Outcome
    events: int


@dataclass(frozen=True, slots=True)
class Machine:
    """A definition, the node that each of its states stands for, and nodes folded into a state."""

    definition: Mapping[str, Any]
    node_of_state: Mapping[str, str] = field(default_factory=dict)
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = "oracle"
