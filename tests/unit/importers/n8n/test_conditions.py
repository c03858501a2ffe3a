"""Conditions over what JSON does not have, or what has another type: If is held against n8n's own engine."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case
from tests.unit.importers.n8n.test_computed import imported, run, status

ITEMS: list[Any] = [{"a": 1, "name": "q"}, {"name": "x"}]


def parted(
    condition: dict[str, Any],
    items: list[Any],
    validation: str = "strict",
    on_error: str = "stop",
    version: int = 2,
) -> list[Any]:
    """What leaves If by true and by false, as far as there is such an output."""
    options = {"version": version, "caseSensitive": True, "typeValidation": validation}
    parameters = {"conditions": {"options": options, "combinator": "and", "conditions": [condition]}}
    choice = {"type": "n8n-nodes-base.if", "typeVersion": 2.2, "parameters": parameters, "onError": on_error}
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger", "parameters": {}},
        {"name": "if", **choice},
    ]
    connections = {"go": {"main": [[{"node": "if", "type": "main", "index": 0}]]}}
    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": items})
    assert isinstance(ran, Ran)
    (run,) = ran.nodes["if"]
    return run


def ways(operator: str, left: str, right: object, on_error: str = "stop") -> list[Any]:
    """The same for the items of this file, where what is computed is held against something."""
    kind, operation = operator.split()
    condition = {
        "leftValue": f"={{{{ {left} }}}}",
        "rightValue": right,
        "operator": {"type": kind, "operation": operation},
    }
    return parted(condition, ITEMS, on_error=on_error)


@pytest.mark.parametrize("left", ["$json.a + 1", "$json.name * 2", "Number($json.name)"])
def test_nothing_is_less_than_no_number(left: str) -> None:
    assert ways("number lt", left, 2) == [[], ITEMS]


@pytest.mark.parametrize("operation", ["gt", "exists", "notEmpty", "notEquals"])
def test_infinity_is_a_number_larger_than_others(operation: str) -> None:
    assert ways(f"number {operation}", "$json.a / 0", 2)[0][:1] == ITEMS[:1]


@pytest.mark.parametrize("left", ["$json.zz", "$json.a"])
def test_a_right_side_of_another_type_fails_the_item_also_beside_a_missing_left_side(left: str) -> None:
    assert ways("array contains", left, 1, "continueErrorOutput")[:2] == [[], ITEMS]


def matched(pattern: str, item: dict[str, Any]) -> Any:
    """Whether Switch 1 finds a pattern in the item's `a`; None where it has no counterpart."""
    rules = {"rules": [{"operation": "regex", "value2": pattern, "output": 0}]}
    done = imported("switch", {"dataType": "string", "value1": "={{ $json.a }}", "rules": rules}, 1)
    return None if status(done) == "unsupported" else run(done, [item]) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("[()]", "a(b"), ("/[{}]+/i", "}"), ("a}", "a}"), ("x{", "x{"), ("]", "a]"), ("/\\d+/g", "7")],
)
def test_brackets_within_a_pattern_are_characters(pattern: str, text: str) -> None:
    assert matched(pattern, {"a": text})


@pytest.mark.parametrize("pattern", ["/[/", "[", "/(/", "*", "a{2,1}", "(?=a)"])
def test_a_pattern_that_is_none_has_no_counterpart(pattern: str) -> None:
    assert matched(pattern, {"a": "a"}) is None


@pytest.mark.parametrize(
    ("kind", "operation", "expected"),
    [
        ("string", "endsWith", "approximated"),
        ("dateTime", "after", "approximated"),
        ("string", "equal", "exact"),
    ],
)
@pytest.mark.parametrize("node", ["if", "filter"])
def test_older_conditions_that_may_fail_the_node_are_told_where_it_goes_on(
    node: str, kind: str, operation: str, expected: str
) -> None:
    row = {"value1": "={{ $json.name }}", "operation": operation, "value2": "b"}

    done = imported(node, {"conditions": {kind: [row]}}, 1, onError="continueRegularOutput")

    assert status(done) == expected


@pytest.mark.parametrize(
    ("kind", "operation", "validation", "left", "output"),
    [
        ("string", "empty", "strict", "$json.none + 1", None),
        ("string", "empty", "loose", "$json.none + 1", 1),
        ("array", "empty", "loose", "$json.none + 1", None),
        ("object", "exists", "strict", "$json.n / 0", None),
        ("boolean", "true", "loose", "$json.none + 1", 1),
        ("boolean", "true", "loose", "$json.n / 0", 0),
        ("string", "empty", "strict", "$json.none", 0),
        ("string", "empty", "strict", "(() => Math.sqrt(-$json.n))()", None),
        ("string", "empty", "loose", "(() => Math.sqrt(-$json.n))()", 1),
        ("boolean", "true", "loose", "(() => 1 / 0)()", 0),
    ],
)
def test_what_is_no_number_of_json_is_a_number_where_another_kind_is_wanted(
    kind: str, operation: str, validation: str, left: str, output: int | None
) -> None:
    operator = {"type": kind, "operation": operation, "singleValue": True}
    condition = {"leftValue": f"={{{{ {left} }}}}", "rightValue": "", "operator": operator}

    found = parted(condition, [{"n": 1}], validation)

    assert found == ([] if output is None else [[{"n": 1}] if each == output else [] for each in (0, 1)])


@pytest.mark.parametrize(
    ("validation", "value", "expected"),
    [
        ("strict", "NaN", [[], [{"a": 1}]]),
        ("strict", "1 / 0", [[{"a": 1}], []]),
        ("strict", "'NaN'", []),
        ("strict", "'Infinity'", []),
        ("loose", "'NaN'", []),
        ("loose", "'Infinity'", [[{"a": 1}], []]),
    ],
)
def test_a_text_from_code_is_no_number_that_json_lacks(
    validation: str, value: str, expected: list[Any]
) -> None:
    condition = {
        "leftValue": f"={{{{ (() => {value})() }}}}",
        "rightValue": 1,
        "operator": {"type": "number", "operation": "gt"},
    }

    assert parted(condition, [{"a": 1}], validation) == expected


@pytest.mark.parametrize(
    ("operator", "validation", "right", "output"),
    [
        ("array notEmpty", "loose", "", None),
        ("array notEmpty", "loose", "[]", 0),
        ("array exists", "strict", "", None),
        ("boolean true", "strict", "", None),
        ("boolean true", "loose", "", 0),
        ("number exists", "loose", "x", None),
        ("number exists", "loose", "", 0),
        ("string notEmpty", "strict", "", 0),
        ("array notEmpty", "strict", None, 0),
    ],
)
def test_a_second_value_that_nothing_reads_fails_the_item_where_its_type_does_not_take_it(
    operator: str, validation: str, right: object, output: int | None
) -> None:
    kind, operation = operator.split()
    item = {"array": [1], "boolean": True, "number": 3, "string": "x"}[kind]
    operator_ = {"type": kind, "operation": operation}

    found, single = (
        parted(
            {"leftValue": "={{ $json.a }}", "rightValue": right, "operator": each}, [{"a": item}], validation
        )
        for each in (operator_, {**operator_, "singleValue": True})
    )

    assert found == ([] if output is None else [[{"a": item}] if each == output else [] for each in (0, 1)])
    assert single[0] == [{"a": item}]


@pytest.mark.parametrize(("version", "output"), [(2, 0), (3, 1)])
def test_an_empty_text_is_no_number_since_the_third_version_of_filters(version: int, output: int) -> None:
    operator = {"type": "number", "operation": "equals"}
    condition = {"leftValue": "={{ $json.a }}", "rightValue": 0, "operator": operator}

    found = parted(condition, [{"a": " "}], "loose", version=version)

    assert found == [[{"a": " "}] if each == output else [] for each in (0, 1)]
