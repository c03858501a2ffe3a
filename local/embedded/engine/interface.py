"""What a run of a machine is given, and what it tells: calls, what has changed, the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exeoflow.model.state_room import MOST_STATE_BYTES
from local.embedded.engine.scopes import Scope

Evaluate = Callable[[str, Mapping[str, Any]], Any]
"""Evaluates a JSONata text with values bound to names; raises `EvaluationError`."""


@dataclass(frozen=True, slots=True)
class Call:
    """A task that is to be called: which scope waits for it, at which of its calls; `attempt` from 0."""

    scope: int
    number: int
    attempt: int
    resource: str
    arguments: Any
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Success:
    """What a task answered."""

    output: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """How a task failed."""

    error: str
    cause: str = ""


TaskResult = Success | Failure


@dataclass(frozen=True, slots=True)
class End:
    """How a run ended; `status` as Step Functions names it, `output` JSON."""

    status: str
    at: int
    output: str | None = None
    error: str | None = None
    cause: str | None = None


@dataclass(slots=True)
class Changes:
    """What is to be stored since the last look."""

    scopes: set[Scope] = field(default_factory=set)
    begun: set[Scope] = field(default_factory=set)
    """Those of `scopes` whose branches or iterations have just begun."""
    gone: list[int] = field(default_factory=list)
    results: list[tuple[int, int, Any]] = field(default_factory=list)
    """Of which state's branch or iteration (scope, index) which is the output."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What a run is given: its constant context, time, chance, and JSONata."""

    context: Mapping[str, Any]
    now: Callable[[], int]
    new_token: Callable[[int], str]
    evaluate: Evaluate
    most_bytes: int = MOST_STATE_BYTES
    """How large a value may be, as JSON, that a state is given, puts out or assigns."""
