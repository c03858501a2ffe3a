import re
from pathlib import Path

import exeoflow.code
from exeoflow.expressions.evaluation import depth_of, evaluation_depth
from exeoflow.expressions.grammar import parse_syntax
from exeoflow.importers.n8n.expressions.library import depths, sources, with_functions


def test_a_call_of_each_function_nests_as_deeply_as_with_the_functions_before_it() -> None:
    calls = [f"${name}(1)" for name in sources()]

    found = [evaluation_depth(call, most=0, functions=depths(call)) for call in calls]

    assert found == [depth_of(parse_syntax(with_functions(call)), {}) for call in calls]


def test_rules_and_code_leave_out_the_same_signs_of_currencies() -> None:
    code = (Path(exeoflow.code.__file__).parent / "javascript" / "n8n_methods.js").read_text()
    signs = re.search(r"CURRENCIES =\s+(/.*/)gu;", code)

    assert signs is not None
    assert f"{signs[1]}, " in sources()["js_to_number"]
