import base64
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from local.functions import LocalFunction
from local.gateway.event import build_event
from local.gateway.request import Request
from local.gateway.response import refusal, response_of
from local.gateway.routing import Match, Router
from local.template import Function, Route


def function_for(*routes: Route) -> LocalFunction:
    return LocalFunction(Function("name", "arn", Path(), "app.handler", 29, 1024, {}, routes))


ROUTER = Router(
    [
        function_for(Route("$default", "$default")),
        function_for(Route("ANY", "/v1/things/{id}")),
        function_for(Route("GET", "/v1/things/{id}")),
        function_for(Route("GET", "/v1/{rest+}")),
        function_for(Route("GET", "/v1/things/all"), Route("POST", "/v1/things")),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "key", "parameters"),
    [
        ("POST", "/v1/things", "POST /v1/things", {}),
        ("GET", "/v1/things/all", "GET /v1/things/all", {}),
        ("GET", "/v1/things/a%2Fb%20c", "GET /v1/things/{id}", {"id": "a/b c"}),
        ("PUT", "/v1/things/x", "ANY /v1/things/{id}", {"id": "x"}),
        ("GET", "/v1/things/x/parts", "GET /v1/{rest+}", {"rest": "things/x/parts"}),
        ("POST", "/v1/things/", "$default", {}),
        ("POST", "/v1/things/x/parts", "$default", {}),
        ("GET", "/", "$default", {}),
    ],
)
def test_the_most_specific_route_takes_a_request(
    method: str, path: str, key: str, parameters: dict[str, str]
) -> None:
    match = ROUTER.find(method, path)

    assert match is not None
    assert (match.route.key, match.path_parameters) == (key, parameters)


def test_without_a_default_route_there_may_be_no_match() -> None:
    assert Router([function_for(Route("GET", "/v1"))]).find("GET", "/v2") is None


def event_of(**changes: object) -> dict[str, Any]:
    values: dict[str, Any] = {
        "method": "POST",
        "raw_path": "/v1/things/%C3%A4",
        "query_string": "",
        "headers": (("host", "localhost:3000"), ("user-agent", "curl")),
        "body": b"",
        "source_ip": "127.0.0.1",
        "protocol": "HTTP/1.1",
        "port": 3000,
    }
    match = Match(Route("POST", "/v1/things/{id}"), function_for(), {"id": "ä"})
    return build_event(Request(**{**values, **changes}), match, "123456789012")


def test_an_event_names_route_path_and_caller() -> None:
    event = event_of()

    assert (event["version"], event["routeKey"], event["rawPath"]) == (
        "2.0",
        "POST /v1/things/{id}",
        "/v1/things/ä",
    )
    assert event["pathParameters"] == {"id": "ä"}
    assert event["requestContext"]["http"] == {
        "method": "POST",
        "path": "/v1/things/ä",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "curl",
    }
    assert event["requestContext"]["stage"] == "$default"
    assert event["headers"]["x-forwarded-for"] == "127.0.0.1"


def test_what_is_absent_is_left_out() -> None:
    event = event_of()

    assert not {"cookies", "queryStringParameters", "body"} & event.keys()
    assert event["rawQueryString"] == ""


def test_repeated_headers_and_parameters_are_joined_by_commas() -> None:
    event = event_of(query_string="a=1&a=2&b=%26&c=", headers=(("x-a", "1"), ("x-a", "2")))

    assert event["headers"]["x-a"] == "1,2"
    assert event["queryStringParameters"] == {"a": "1,2", "b": "&", "c": ""}
    assert event["rawQueryString"] == "a=1&a=2&b=%26&c="


def test_cookies_stand_in_a_list_of_their_own() -> None:
    event = event_of(headers=(("cookie", "a=1; b=2"), ("cookie", "c=3")))

    assert event["cookies"] == ["a=1", "b=2", "c=3"]
    assert "cookie" not in event["headers"]


def test_text_is_handed_on_as_it_is() -> None:
    event = event_of(
        headers=(("content-type", "application/json; charset=utf-8"),), body='{"a": "ä"}'.encode()
    )

    assert (event["body"], event["isBase64Encoded"]) == ('{"a": "ä"}', False)


@pytest.mark.parametrize(
    ("content_type", "body"), [("application/octet-stream", b"abc"), ("application/json", b"\xff{}")]
)
def test_anything_else_is_handed_on_in_base64(content_type: str, body: bytes) -> None:
    event = event_of(headers=(("content-type", content_type),), body=body)

    assert event["isBase64Encoded"]
    assert base64.b64decode(event["body"]) == body


def test_a_structured_answer_becomes_status_headers_cookies_and_body() -> None:
    answer = {"statusCode": 201, "headers": {"ETag": '"1"'}, "cookies": ["a=1", "b=2"], "body": "ä"}

    response = response_of(answer)

    assert response.status == HTTPStatus.CREATED
    assert ("etag", '"1"') in response.headers
    assert [value for name, value in response.headers if name == "set-cookie"] == ["a=1", "b=2"]
    assert response.body == "ä".encode()


def test_a_binary_answer_is_decoded() -> None:
    answer = {"statusCode": 200, "body": base64.b64encode(b"\x00\xff").decode(), "isBase64Encoded": True}

    assert response_of(answer).body == b"\x00\xff"


def test_an_answer_without_a_status_is_a_json_body() -> None:
    response = response_of({"a": 1})

    assert (response.status, json.loads(response.body)) == (HTTPStatus.OK, {"a": 1})


@pytest.mark.parametrize(
    ("language", "message"),
    [(None, "höchstens 7 Bytes"), ("de", "höchstens 7 Bytes"), ("en-GB,de;q=0.5", "At most 7 bytes")],
)
def test_a_refusal_of_the_gateway_has_the_envelope_in_the_language_asked_for(
    language: str | None, message: str
) -> None:
    response = refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "PAYLOAD_TOO_LARGE", language, limit=7)

    envelope = json.loads(response.body)
    assert envelope["success"] is False
    assert envelope["error"]["code"] == "PAYLOAD_TOO_LARGE"
    assert message in envelope["error"]["message"]
    assert envelope["error"]["request_id"]
