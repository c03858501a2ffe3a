"""Values of parameters in JSONata."""

from typing import Any

import pytest

from exeoflow.importers.n8n.prelude import with_functions
from local.jsonata.evaluation import evaluate
from tests.unit.importers.n8n.test_computed import imported, run, status


def test_each_entry_of_a_parameter_that_is_a_list_stays_one() -> None:
    within = '{"e": {"k": $n8_entries([{"e": $j.one}])}}'
    text = with_functions(f'$n8_entries([{{"e": $j.a}}, {{"e": $j.list}}, {{"e": $j.none}}, {within}])')

    assert evaluate(text, {"j": {"a": 1, "list": [1, 2], "one": [3]}}) == [1, [1, 2], None, {"k": [[3]]}]


@pytest.mark.parametrize(
    ("kind", "expression", "expected"),
    [
        ("array", "$json.l.map(x => x.k)", [None, None, None, [1]]),
        ("array", "$json.l.unique()", [["a", None], [None], [1, None, 2], [{"k": 1}]]),
        ("array", "$json.l.difference([null])", [["a"], [], [1, 2], [{"k": 1}]]),
        ("string", "$json.l.reduce((all, x) => all + x.k, '')", [None, None, None, "1"]),
    ],
)
def test_a_lone_null_in_a_list_counts(kind: str, expression: str, expected: list[Any]) -> None:
    """What engines of JSONata count otherwise: $filter leaves one null without a list around it."""
    field = {"name": "v", "type": kind, "value": f"={{{{ {expression} }}}}"}
    done = imported("set", {"assignments": {"assignments": [field]}, "options": {}}, 3.4)
    items = [{"l": ["a", None]}, {"l": [None, None]}, {"l": [1, None, 2, None]}, {"l": [{"k": 1}]}]

    assert run(done, items) == [{"v": each} for each in expected]


def test_a_list_contains_its_lone_null() -> None:
    operator = {"type": "array", "operation": "contains", "rightType": "any"}
    condition = {"leftValue": "={{ $json.l }}", "rightValue": "={{ null }}", "operator": operator}
    options = {"caseSensitive": True, "typeValidation": "strict", "version": 2}
    conditions = {"options": options, "combinator": "and", "conditions": [condition]}
    done = imported("filter", {"conditions": conditions}, 2.2)

    found = run(done, [{"l": ["a", None]}, {"l": ["a"]}])

    assert found == {"it_output0": [{"l": ["a", None]}], "it_output1": [{"l": ["a"]}]}


@pytest.mark.parametrize(
    ("expression", "given", "expected"),
    [
        (r"$json.v.replace(/\n/g, '\\n')", "a\nb", r"a\nb"),
        (r"$json.v.replace(/\"/g, '\\\"')", 'say "hi"', r"say \"hi\""),
        (r"$json.v.replace(/\\/g, '\\\\')", "a\\b", r"a\\b"),
        (r"$json.v.replace(/\n/, '\\n')", "a\nb\nc", "a\\nb\nc"),
        (r"$json.v.replace(/(a)/g, '\\$1')", "aba", r"\ab\a"),
        ("$json.v.replace(/a/g, $json.v)", "a\\b", r"a\b\b"),
        ("$json.v.replace(/a/, $json.v)", "ab", "abb"),
        ("$json.v.toNumber()", True, "1"),
        ("$json.v.toBoolean()", "2024-01-05T10:00:00.000Z", None),
        ("$json.v.toBoolean()", "2024-01-05T10:00:00.000+01:00", "true"),
        ("$json.v.toInt()", "2024-01-05T10:00:00.000Z", None),
        ("$json.v.format('yyyy')", "2024-01-05T10:00:00.000Z", "Invalid DateTime"),
        ("$json.v.isEmpty()", "2024-01-05T10:00:00.000Z", "false"),
        (
            "$json.v.urlEncode()",
            {"x y": "ä (1)", "2": None, "l": [1, 2], "o": {}},
            "2=null&x+y=%C3%A4+%281%29&l=1%2C2&o=%5Bobject+Object%5D",
        ),
        ("$json.v.urlEncode()", {}, ""),
        ("$json.v.urlEncode()", "a b", "a%20b"),
        ("$json.v == $json.v", {"a": 1}, "true"),
        ("$json.v === $json.v", [], "true"),
        ("$json.v.a == $json.v.b", {"a": [1], "b": {}}, "false"),
        ("$json.v.a !== $json.v.b", {"a": [1], "b": [2]}, "true"),
    ],
)
def test_texts_are_what_n8n_makes_of_them(expression: str, given: Any, expected: str | None) -> None:
    field = {"name": "v", "type": "string", "value": f"={{{{ {expression} }}}}"}
    done = imported("set", {"assignments": {"assignments": [field]}, "options": {}}, 3.4)

    assert run(done, [{"v": given}]) == [{"v": expected}]


def test_a_list_alone_in_a_list_stays_one_where_items_are_aggregated() -> None:
    rows = {"fieldsToAggregate": {"fieldToAggregate": [{"fieldToAggregate": "m"}]}, "options": {}}
    lists = ["v", [[1]], [1, None], [], [[]], [[1], None, [2]]]

    found = run(imported("aggregate", rows, 1), [{"m": each} for each in lists])

    assert found == [{"m": ["v", [[1]], [1], [], [[]], [[1], [2]]]}]


def test_another_resource_of_item_lists_is_unsupported() -> None:
    """n8n fails there: only lists are known to it."""
    assert status(imported("itemLists", {"resource": "text", "operation": "limit"}, 1)) == "unsupported"
