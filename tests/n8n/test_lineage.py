"""`$('A').item` is the item of A that the present one descends from, through every node between them."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case

SOURCE: list[Any] = [
    {"id": 1, "k": "s", "l": ["x", "y"]},
    {"id": 2, "k": "s", "l": ["x"]},
    {"id": 3, "k": "t", "l": []},
]


def node(name: str, kind: str, parameters: dict[str, Any], version: float = 1, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": f"n8n-nodes-base.{kind}",
        "typeVersion": version,
        "parameters": parameters,
        **more,
    }


def condition(value: str, operation: str, right: object) -> dict[str, Any]:
    row = {"leftValue": value, "rightValue": right, "operator": {"type": "number", "operation": operation}}
    return {"conditions": {"combinator": "and", "conditions": [row]}}


READER = node(
    "reader", "set", {"values": {"number": [{"name": "from", "value": "={{ $('a').item.json.id }}"}]}}, 2
)
READER["parameters"]["keepOnlySet"] = True


def from_of(
    nodes: list[dict[str, Any]],
    arrows: list[tuple[str, int, str, int]],
    items: list[Any] | None = None,
    reader: dict[str, Any] = READER,
) -> list[Any]:
    """What the reader reads of each of its items; an empty list if it fails."""
    trigger = node("go", "manualTrigger", {})
    connections: dict[str, Any] = {}
    for source, output, target, index in [("go", 0, "a", 0), *arrows]:
        outputs = connections.setdefault(source, {"main": []})["main"]
        outputs.extend([] for _ in range(output + 1 - len(outputs)))
        outputs[output].append({"node": target, "type": "main", "index": index})
    workflow = {"nodes": [trigger, node("a", "code", {}), *nodes, reader], "connections": connections}

    ran = run_case(workflow, "go", {"go": [{}], "a": SOURCE if items is None else items})

    assert isinstance(ran, Ran), ran.diagnostics
    return [item["from"] for run in ran.nodes["reader"] for output in run for item in output]


def through(kind: str, parameters: dict[str, Any], version: float = 1, **more: Any) -> list[Any]:
    return from_of([node("b", kind, parameters, version, **more)], [("a", 0, "b", 0), ("b", 0, "reader", 0)])


@pytest.mark.parametrize(
    ("kind", "parameters", "expected"),
    [
        ("splitOut", {"fieldToSplitOut": "l"}, [1, 1, 2]),
        ("itemLists", {"fieldToSplitOut": "l"}, [1, 1, 2]),
        ("sort", {"sortFieldsUi": {"sortField": [{"fieldName": "id", "order": "descending"}]}}, [3, 2, 1]),
        ("limit", {"keep": "lastItems", "maxItems": 2}, [2, 3]),
        ("removeDuplicates", {"compare": "selectedFields", "fieldsToCompare": "k"}, [1, 3]),
        ("aggregate", {"aggregate": "aggregateAllItemData"}, []),
        (
            "summarize",
            {"fieldsToSummarize": {"values": [{"field": "id"}]}, "fieldsToSplitBy": "id"},
            [1, 2, 3],
        ),
        ("code", {"jsCode": "return [{n: 1}, {n: 2}]"}, []),
        ("code", {"jsCode": "return [{n: 1}, {n: 2}, {n: 3}]"}, [1, 2, 3]),
    ],
)
def test_items_of_lists_come_from_where_n8n_says(
    kind: str, parameters: dict[str, Any], expected: list[int]
) -> None:
    assert through(kind, parameters, 2 if kind == "code" else 1) == expected


def test_one_item_of_many_comes_from_where_all_of_them_do() -> None:
    nodes = [
        node("b", "splitOut", {"fieldToSplitOut": "l"}),
        node("c", "aggregate", {"aggregate": "aggregateAllItemData"}),
    ]
    arrows = [("a", 0, "b", 0), ("b", 0, "c", 0), ("c", 0, "reader", 0)]

    assert from_of(nodes, arrows, SOURCE[:1]) == [1]
    assert from_of(nodes, arrows, SOURCE[:2]) == []


def test_the_empty_item_of_a_node_that_always_outputs_comes_from_all_that_came_in() -> None:
    nodes = [node("b", "filter", condition("={{ $json.id }}", "gt", 9), 2, alwaysOutputData=True)]
    arrows = [("a", 0, "b", 0), ("b", 0, "reader", 0)]

    assert from_of(nodes, arrows, SOURCE[1:2]) == [2]
    assert from_of(nodes, arrows) == []


IF = node("b", "if", condition("={{ $json.id }}", "lt", 2), 2)


@pytest.mark.parametrize(
    ("parameters", "version", "expected"),
    [
        ({}, 3, [1, 2, 3]),
        ({"mode": "combine", "combineBy": "combineByPosition"}, 3, []),
        ({"mode": "combine", "combineBy": "combineAll"}, 3, []),
        ({"mode": "chooseBranch", "useDataOfInput": "2"}, 3, [2, 3]),
        ({"mode": "passThrough"}, 1, [1]),
    ],
)
def test_a_merge_knows_by_which_input_an_item_came(
    parameters: dict[str, Any], version: float, expected: list[int]
) -> None:
    arrows = [("a", 0, "b", 0), ("b", 0, "m", 0), ("b", 1, "m", 1), ("m", 0, "reader", 0)]

    assert from_of([IF, node("m", "merge", parameters, version)], arrows) == expected


@pytest.mark.parametrize("clash", [None, "addSuffix", "preferInput1"])
@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("keepMatches", [1, 3]),
        ("keepEverything", [1, 3, 2]),
        ("enrichInput1", [1, 3, 2]),
        ("keepNonMatches", [2]),
    ],
)
def test_items_that_were_joined_come_from_one_that_both_come_from(
    mode: str, expected: list[int], clash: str | None
) -> None:
    nodes = [
        node("b", "filter", condition("={{ $json.id }}", "notEquals", 2), 2),
        node(
            "m",
            "merge",
            {
                "mode": "combine",
                "combineBy": "combineByFields",
                "fieldsToMatchString": "id",
                "joinMode": mode,
                "options": {"clashHandling": {"values": {"resolveClash": clash}}} if clash else {},
            },
            3,
        ),
    ]
    arrows = [("a", 0, "m", 0), ("a", 0, "b", 0), ("b", 0, "m", 1), ("m", 0, "reader", 0)]

    assert from_of(nodes, arrows) == expected


def test_a_node_behind_several_arms_asks_the_one_that_is_live() -> None:
    nodes = [
        IF,
        node("c", "sort", {"sortFieldsUi": {"sortField": [{"fieldName": "id"}]}}),
        node("d", "code", {"jsCode": "return [{}]"}, 2),
    ]
    arrows = [
        ("a", 0, "b", 0),
        ("b", 0, "c", 0),
        ("b", 1, "d", 0),
        ("c", 0, "reader", 0),
        ("d", 0, "reader", 0),
    ]

    assert from_of(nodes, arrows, SOURCE[:1]) == [1]
    assert from_of(nodes, arrows, SOURCE[1:2]) == [2]


def test_code_in_the_place_of_an_expression_is_given_the_same_item() -> None:
    value = "={{ $('a').item.json.id.toString(2) }}"
    reader = node("reader", "set", {"values": {"string": [{"name": "from", "value": value}]}}, 2)
    nodes = [node("b", "splitOut", {"fieldToSplitOut": "l"})]

    found = from_of(nodes, [("a", 0, "b", 0), ("b", 0, "reader", 0)], reader=reader)

    assert found == ["1", "1", "10"]


def test_code_in_the_place_of_an_expression_fails_where_nobody_knows_the_item() -> None:
    value = "={{ $('a').item.json.id.toString(2) }}"
    reader = node("reader", "set", {"values": {"string": [{"name": "from", "value": value}]}}, 2)
    nodes = [node("b", "aggregate", {"aggregate": "aggregateAllItemData"})]

    assert from_of(nodes, [("a", 0, "b", 0), ("b", 0, "reader", 0)], reader=reader) == []


def test_the_first_item_of_a_node_comes_from_one_too() -> None:
    reader = node("reader", "wait", {"unit": "seconds", "amount": "={{ $('a').item.json.id - 2 }}"}, 1.1)
    nodes = [node("b", "sort", {"sortFieldsUi": {"sortField": [{"fieldName": "id"}]}})]

    found = from_of(nodes, [("a", 0, "b", 0), ("b", 0, "reader", 0)], [{"id": 3, "from": 0}], reader)

    assert found == [0]


@pytest.mark.parametrize(("items", "expected"), [([SOURCE[1]], [2]), (SOURCE, [])])
def test_where_nobody_knows_the_item_it_is_the_only_one_there_is(
    items: list[Any], expected: list[int]
) -> None:
    loop = node("loop", "splitInBatches", {"batchSize": 1}, 3)
    arrows = [("a", 0, "loop", 0), ("loop", 1, "each", 0), ("each", 0, "loop", 0), ("loop", 0, "reader", 0)]

    assert from_of([loop, node("each", "noOp", {})], arrows, items) == expected


def test_of_a_node_that_is_there_several_times_the_one_that_ran_is_read() -> None:
    test = node("if", "if", condition("={{ $json.id }}", "gt", 1), 2)
    both = node("b", "set", {"values": {"number": [{"name": "id", "value": "={{ $json.id }}"}]}}, 2)
    merge = node("merge", "merge", {"mode": "append"}, 3)
    arrows = [
        ("a", 0, "if", 0),
        ("if", 0, "b", 0),
        ("if", 1, "b", 0),
        ("b", 0, "merge", 0),
        ("b", 0, "merge", 1),
        ("merge", 0, "reader", 0),
    ]
    reader = {**READER, "parameters": {**READER["parameters"]}}
    reader["parameters"]["values"] = {"number": [{"name": "from", "value": "={{ $('b').last().json.id }}"}]}

    assert from_of([test, both, merge], arrows, [SOURCE[0]], reader) == [1, 1]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return items.filter((item) => item.json.id !== 2)", [1, 3]),
        ("return items.reverse()", [3, 2, 1]),
        ("return items.map((item) => ({ json: { x: item.json.id }, pairedItem: { item: 0 } }))", [1, 1, 1]),
        ("return items.map((item) => ({ json: { x: item.json.id } }))", [1, 2, 3]),
        ("return [items[2], { json: {} }]", []),
        ("return { json: {} }", [1]),
    ],
)
def test_items_of_code_come_from_where_they_say(source: str, expected: list[int]) -> None:
    code = node("b", "code", {"jsCode": source}, 2)

    assert from_of([code], [("a", 0, "b", 0), ("b", 0, "reader", 0)]) == expected


def test_items_that_code_leaves_out_are_not_counted() -> None:
    code = node(
        "b", "code", {"mode": "runOnceForEachItem", "jsCode": "return $json.id === 2 ? null : item"}, 2
    )

    assert from_of([code], [("a", 0, "b", 0), ("b", 0, "reader", 0)]) == [1, 3]


def test_items_that_code_sorts_keep_where_they_come_from() -> None:
    sort = node("b", "sort", {"type": "code", "code": "return b.json.id - a.json.id"})

    assert from_of([sort], [("a", 0, "b", 0), ("b", 0, "reader", 0)]) == [3, 2, 1]


def test_of_two_outputs_that_lead_here_the_one_on_the_shortest_way_is_read() -> None:
    test = node("if", "if", condition("={{ $json.id }}", "gt", 1), 2)
    merge = node("merge", "merge", {"mode": "append"}, 3)
    arrows = [
        ("a", 0, "if", 0),
        ("if", 0, "far", 0),
        ("far", 0, "merge", 0),
        ("if", 1, "merge", 1),
        ("merge", 0, "reader", 0),
    ]
    reader = {**READER, "parameters": {**READER["parameters"]}}
    reader["parameters"]["values"] = {"number": [{"name": "from", "value": "={{ $('if').all().length }}"}]}

    assert from_of([test, node("far", "noOp", {}), merge], arrows, SOURCE, reader) == [1, 1, 1]


def test_a_node_that_n8n_comes_to_later_has_not_run() -> None:
    asked = "={{ $('later').isExecuted ? 1 : $json.id }}"
    arrows = [("a", 0, "reader", 0), ("a", 0, "b", 0), ("b", 0, "later", 0)]
    nodes = [node("b", "noOp", {}, position=[0, 600]), node("later", "set", {}, 2, position=[0, 900])]

    for written, expected in ((asked, [1, 2, 3]), ("={{ $('later').first().json.id }}", [])):
        reader = node("reader", "set", {"values": {"number": [{"name": "from", "value": written}]}}, 2)
        assert from_of(nodes, arrows, reader=reader) == expected
