"""Pages of other origins, through the real handlers."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.handlers.conftest import Client, load_event

APP = "https://app.example.com"


@pytest.fixture(scope="module")
def parameters() -> Mapping[str, str]:
    return {"CorsOrigins": APP}


def asked(path: str) -> dict[str, Any]:
    event = load_event("answer_unknown_route")
    event["rawPath"] = path
    event["requestContext"]["http"] |= {"method": "OPTIONS", "path": path}
    event["headers"] = {"origin": APP, "access-control-request-method": "PUT"}
    return event


def test_a_page_asks_and_may_send(client: Client) -> None:
    answer = client.functions["answer_unknown_route"].invoke(asked("/v1/workflows/wf_1"))

    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"]["Access-Control-Allow-Origin"] == APP
    assert "PUT" in answer["headers"]["Access-Control-Allow-Methods"]


def test_a_page_asks_for_what_there_is_not(client: Client) -> None:
    assert client.functions["answer_unknown_route"].invoke(asked("/v1/nothing"))["statusCode"] == 404


def test_a_page_may_read_answers_and_refusals(client: Client) -> None:
    listed = client.call("list_workflows", headers={"origin": APP})
    refused = client.call("list_workflows", headers={"origin": APP, "authorization": "Bearer wrong"})

    assert (listed.status, refused.status) == (200, 401)
    assert listed.headers["Access-Control-Allow-Origin"] == APP
    assert refused.headers["Access-Control-Allow-Origin"] == APP
