"""What the handlers refuse: bodies, keys, permissions, routes. Each has its code, and nothing is stored."""

import base64
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from exeoflow.api.catalogue import routes
from exeoflow.bootstrap import application
from exeoflow.model.api_key import Scope
from tests.integration.handlers.conftest import Client, load_event, make_client

SCOPES = {
    row.name: row.scope
    for row in routes()
    # With its own scope alone it may make nothing: test_key_handlers.
    if row.scope is not None and row.name != "create_key"
}


@pytest.mark.parametrize(
    ("operation", "event", "status", "code"),
    [
        ("create_workflow", "create_workflow_malformed", 400, "MALFORMED_BODY"),
        ("create_workflow", "create_workflow_invalid", 400, "WORKFLOW_INVALID"),
        ("execute_workflow", "execute_workflow_not_text", 400, "MALFORMED_BODY"),
        ("answer_unknown_route", "answer_unknown_route", 405, "METHOD_NOT_ALLOWED"),
        ("answer_unknown_route", "answer_unknown_route_path", 404, "ROUTE_NOT_FOUND"),
    ],
)
def test_the_events_of_failures_get_their_codes(
    client: Client, operation: str, event: str, status: int, code: str
) -> None:
    answer = client.call(operation, event=event)

    assert (answer.status, answer.code) == (status, code)
    assert client.call("list_workflows", query={}).data["pagination"]["total"] == 0


def test_a_wrong_method_is_told_the_right_ones(client: Client) -> None:
    assert client.call("answer_unknown_route").headers["Allow"] == "GET, POST"


def test_a_method_that_is_allowed_is_not_refused_where_only_a_slash_is_encoded(client: Client) -> None:
    event = load_event("answer_unknown_route")
    event["requestContext"]["http"]["method"] = "GET"

    answer = client.functions["answer_unknown_route"].invoke(event)

    assert answer["statusCode"] == 404


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ({}, ["name"]),
        ({"name": ""}, ["name"]),
        ({"name": 7, "description": None, "nodes": {}, "connections": "x"}, None),
        ({"name": "A", "colour": "red"}, ["colour"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": "A", "settings": {"max_iterations": 0}}, ["settings.max_iterations"]),
        ({"name": "A", "nodes": [{}] * 20_001}, ["nodes"]),
    ],
)
def test_a_body_with_faults_is_refused_with_their_places(
    client: Client, body: Any, paths: list[str] | None
) -> None:
    answer = client.call("create_workflow", body=body)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    found = [detail["path"] for detail in answer.content["error"]["details"]]
    assert found == (paths or ["name", "description", "nodes", "connections"])


@pytest.mark.parametrize(
    ("raw_body", "status", "code"),
    [
        ("", 400, "MALFORMED_BODY"),
        ("[]", 400, "INVALID_REQUEST"),
        ('{"name": "a", "name": "b"}', 400, "MALFORMED_BODY"),
        ('{"name": NaN}', 400, "MALFORMED_BODY"),
        ('{"name": "\\ud800"}', 400, "INVALID_REQUEST"),
        ('{"name": ' + "[" * 5_000 + "]" * 5_000 + "}", 400, "INVALID_REQUEST"),
        ('{"name": "' + "x" * 2_100_000 + '"}', 413, "PAYLOAD_TOO_LARGE"),
    ],
)
def test_bodies_that_cannot_be_read_have_their_codes(
    client: Client, raw_body: str, status: int, code: str
) -> None:
    answer = client.call("create_workflow", raw_body=raw_body)

    assert (answer.status, answer.code) == (status, code)


@pytest.mark.slow
def test_a_graph_of_ten_thousand_nodes_gets_an_answer(client: Client) -> None:
    nodes: list[Any] = [{"id": "start", "type": "trigger"}]
    nodes += [{"id": f"n{number}", "type": "set", "config": {"values": {}}} for number in range(10_000)]
    connections = [{"source": before["id"], "target": after["id"]} for before, after in pairwise(nodes)]

    answer = client.call("create_workflow", body={"name": "A", "nodes": nodes, "connections": connections})

    assert answer.status in {201, 400, 413}


def test_an_expression_of_a_hundred_kilobytes_is_refused(client: Client) -> None:
    nodes = [
        {"id": "start", "type": "trigger"},
        {"id": "long", "type": "transform", "config": {"expression": "1" + "+1" * 50_000}},
    ]
    connections = [{"source": "start", "target": "long"}]

    answer = client.call("create_workflow", body={"name": "A", "nodes": nodes, "connections": connections})

    assert (answer.status, answer.code) == (400, "WORKFLOW_INVALID")


def test_a_workflow_that_fits_into_no_item_is_refused(client: Client) -> None:
    chance = Random(0)  # noqa: S311  (noise that no compression makes smaller, the same in every run)
    nodes: list[Any] = [{"id": "start", "type": "trigger"}]
    for number in range(100):
        noise = base64.b64encode(chance.randbytes(3_000)).decode()
        nodes.append({"id": f"n{number}", "type": "set", "config": {"values": {"x": noise}}})
    connections = [{"source": before["id"], "target": after["id"]} for before, after in pairwise(nodes)]

    answer = client.call("create_workflow", body={"name": "A", "nodes": nodes, "connections": connections})

    assert (answer.status, answer.code) == (413, "WORKFLOW_TOO_LARGE")
    assert client.call("list_workflows", query={}).data["pagination"]["total"] == 0


@pytest.mark.parametrize(("operation", "scope"), SCOPES.items())
def test_a_key_may_do_what_its_scopes_name_and_nothing_else(
    functions: Mapping[str, Any], operation: str, scope: Scope
) -> None:
    allowed = make_client(functions, scopes=frozenset({scope}))
    forbidden = make_client(functions, scopes=frozenset(Scope) - {scope})

    refused = forbidden.call(operation)

    assert allowed.call(operation).status not in {401, 403, 500}
    assert (refused.status, refused.code) == (403, "FORBIDDEN")
    assert scope in refused.content["error"]["message"]


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer \ud800"])
def test_without_a_valid_key_there_is_nothing_to_see(client: Client, authorization: str) -> None:
    for operation in SCOPES:
        answer = client.call(operation, headers={"authorization": authorization})
        assert (answer.status, answer.code) == (401, "UNAUTHORIZED")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_and_an_expired_key_look_like_an_unknown_one(functions: Mapping[str, Any]) -> None:
    now = application().clock.now()
    expired = make_client(functions, expires_at=now - timedelta(seconds=1))
    revoked = make_client(functions)
    (key,) = application().keys.of_workspace(revoked.workspace)
    application().keys.revoke(revoked.workspace, key.id, now)

    answers = [client.call("list_workflows", query={}) for client in (expired, revoked)]

    assert {answer.code for answer in answers} == {"UNAUTHORIZED"}
    messages = {answer.content["error"]["message"] for answer in answers}
    assert messages == {
        "Der API-Schlüssel fehlt oder ist ungültig. Senden Sie `Authorization: Bearer <Schlüssel>`."
    }


def test_a_key_has_its_number_of_requests_a_minute(functions: Mapping[str, Any]) -> None:
    client = make_client(functions, limit=2)

    answers = [client.call("list_workflows", query={}) for _ in range(3)]
    if answers[-1].status == 200:  # a minute began in between
        answers = [client.call("list_workflows", query={}) for _ in range(3)]

    assert (answers[-1].status, answers[-1].code) == (429, "RATE_LIMITED")
    assert answers[-1].headers["X-RateLimit-Remaining"] == "0"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_the_document_and_its_page_need_no_key(functions: Mapping[str, Any]) -> None:
    document = functions["get_openapi"].invoke(load_event("get_openapi"))
    page = functions["show_docs"].invoke(load_event("show_docs"))

    assert document["statusCode"] == page["statusCode"] == 200
    assert document["body"].startswith('{"openapi":"3.1.0"')
    assert page["headers"]["Content-Type"].startswith("text/html")
    assert "default-src 'none'" in page["headers"]["Content-Security-Policy"]
