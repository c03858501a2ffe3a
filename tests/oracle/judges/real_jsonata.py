"""JSONata 2.0.6 in JavaScript, as Step Functions runs it: the judge of what is said of expressions."""

from collections.abc import Iterable, Mapping
from typing import Final

from tests.oracle.json_value import Json
from tests.oracle.judges.npm_packages import TESTS, answers

FAILED: Final = object()
"""The expression raises an error, or yields nothing where a value is needed."""


def evaluated(cases: Iterable[tuple[str, Mapping[str, Json]]]) -> list[Json]:
    """Return the value of each expression with its variables, or `FAILED`."""
    questions = ({"source": source, "values": values} for source, values in cases)
    found = answers(TESTS / "jsonata_js", "evaluate.mjs", questions)
    return [each.get("value", FAILED) for each in found]
