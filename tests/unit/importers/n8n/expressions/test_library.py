import re
from pathlib import Path

import pytest

import exeoflow.code
from exeoflow.expressions.evaluation import depth_of, evaluation_depth
from exeoflow.expressions.grammar import parse_syntax
from exeoflow.importers.n8n.expressions.library import FAIL_AS_IN_N8N, depths, sources, with_functions


def test_a_call_of_each_function_nests_as_deeply_as_with_the_functions_before_it() -> None:
    calls = [f"${name}(1)" for name in sources()]

    found = [evaluation_depth(call, most=0, functions=depths(call)) for call in calls]

    assert found == [depth_of(parse_syntax(with_functions(call)), {}) for call in calls]


def test_rules_and_code_leave_out_the_same_signs_of_currencies() -> None:
    code = (Path(exeoflow.code.__file__).parent / "javascript" / "n8n_methods.js").read_text()
    signs = re.search(r"CURRENCIES =\s+(/.*/)gu;", code)

    assert signs is not None
    assert f"{signs[1]}, " in sources()["js_to_number"]


@pytest.mark.parametrize("name", sorted(FAIL_AS_IN_N8N))
def test_what_fails_as_in_n8n_is_in_the_library_and_ends_in_an_error(name: str) -> None:
    assert "$error(" in with_functions(f"$js_{name}(1)")
