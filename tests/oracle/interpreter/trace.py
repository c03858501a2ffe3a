"""What an execution did: every run of a node, and how it all ended."""

from dataclasses import dataclass, field
from typing import Literal

from tests.oracle.json_value import Json


@dataclass(slots=True)
class NodeRun:
    """One run of a node after its live predecessors; `requests` holds an action's resolved configurations."""

    node_id: str
    start: float
    input: Json
    items: tuple[int, ...] = ()
    after: tuple[str, ...] = ()
    end: float | None = None
    output: Json = None
    requests: list[Json] = field(default_factory=list)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an execution; `output` is null unless it succeeded, the error fields unless it failed."""

    status: Literal["success", "failed"]
    seconds: float
    output: Json = None
    code: str | None = None
    message: str | None = None
    node_id: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """All runs in the order of their starts, and the end."""

    runs: tuple[NodeRun, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that may run before the execution fails, and the failures (code, node) that may end it."""

    runs: tuple[NodeRun, ...]
    failures: frozenset[tuple[str, str]]
