"""What a case expected and what came, compared; and what no case has gone through."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exeoflow.command.cases.reading import Case
from exeoflow.command.cases.running import Ran

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case, what it is of, and where what came is not what was expected."""

    workflow: str
    case: str
    differences: tuple[str, ...]
    seconds: float
    steps: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether all came as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which handles of a workflow's nodes lead somewhere, and which of them some case has gone through."""

    workflow: str
    handles: int
    missed: tuple[str, ...]


def differences(case: Case, ran: Ran) -> tuple[str, ...]:
    """Return a line for each thing that is not as expected."""
    return tuple(_differences(case, ran))


def _differences(case: Case, ran: Ran) -> Iterator[str]:
    expect = case.expect
    if ran.status != expect.status:
        why = f" by {ran.code}: {_cut(ran.message)}" if ran.code else ""
        yield f"status: expected {expect.status}, was {ran.status}{why}"
        return
    if case.looks_at_output and not _same(expect.output, ran.output):
        yield f"output: expected {_text(expect.output)}, was {_text(ran.output)}"
    if expect.error is not None and expect.error.code not in {None, ran.code}:
        yield f"error.code: expected {expect.error.code}, was {ran.code}"
    if expect.error is not None and expect.error.node not in {None, ran.node}:
        yield f"error.node: expected {expect.error.node}, was {ran.node}"
    if expect.steps is not None and tuple(expect.steps) != ran.steps:
        yield f"steps: expected {' > '.join(expect.steps)}, were {' > '.join(ran.steps)}"
    for node, calls in (expect.calls or {}).items():
        yield from _call_differences(node, calls, ran.calls.get(node, []))


def _call_differences(node: str, expected: Sequence[Any], made: Sequence[Any]) -> Iterator[str]:
    if len(expected) != len(made):
        yield f"calls.{node}: expected {len(expected)} calls, were {len(made)}"
        return
    for number, (wanted, was) in enumerate(zip(expected, made, strict=True)):
        if not _covers(was, wanted):
            yield f"calls.{node}[{number}]: expected {_text(wanted)}, was {_text(was)}"


def _covers(was: Any, wanted: Any) -> bool:
    """Tell whether all that is named is there; of lists every item is."""
    if isinstance(wanted, Mapping) and isinstance(was, Mapping):
        return all(name in was and _covers(was[name], part) for name, part in wanted.items())
    if isinstance(wanted, list) and isinstance(was, list):
        return len(was) == len(wanted) and all(map(_covers, was, wanted))
    return _same(wanted, was)


def _same(expected: Any, was: Any) -> bool:
    """Compare as JSON does: true is not 1, and 1.0 is 1."""
    if isinstance(expected, bool) or isinstance(was, bool):
        return expected is was
    if isinstance(expected, Mapping) and isinstance(was, Mapping):
        return expected.keys() == was.keys() and all(_same(expected[name], was[name]) for name in expected)
    if isinstance(expected, list) and isinstance(was, list):
        return len(expected) == len(was) and all(map(_same, expected, was))
    return bool(expected == was)


def coverage(name: str, workflow: Mapping[str, Any], ran: Iterable[Sequence[str]]) -> Coverage:
    """Find the handles that no case went through: none in which both the node and what hangs on it ran."""
    runs = [frozenset(steps) for steps in ran]
    triggers = {node["id"] for node in workflow.get("nodes", []) if node.get("type") == "trigger"}
    covered: dict[str, bool] = {}
    for connection in workflow.get("connections", []):
        source, target = connection["source"], connection["target"]
        if source in triggers:
            continue
        handle = f"{source}.{connection['source_handle']}" if connection.get("source_handle") else source
        went = any({source, target} <= steps for steps in runs)
        covered[handle] = covered.get(handle, False) or went
    missed = tuple(handle for handle, is_covered in covered.items() if not is_covered)
    return Coverage(name, len(covered), missed)


def _text(value: Any) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
