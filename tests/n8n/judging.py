"""Holds what a case gave against what n8n's own engine gave."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from exeoflow.importers.status import Status
from tests.n8n.running import NotRun, Run, run_case

DATA = Path(__file__).parent / "data"

Verdict = Literal["equal", "refused", "approximated", "silent", "not compiled"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, how it went, and the nodes or diagnostics it is about."""

    id: str
    kind: str
    verdict: Verdict
    about: tuple[str, ...] = ()


def lines_of(name: str) -> Iterator[Any]:
    """Yield the values of a file of JSON lines."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def judged(case: Mapping[str, Any]) -> Judged:
    """Run a case and judge it."""
    ran = run_case(case["workflow"], case["start"], case["pinned"])
    if isinstance(ran, NotRun):
        rules = tuple(str(each.get("rule")) for each in ran.diagnostics)
        is_refused = "placeholder" in rules
        return Judged(case["id"], case["kind"], "refused" if is_refused else "not compiled", rules)
    expected = case["expected"]
    names = [name for name in ran.nodes if name not in case["pinned"]]
    names += [name for name in expected if name not in ran.nodes]
    different = [name for name in names if not same_runs(expected.get(name, []), ran.nodes.get(name, []))]
    if not different:
        return Judged(case["id"], case["kind"], "equal")
    statuses = {each.node.name: each.status for each in ran.done.nodes}
    silent = tuple(name for name in different if statuses.get(name) is Status.EXACT)
    return Judged(
        case["id"], case["kind"], "silent" if silent else "approximated", silent or tuple(different)
    )


def same_runs(expected: Sequence[Run], found: Sequence[Run]) -> bool:
    """Whether runs have the same items; empty outputs at the end do not matter."""
    return same([_shortened(run) for run in expected], [_shortened(run) for run in found])


def _shortened(run: Run) -> Run:
    outputs = list(run)
    while len(outputs) > 1 and not outputs[-1]:
        outputs.pop()
    return outputs


def same(expected: Any, found: Any) -> bool:
    """Whether two values are the same JSON; `<error>` stands for any text."""
    match expected:
        case "<error>":
            return isinstance(found, str)
        case dict():
            return (
                isinstance(found, dict)
                and expected.keys() == found.keys()
                and all(same(expected[key], found[key]) for key in expected)
            )
        case list():
            return isinstance(found, list) and len(expected) == len(found) and all(map(same, expected, found))
        case bool() | None | str():
            return expected is found or (type(expected) is type(found) and expected == found)
    return not isinstance(found, bool) and isinstance(found, int | float) and abs(expected - found) < 1e-9
