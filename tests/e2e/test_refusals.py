"""Whatever a client sends wrongly gets the envelope with a code of its own."""

import pytest

from tests.e2e.api import Api
from tests.e2e.workflows import ECHO


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "ROUTE_NOT_FOUND"),
        ("GET", "/v1/nothing", 404, "ROUTE_NOT_FOUND"),
        ("PATCH", "/v1/workflows", 405, "METHOD_NOT_ALLOWED"),
        ("DELETE", "/v1/executions", 405, "METHOD_NOT_ALLOWED"),
        ("GET", "/v1/workflows/wf_unknown", 404, "WORKFLOW_NOT_FOUND"),
        ("GET", "/v1/executions/exec_unknown", 404, "EXECUTION_NOT_FOUND"),
        ("GET", "/v1/workflows?limit=0", 400, "INVALID_REQUEST"),
        ("GET", "/v1/workflows?page=x", 400, "INVALID_REQUEST"),
        ("GET", "/v1/executions?from=yesterday", 400, "INVALID_REQUEST"),
    ],
)
def test_a_wrong_address_is_told_so(api: Api, method: str, path: str, status: int, code: str) -> None:
    answer = api.call(method, path)

    assert (answer.status, answer.error["code"]) == (status, code)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "MALFORMED_BODY"),
        (b"[]", "INVALID_REQUEST"),
        (b'{"name": 1}', "INVALID_REQUEST"),
        (b'{"name": "a", "colour": "red"}', "INVALID_REQUEST"),
        (b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "INVALID_REQUEST"),
    ],
)
def test_a_wrong_body_is_told_so_and_nothing_is_stored(api: Api, raw: bytes, code: str) -> None:
    before = api.get("/v1/workflows").data["pagination"]["total"]

    answer = api.call("POST", "/v1/workflows", raw)

    assert (answer.status, answer.error["code"]) == (400, code)
    assert api.get("/v1/workflows").data["pagination"]["total"] == before


def test_every_fault_of_a_graph_comes_back_at_once(api: Api) -> None:
    broken = {
        **ECHO,
        "nodes": [*ECHO["nodes"], {"id": "x", "type": "unheard_of", "config": {}}],
        "connections": [*ECHO["connections"], {"source": "echo", "target": "nowhere"}],
    }

    answer = api.post("/v1/workflows", broken, accept_language="en")

    assert (answer.status, answer.error["code"]) == (400, "WORKFLOW_INVALID")
    assert len(answer.error["details"]) >= 2


@pytest.mark.parametrize("path", ["/v1/workflows", "/v1/executions", "/v1/workflows/wf_1"])
def test_without_a_key_nothing_is_told(stranger: Api, path: str) -> None:
    answer = stranger.get(path)

    assert (answer.status, answer.error["code"]) == (401, "UNAUTHORIZED")


def test_a_wrong_key_is_as_good_as_none(stranger: Api) -> None:
    assert stranger.get("/v1/workflows", authorization="Bearer exo_live_wrong").status == 401


def test_messages_are_german_unless_english_is_asked_for(stranger: Api) -> None:
    german = stranger.get("/v1/workflows").error["message"]
    english = stranger.get("/v1/workflows", accept_language="en").error["message"]

    assert german != english
