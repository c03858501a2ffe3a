from exeoflow.expressions.evaluation import depth_of, evaluation_depth
from exeoflow.expressions.grammar import parse_syntax
from exeoflow.importers.n8n.expressions.library import depths, sources, with_functions


def test_a_call_of_each_function_nests_as_deeply_as_with_the_functions_before_it() -> None:
    calls = [f"${name}(1)" for name in sources()]

    found = [evaluation_depth(call, most=0, functions=depths(call)) for call in calls]

    assert found == [depth_of(parse_syntax(with_functions(call)), {}) for call in calls]
