"""A state machine ready to be simulated, and what a simulation tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.interpreter.trace import Outcome
from tests.oracle.json_value import Json


@dataclass(slots=True)
class StateRun:
    """One entry into a state. `arguments` holds those of each attempt of a Task."""

    state: str
    start: float
    input: Json
    iterations: tuple[int, ...] = ()
    end: float | None = None
    is_caught: bool = False
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
    """A definition and the node that each of its states stands for.

    `folded` names nodes that ran `before` a state was entered and `after` it was left without an error;
    the machine is told of a start by one of the `wrapped_triggers`. `around` has the nodes of the states that
    stand around those of nodes and fail for them.
    """

    definition: Mapping[str, Any]
    node_of_state: Mapping[str, str] = field(default_factory=dict)
    folded: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    wrapped_triggers: Sequence[str] = ()
    name: str = "oracle"
    around: Mapping[str, str] = field(default_factory=dict)
