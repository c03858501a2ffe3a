from exeoflow.importers.n8n.prelude import with_functions
from local.jsonata.evaluation import evaluate


def test_each_entry_of_a_parameter_that_is_a_list_stays_one() -> None:
    within = '{"e": {"k": $n8_entries([{"e": $j.one}])}}'
    text = with_functions(f'$n8_entries([{{"e": $j.a}}, {{"e": $j.list}}, {{"e": $j.none}}, {within}])')

    assert evaluate(text, {"j": {"a": 1, "list": [1, 2], "one": [3]}}) == [1, [1, 2], None, {"k": [[3]]}]
