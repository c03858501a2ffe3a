"""A node that fails for all items at once hands them on where it is to go on, as n8n's engine does."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case
from tests.unit.importers.n8n.machines import connections_of, import_of
from tests.unit.importers.n8n.test_computed import codes, imported, status

ITEMS: list[Any] = [{"id": 1, "a": "x"}, {"id": 2, "a": 3}]
OF_Q = {"fieldsToAggregate": {"fieldToAggregate": [{"fieldToAggregate": "q"}]}}
TWICE = {"fieldsToAggregate": {"fieldToAggregate": [{"fieldToAggregate": "a"}] * 2}}
BY_Q = {"sortFieldsUi": {"sortField": [{"fieldName": "q"}]}}
FAILING: list[tuple[str, float, dict[str, Any]]] = [
    ("sort", 1, BY_Q),
    ("aggregate", 1, TWICE),
    ("removeDuplicates", 1, {}),
    ("summarize", 1, {"fieldsToSummarize": {"values": [{"field": "q"}]}}),
    ("summarize", 1, {"fieldsToSummarize": {"values": [{"field": "q"}]}, "fieldsToSplitBy": "id"}),
    ("itemLists", 2, {"fieldToSplitOut": "a"}),
    ("itemLists", 2, {"operation": "aggregateItems", **OF_Q}),
    ("itemLists", 2, {"operation": "sort", **BY_Q}),
    ("merge", 2, {"mode": "combine", "mergeByFields": {"values": [{"field1": "q", "field2": "q"}]}}),
    ("compareDatasets", 1, {"mergeByFields": {"values": [{"field1": "q", "field2": "q"}]}}),
]


def given(kind: str, version: float, parameters: dict[str, Any], **flags: Any) -> Any:
    """What the node `it` gives of `ITEMS`, at both inputs if it has two, and the node behind it."""
    node = {"type": f"n8n-nodes-base.{kind}", "typeVersion": version, "parameters": parameters, **flags}
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "it", **node},
        {"name": "end", "type": "n8n-nodes-base.noOp"},
    ]
    inputs = [0, 1] if kind in {"merge", "compareDatasets"} else [0]
    connections = {
        "go": {"main": [[{"node": "it", "type": "main", "index": each} for each in inputs]]},
        "it": {"main": [[{"node": "end", "type": "main", "index": 0}]]},
    }
    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": ITEMS})
    assert isinstance(ran, Ran), ran.diagnostics
    return ran.nodes["it"], ran.nodes.get("end")


@pytest.mark.parametrize(("kind", "version", "parameters"), FAILING)
@pytest.mark.parametrize("on_error", ["continueRegularOutput", "continueErrorOutput"])
def test_it_hands_on_what_came(kind: str, version: float, parameters: dict[str, Any], on_error: str) -> None:
    found, behind = given(kind, version, parameters, onError=on_error)

    assert found[0][0] == ITEMS
    assert behind == [[ITEMS]]


@pytest.mark.parametrize(("kind", "version", "parameters"), FAILING)
def test_it_fails_where_it_is_to_stop(kind: str, version: float, parameters: dict[str, Any]) -> None:
    assert given(kind, version, parameters) == ([[]], None)


def test_the_second_remove_duplicates_gives_an_error_instead() -> None:
    found, _ = given("removeDuplicates", 2, {}, onError="continueRegularOutput")

    assert found == [[[{"error": "The values of a field cannot be compared."}]]]


@pytest.mark.parametrize(
    ("parameters", "flags", "expected"),
    [
        ({}, {}, [[], [{"error": "The values of a field cannot be compared."}]]),
        ({"compare": "selectedFields", "fieldsToCompare": "id"}, {}, [ITEMS, []]),
        ({}, {"executeOnce": True}, [ITEMS[:1], []]),
    ],
)
def test_the_error_of_the_second_remove_duplicates_leaves_by_an_output_of_its_own(
    parameters: dict[str, Any], flags: dict[str, Any], expected: list[Any]
) -> None:
    found, behind = given("removeDuplicates", 2, parameters, onError="continueErrorOutput", **flags)

    assert found == [expected]
    assert behind == ([[expected[0]]] if expected[0] else None)


@pytest.mark.parametrize(
    ("kind", "parameters", "expected"),
    [
        ("limit", {"maxItems": 2}, "exact"),
        ("limit", {"maxItems": "={{ $json.n }}"}, "approximated"),
        ("sort", BY_Q, "exact"),
        ("sort", {"type": "code", "code": "return a.json.id - b.json.id"}, "approximated"),
        ("aggregate", {"aggregate": "aggregateAllItemData"}, "exact"),
        (
            "aggregate",
            {"aggregate": "aggregateAllItemData", "destinationFieldName": "={{ $json.n }}"},
            "approximated",
        ),
        ("splitOut", {"fieldToSplitOut": "a"}, "exact"),
        (
            "set",
            {"values": {"string": [{"name": "v", "value": "={{ 'call $error(now) and $js_no_date(it)' }}"}]}},
            "exact",
        ),
        (
            "set",
            {"values": {"string": [{"name": "v", "value": "={{ $json.q.toNumber() }}"}]}},
            "approximated",
        ),
    ],
)
def test_only_what_may_fail_otherwise_is_told(kind: str, parameters: dict[str, Any], expected: str) -> None:
    assert status(imported(kind, parameters, 1, onError="continueRegularOutput")) == expected


def test_what_is_told_of_the_second_remove_duplicates_and_of_an_executed_merge() -> None:
    fields = {"mode": "combine", "mergeByFields": {"values": [{"field1": "q", "field2": "q"}]}}
    summed = {
        "field": "a",
        "aggregation": "concatenate",
        "separateBy": "other",
        "customSeparator": "={{ 1 }}",
    }

    always: dict[str, Any] = {"onError": "continueErrorOutput", "alwaysOutputData": True}
    assert "error-of-expression" in codes(imported("removeDuplicates", {}, 2, **always))
    assert (
        status(imported("merge", fields, 2, onError="continueRegularOutput", executeOnce=True))
        == "approximated"
    )
    assert (
        status(
            imported(
                "summarize", {"fieldsToSummarize": {"values": [summed]}}, 1.1, onError="continueRegularOutput"
            )
        )
        == "approximated"
    )


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [("aggregate", {"aggregate": "aggregateAllItemData"}), ("html", {"operation": "convertToHtmlTable"})],
)
def test_an_item_of_all_descends_from_the_only_one_that_a_node_takes(
    kind: str, parameters: dict[str, Any]
) -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": f"n8n-nodes-base.{kind}", "executeOnce": True, "parameters": parameters},
        {"name": "b", "type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": {
            "assignments": {"assignments": [
                {"name": "n", "type": "number", "value": "={{ $('go').item.json.id }}"}]}}},
    ]  # fmt: skip
    connections = connections_of({"go": [["a"]], "a": [["b"]]})

    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": ITEMS})

    assert isinstance(ran, Ran)
    assert ran.nodes["b"] == [[[{"n": 1}]]]


@pytest.mark.parametrize(
    ("on_error", "expected"), [("continueRegularOutput", "approximated"), (None, "exact")]
)
def test_errors_that_may_come_to_a_node_with_an_output_for_them_are_told(
    on_error: str | None, expected: str
) -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "onError": on_error},
        {"name": "it", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "onError": "continueErrorOutput"},
    ]

    done = import_of({"nodes": nodes, "connections": connections_of({"go": [["a"]], "a": [["it"]]})})

    assert status(done) == expected


@pytest.mark.parametrize(
    ("expression", "fails", "is_told"),
    [
        ("$node['short'].json.id", True, True),
        ("$('short').first().json.id", False, False),
        ("$('beside').item.json.id", True, True),
        ("$node['beside'].json.id", True, True),
        ("$('beside').first().json.id", False, True),
    ],
)
def test_an_item_that_another_node_may_not_have_here_fails_the_node_and_is_told(
    expression: str, *, fails: bool, is_told: bool
) -> None:
    row = {"name": "n", "type": "number", "value": f"={{{{ {expression} }}}}"}
    nodes: list[dict[str, Any]] = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "beside", "type": "n8n-nodes-base.noOp", "position": [0, 0]},
        {"name": "short", "type": "n8n-nodes-base.limit", "position": [0, 9]},
        {"name": "both", "type": "n8n-nodes-base.splitOut", "parameters": {"fieldToSplitOut": "ids"}},
        {"name": "it", "type": "n8n-nodes-base.set", "typeVersion": 3.4, "onError": "continueRegularOutput",
         "parameters": {"assignments": {"assignments": [row]}}},
    ]  # fmt: skip
    leads = connections_of({"go": [["beside", "short"]], "short": [["both"]], "both": [["it"]]})
    stopping = [{**node, "onError": None} for node in nodes]

    ran = run_case({"nodes": stopping, "connections": leads}, "go", {"go": [{"id": 1, "ids": [1, 2]}]})

    assert isinstance(ran, Ran)
    assert ran.nodes["it"] == ([[]] if fails else [[[{"n": 1}, {"n": 1}]]])
    assert ("error-of-expression" in codes(import_of({"nodes": nodes, "connections": leads}))) == is_told


@pytest.mark.parametrize(
    "code",
    [
        "return 5;",
        "$json.a = 9;\nreturn [{ json: {}, other: 1 }];",
        "// $input.all() is for all\nreturn $itemIndex ? 5 : $input.item;",
    ],
)
def test_code_that_gives_no_items_hands_on_what_came(code: str) -> None:
    """What n8n 2 gives for code that fails only when its result is looked at."""
    mode = "runOnceForEachItem" if "$itemIndex" in code else "runOnceForAllItems"
    parameters = {"jsCode": code, "mode": mode}

    assert given("code", 2, parameters, onError="continueRegularOutput") == ([[ITEMS]], [[ITEMS]])
    assert given("code", 2, parameters) == ([[]], None)


@pytest.mark.parametrize("name", ["first", "last", "all", "itemMatching"])
def test_code_for_each_item_may_not_ask_for_others(name: str) -> None:
    code = f"// $input.{name}\nreturn {{ n: typeof $input.{name} }};"
    parameters = {"jsCode": code, "mode": "runOnceForEachItem"}

    assert given("code", 2, parameters, onError="continueRegularOutput") == ([[ITEMS]], [[ITEMS]])
    assert given("code", 2, parameters) == ([[]], None)


def test_the_function_takes_any_keys_beside_the_fields() -> None:
    parameters = {"functionCode": "return [{ json: { a: items.length }, other: 1 }];"}

    assert given("function", 1, parameters) == ([[[{"a": 2}]]], [[[{"a": 2}]]])


@pytest.mark.parametrize(
    "expression",
    ["$json.q.toBoolean()", "$json.q.isInteger()", "$jmespath($json.q, 'a')", "$json.q.toDateTime().toISO()"],
)
def test_an_expression_that_fails_for_one_item_is_told_where_the_node_goes_on(expression: str) -> None:
    """n8n gives an error in place of that item alone."""
    field = {"id": "1", "name": "v", "type": "string", "value": f"={{{{ {expression} }}}}"}
    parameters = {"assignments": {"assignments": [field]}, "options": {}}

    assert "error-of-expression" in codes(imported("set", parameters, 3.4, onError="continueRegularOutput"))
    assert "error-of-expression" not in codes(imported("set", parameters, 3.4))


@pytest.mark.parametrize(
    "kind", ["memoryBufferWindow", "embeddingsCohere", "textSplitterTokenSplitter", "lmChatOpenAi"]
)
@pytest.mark.parametrize(("on_error", "expected"), [(None, [[]]), ("continueRegularOutput", [[ITEMS]])])
def test_what_only_serves_other_nodes_fails_as_a_step(kind: str, on_error: str | None, expected: Any) -> None:
    part = {
        "name": "it",
        "type": f"@n8n/n8n-nodes-langchain.{kind}",
        "onError": on_error,
        "parameters": {"x": 1},
    }
    nodes = [{"name": "go", "type": "n8n-nodes-base.manualTrigger"}, part]

    ran = run_case({"nodes": nodes, "connections": connections_of({"go": [["it"]]})}, "go", {"go": ITEMS})

    assert isinstance(ran, Ran)
    assert ran.nodes["it"] == expected
    told = {reason.code for reason in ran.done.nodes[1].reasons}
    assert "part-as-step" in told
    assert "setting-ignored" not in told


@pytest.mark.parametrize("kind", ["memoryManager", "memoryChatRetriever", "toolCalculator"])
def test_what_is_run_as_a_step_is_no_such_part(kind: str) -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "it", "type": f"@n8n/n8n-nodes-langchain.{kind}"},
    ]

    done = import_of({"nodes": nodes, "connections": connections_of({"go": [["it"]]})})

    assert "part-as-step" not in {str(reason.code) for reason in done.nodes[1].reasons}
