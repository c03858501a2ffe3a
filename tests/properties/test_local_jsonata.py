"""The engine that evaluates expressions on one machine, held against JSONata 2.0.6 itself."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.jsonata.evaluation import EvaluationError, evaluate
from tests.oracle.drawings.strategies.expressions import any_sources, json_values
from tests.oracle.judges.real_jsonata import FAILED, evaluated

pytestmark = pytest.mark.slow

_CASES = st.tuples(
    any_sources,
    st.fixed_dictionaries(dict.fromkeys(["n", "t", "l", "o", "input", "nodes", "index"], json_values)),
)


def _on_one_machine(source: str, values: dict[str, Any]) -> Any:
    try:
        return evaluate(source, values)
    except EvaluationError:
        return FAILED


@settings(max_examples=15, deadline=None)
@given(st.lists(_CASES, min_size=100, max_size=200))
def test_expressions_mean_on_one_machine_what_they_mean_to_step_functions(
    cases: list[tuple[str, dict[str, Any]]],
) -> None:
    expected = evaluated(cases)

    differing = [
        (source, values, meant, found)
        for (source, values), meant in zip(cases, expected, strict=True)
        if (found := _on_one_machine(source, values)) != meant
        or isinstance(found, bool) != isinstance(meant, bool)
    ]

    assert differing == []
