"""A call for each item, whose parameters read the other items, too."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, http, imported, ran
from tests.unit.importers.n8n.machines import connections_of, import_of


@pytest.mark.parametrize("on_error", ["stopWorkflow", "continueRegularOutput", "continueErrorOutput"])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{{ $input.all().length }}", ["3", "3", "3"]),
        ("{{ $input.first().json.id }}-{{ $json.id }}", ["1-1", "1-2", "1-3"]),
        ("{{ $input.last().json.id }}-{{ $itemIndex }}", ["3-0", "3-1", "3-2"]),
        ("{{ $items().map(each => each.json.id).join('') }}", ["123", "123", "123"]),
    ],
)
def test_a_call_of_one_item_reads_all_items(written: str, expected: list[str], on_error: str) -> None:
    call = http("get", {"url": f"=https://example.com/{written}"}, onError=on_error)
    done = imported(call)
    items: list[Any] = [{"id": 1}, {"id": 2}, {"id": 3}]

    _, requests = ran(done, items, [{"ok": 1}] * 3)

    assert [each["url"].rpartition("/")[2] for each in requests] == expected


def test_a_text_that_computes_nothing_is_the_text_though_it_is_marked() -> None:
    headers = {"parameters": [{"name": "=X-Kind", "value": "=plain"}, {"name": " X-Space ", "value": "a"}]}
    call = http(
        "get",
        {"url": "=https://example.com/a", "sendHeaders": True, "headerParameters": headers},
        onError="stopWorkflow",
    )

    done = imported(call)
    _, requests = ran(done, [{"id": 1}], [{"ok": 1}])

    assert requests[0]["url"] == "https://example.com/a"
    assert requests[0]["headers"] == {"X-Kind": "plain", "X-Space": "a"}


def test_names_of_headers_and_parameters_may_be_computed_and_the_last_of_several_counts() -> None:
    headers = {
        "parameters": [{"name": "=X-{{ $json.id }}", "value": "={{ $json.id }}"}, {"name": "a", "value": "b"}]
    }
    query = {"parameters": [{"name": "q", "value": "1"}, {"name": "q", "value": "2"}]}
    sent = {"sendHeaders": True, "headerParameters": headers, "sendQuery": True, "queryParameters": query}

    _, requests = ran(imported(http("get", {"url": "https://example.com", **sent})), [{"id": 7}], [{"ok": 1}])

    assert requests[0]["headers"] == {"X-7": "7", "a": "b"}
    assert requests[0]["query"] == {"q": "2"}


@pytest.mark.parametrize(
    ("version", "names", "value", "expected"),
    [
        (4.2, "ab", "={{ $json.none }}", {"b": "2"}),
        (4.2, "ab", "={{ null }}", {"a": "", "b": "2"}),
        (4.2, "ab", "={{ [1, null, [2]] }}", {"a[0]": "1", "a[1]": "", "a[2][0]": "2", "b": "2"}),
        (4.2, "ab", "={{ ({ k: { m: true } }) }}", {"a[k][m]": "true", "b": "2"}),
        (4.2, "aa", "={{ $json.id }}", {"a": "2"}),
        (4.3, "aa", "={{ $json.id }}", {"a[0]": "7", "a[1]": "2"}),
        (4.3, "aa", "1", {"a[0]": "1", "a[1]": "2"}),
        (4.3, "ab", "1", {"a": "1", "b": "2"}),
    ],
)
def test_a_query_has_the_names_that_n8n_sends(
    version: float, names: str, value: str, expected: dict[str, str]
) -> None:
    rows = [{"name": name, "value": each} for name, each in zip(names, [value, "2"], strict=True)]
    sent = {"sendQuery": True, "queryParameters": {"parameters": rows}}
    call = {**http("get", {"url": "https://example.com", **sent}), "typeVersion": version}

    _, requests = ran(imported(call), [{"id": 7}], [{"ok": 1}])

    assert requests[0]["query"] == expected


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "2"], {"a[0]": "1", "a[1]": "2"}),
        (["1", "={{ $json.id }}", "3"], {"a[0]": "1", "a[1]": "7", "a[2]": "3"}),
        (["={{ $json.id }}", "2"], {"a": "2"}),
        (["={{ $json.id }}", "2", "3"], {"a[0]": "2", "a[1]": "3"}),
        (["={{ $json.none }}", "2"], {"a": "2"}),
    ],
)
def test_older_versions_add_to_a_name_of_a_query_only_behind_texts_and_lists(
    version: int, values: list[str], expected: dict[str, str]
) -> None:
    rows = {"parameter": [{"name": "a", "value": each} for each in values]}
    call = http("get", {"url": "https://example.com", "queryParametersUi": rows})

    _, requests = ran(imported({**call, "typeVersion": version}), [{"id": 7}], [{"ok": 1}])

    assert requests[0]["query"] == expected


def test_what_is_missing_is_left_out_of_bodies_and_headers() -> None:
    rows = {"parameters": [{"name": "a", "value": "={{ $json.none }}"}, {"name": "b", "value": "={{ [1] }}"}]}
    sent = {
        "method": "POST",
        "sendHeaders": True,
        "headerParameters": rows,
        "sendBody": True,
        "bodyParameters": rows,
    }

    _, requests = ran(imported(http("get", {"url": "https://example.com", **sent})), [{"id": 7}], [{"ok": 1}])

    assert requests[0]["headers"] == {"b": "1"}
    assert requests[0]["body"] == {"b": [1]}


@pytest.mark.parametrize(
    "sent",
    [
        {"sendQuery": True, "specifyQuery": "json", "jsonQuery": "={{ $json }}"},
        {"method": "POST", "sendBody": True, "specifyBody": "json", "jsonBody": ""},
    ],
)
def test_what_is_no_json_to_n8n_fails(sent: dict[str, Any]) -> None:
    outcome, requests = ran(
        imported(http("get", {"url": "https://example.com", **sent})), [{"id": 7}], [{"ok": 1}]
    )

    assert (outcome.status, requests) == ("failed", [])


def test_the_name_of_a_parameter_that_is_computed_keeps_its_space() -> None:
    query = {"parameters": [{"name": "={{ $json.id }} ", "value": "1"}]}

    _, requests = ran(
        imported(http("get", {"url": "https://example.com", "sendQuery": True, "queryParameters": query})),
        [{"id": 7}],
        [{"ok": 1}],
    )

    assert requests[0]["query"] == {"7 ": "1"}


SCHEMA = [
    {"id": "x", "type": "string", "displayName": "x"},
    {"id": "gone", "displayName": "gone", "type": "string", "removed": True},
    {"id": "any", "displayName": "any"},
]


def handed_over(values: Any, item: dict[str, Any], **more: Any) -> Any:
    """What another workflow is called with; None if nothing comes to that."""
    inputs = {"mappingMode": "defineBelow", "value": values, "schema": SCHEMA, "matchingColumns": [], **more}
    parameters = {"workflowId": {"value": "W"}, "mode": "each", "workflowInputs": inputs}
    done = imported(base("call", "executeWorkflow", parameters, 1.2))
    assert [each.code for each in done.nodes[1].reasons] == ["workflow-by-address"]
    _, requests = ran(done, [item], [{"ok": 1}])
    return requests[0]["body"] if requests else None


@pytest.mark.parametrize(
    ("values", "more", "expected"),
    [
        ({"x": "={{ $json.a }}!"}, {}, {"a": 1, "x": "1!", "k": "z"}),
        ({"x": "={{ $json.none }}", "any": "={{ null }}"}, {}, {"a": 1, "any": None, "k": "z"}),
        ({"x": "={{ $json.a }}"}, {}, {"a": 1, "x": 1, "k": "z"}),
        ({"x": "={{ $json.a }}"}, {"convertFieldsToString": True}, None),
        (
            {"x": "={{ [$json.a] }}"},
            {"convertFieldsToString": True, "attemptToConvertTypes": True},
            {"a": 1, "x": "[1]", "k": "z"},
        ),
        ({"gone": "y"}, {}, {"a": 1, "x": "old", "k": "z"}),
        (None, {}, {"a": 1, "x": "old", "k": "z"}),
        (None, {"schema": []}, {"a": 1, "x": "old", "k": "z", "gone": "g"}),
    ],
)
def test_another_workflow_gets_the_item_with_the_fields_that_are_mapped(
    values: Any, more: dict[str, Any], expected: Any
) -> None:
    assert handed_over(values, {"a": 1, "x": "old", "k": "z", "gone": "g"}, **more) == expected


@pytest.mark.parametrize(
    ("version", "parameters", "expected"),
    [
        (1, {}, {"a": 1, "b": 2}),
        (1.1, {"inputSource": "passthrough"}, {"a": 1, "b": 2}),
        (
            1.1,
            {"workflowInputs": {"values": [{"name": "c"}, {"name": "a", "type": "any"}]}},
            {"c": None, "a": 1},
        ),
        (1.1, {"inputSource": "jsonExample", "jsonExample": '{"b": "x"}'}, {"b": 2}),
        (1.1, {}, {}),
    ],
)
def test_a_workflow_takes_the_fields_that_it_says_it_is_called_with(
    version: float, parameters: dict[str, Any], expected: dict[str, Any]
) -> None:
    start = {**base("start", "executeWorkflowTrigger", parameters, version), "position": [0, 0]}
    done = import_of(
        {"nodes": [start, base("it", "noOp", {})], "connections": connections_of({"start": [["it"]]})}
    )

    outcome, _ = ran(done, [{"a": 1, "b": 2}], [])

    assert outcome.output == [expected]


def test_an_example_that_is_none_is_told() -> None:
    parameters = {"inputSource": "jsonExample", "jsonExample": "[1"}
    done = import_of({"nodes": [base("start", "executeWorkflowTrigger", parameters, 1.1)], "connections": {}})

    assert [each.code for each in done.nodes[0].reasons] == ["setting-unsupported"]
