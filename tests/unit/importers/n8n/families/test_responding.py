"""Respond to Webhook: what the caller gets of the first item, of all of them, or of a file."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, PNG, SENT_PNG, node, ran
from tests.unit.importers.n8n.families.files.test_files import imported as chain
from tests.unit.importers.n8n.machines import connections_of, import_of
from tests.unit.importers.n8n.test_computed import imported, run, status

ITEMS: list[Any] = [{"a": 1, "code": 201}, {"a": 2}]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, {"status": 200, "body": ITEMS[0]}),
        ({"options": {"responseKey": "data.first"}}, {"status": 200, "body": {"data": {"first": ITEMS[0]}}}),
        (
            {"respondWith": "allIncomingItems", "options": {"responseKey": "all"}},
            {"status": 200, "body": {"all": ITEMS}},
        ),
        ({"respondWith": "allIncomingItems"}, {"status": 200, "body": ITEMS}),
        ({"respondWith": "json"}, {"status": 200, "body": {"myField": "value"}}),
        (
            {"respondWith": "noData", "options": {"responseCode": "={{ $json.code }}"}},
            {"status": 201, "body": ""},
        ),
        (
            {"respondWith": "redirect", "redirectURL": "=https://example.com/{{ $json.a }}"},
            {"status": 307, "body": "", "headers": {"location": "https://example.com/1"}},
        ),
        (
            {
                "respondWith": "text",
                "responseBody": "={{ $json.a }}",
                "options": {"responseHeaders": {"entries": [{"name": "X-A", "value": "={{ $json.a }}"}]}},
            },
            {"status": 200, "body": 1, "headers": {"x-a": "1"}},
        ),
    ],
)
def test_answers_of_items(parameters: dict[str, Any], expected: dict[str, Any]) -> None:
    done = imported("respondToWebhook", parameters, 1.1)

    assert run(done, ITEMS)["exeoflow:response"] == {"headers": {}, **expected}


@pytest.mark.parametrize(
    ("written", "as_text", "as_json", "in_header"),
    [
        ("={{ $json.a }}", 1, 1, "1"),
        ("={{ $json.a - 1 }}", 0, "", "0"),
        ("={{ [$json.a, 'x'] }}", [1, "x"], [1, "x"], "1,x"),
        ("={{ ({n: $json.a}) }}", {"n": 1}, {"n": 1}, "[object Object]"),
        ("={{ $json.none }}", "", "", "undefined"),
        ("={{ null }}", None, "", "undefined"),
        ("={{ $json.a > 1 }}", False, "", "false"),
        ("={{ NaN }}", None, "", "NaN"),
        ("={{ '' }}", "", "", ""),
        ("={{ '[1]' }}", "[1]", [1], "[1]"),
        ("=n is {{ $json.a }}", "n is 1", None, "n is 1"),
    ],
)
def test_what_an_expression_yields_is_answered(
    written: str, as_text: Any, as_json: Any, in_header: str
) -> None:
    def answer(parameters: dict[str, Any]) -> Any:
        return run(imported("respondToWebhook", parameters, 1.1), ITEMS)["exeoflow:response"]

    row = {"name": "x-a", "value": written}
    headers = {"respondWith": "noData", "options": {"responseHeaders": {"entries": [row]}}}
    assert answer({"respondWith": "text", "responseBody": written})["body"] == as_text
    assert answer(headers)["headers"] == {"x-a": in_header}
    if as_json is not None:
        assert answer({"respondWith": "json", "responseBody": written})["body"] == as_json


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a.b", {"a": {"b": ITEMS[0]}}),
        ("={{ 'a.b' }}", {"a": {"b": ITEMS[0]}}),
        ("={{ 0.5 }}", {"0.5": ITEMS[0]}),
        ("={{ ['a.b', 'c'] }}", {"a.b": {"c": ITEMS[0]}}),
        ("={{ $json.none }}", ITEMS[0]),
        ("={{ 'it\\'s' }}", {"it's": ITEMS[0]}),
        ("={{ 'a[\"b.c\"]' }}", {"a": {"b.c": ITEMS[0]}}),
    ],
)
def test_the_key_of_an_answer_may_be_computed(key: str, expected: Any) -> None:
    done = imported("respondToWebhook", {"options": {"responseKey": key}}, 1.1)

    assert run(done, ITEMS)["exeoflow:response"]["body"] == expected


@pytest.mark.parametrize(
    ("written", "location"),
    [
        ("example.com/x", "https://example.com/x"),
        ("/path", "https:///path"),
        ("ftp://u:p@h:80/x y", "ftp://u:p@h:80/x y"),
        ("https://[::1]/", "https://[::1]/"),
        ("={{ $json.none }}", "undefined"),
        ("=http://{{ $json.b }}", None),
        ("={{ $json.a }}", None),
        ("mailto:a@b.c:x", None),
    ],
)
def test_a_redirection_leads_to_an_address(written: str, location: str | None) -> None:
    done = imported("respondToWebhook", {"respondWith": "redirect", "redirectURL": written}, 1.1)

    if location is None:
        with pytest.raises(AssertionError, match="could not be evaluated"):
            run(done, [{"a": 1, "b": "a b"}])
        return
    found = run(done, [{"a": 1, "b": "a b"}])
    assert found["exeoflow:response"]["headers"] == {"location": location}


@pytest.mark.parametrize(
    ("version", "more", "expected"),
    [(1.3, {}, "unsupported"), (1.4, {"enableResponseOutput": True}, "unsupported"), (1.4, {}, "exact")],
)
def test_what_was_answered_does_not_go_on(version: float, more: dict[str, Any], expected: str) -> None:
    done = import_of(
        {
            "nodes": [
                node("start", "n8n-nodes-base.executeWorkflowTrigger", {}),
                node("it", "n8n-nodes-base.respondToWebhook", more, version),
                node("then", "n8n-nodes-base.noOp", {}),
            ],
            "connections": connections_of({"start": [["it"]], "it": [[], ["then"]]}),
        }
    )

    assert status(done) == expected


@pytest.mark.parametrize("parameters", [{}, {"responseDataSource": "set", "inputFieldName": "data"}])
def test_a_file_is_answered_in_bytes(parameters: dict[str, Any]) -> None:
    respond = node("reply", "n8n-nodes-base.respondToWebhook", {"respondWith": "binary", **parameters}, 1.1)
    download = node("load", "n8n-nodes-base.httpRequest", DOWNLOAD, 4.2)

    outcome, _ = ran(chain(download, respond), [{"id": 1}], [PNG])

    assert outcome.output["exeoflow:response"] == {
        "status": 200,
        "headers": {"content-type": "image/png"},
        "body": SENT_PNG["content"],
        "body_encoding": "base64",
    }


@pytest.mark.parametrize(
    ("kind", "parameters"), [("respondToWebhook", {"respondWith": "odd"}), ("wait", {"unit": "odd"})]
)
def test_by_a_setting_that_n8n_does_not_know_the_node_fails(kind: str, parameters: dict[str, Any]) -> None:
    done = chain(node("it", f"n8n-nodes-base.{kind}", parameters, 1.1))
    softly = chain(node("it", f"n8n-nodes-base.{kind}", parameters, 1.1, onError="continueRegularOutput"))

    outcome, _ = ran(done, ITEMS, [])

    assert outcome.status == "failed"
    assert status(done) == "approximated"
    assert status(softly) == "unsupported"


@pytest.mark.parametrize(
    "parameters",
    [
        {"respondWith": "jwt"},
        {"respondWith": "binary"},
        {"options": {"responseCode": 99}},
        {"options": {"responseHeaders": {"entries": [{"name": "={{ 1 }}"}]}}},
    ],
)
def test_what_has_no_answer_here_is_said(parameters: dict[str, Any]) -> None:
    assert status(imported("respondToWebhook", parameters, 1.1)) == "unsupported"


@pytest.mark.parametrize(
    ("parameters", "config", "told"),
    [
        ({}, {"method": ["GET"]}, {"trigger-data"}),
        ({"httpMethod": "POST", "options": {"responseCode": 200}}, {"method": ["POST"]}, {"trigger-data"}),
        (
            {"httpMethod": ["GET", "POST", {}], "responseMode": "responseNode"},
            {"method": ["GET", "POST"], "wait": 25},
            {"trigger-data", "webhook-answer"},
        ),
        (
            {"responseMode": "lastNode", "options": {"ipWhitelist": "192.0.2.1"}},
            {"method": ["GET"], "wait": 25},
            {"trigger-data", "webhook-answer", "setting-ignored"},
        ),
        ({"options": {"responseData": "ok"}}, {"method": ["GET"]}, {"trigger-data", "webhook-answer"}),
        ({"path": "a/:id"}, {"method": ["GET"]}, {"trigger-data", "setting-ignored"}),
    ],
)
def test_a_webhook_is_called_and_answers_as_in_n8n(
    parameters: dict[str, Any], config: dict[str, Any], told: set[str]
) -> None:
    done = chain(node("end", "n8n-nodes-base.noOp", {}), trigger="webhook", starts_with=parameters)

    [trigger] = [each for each in done.workflow["nodes"] if each["type"] == "trigger"]
    assert trigger["config"] == {"mode": "webhook", **config}
    assert {each.code for each in done.nodes[0].reasons} == told


def test_a_wait_for_a_call_that_n8n_ends_is_told() -> None:
    done = chain(node("it", "n8n-nodes-base.wait", {"resume": "webhook", "limitWaitTime": True}, 1.1))

    assert {each.code for each in done.nodes[-1].reasons} == {"call-approximated", "setting-ignored"}
