"""What browsers are told of pages of other origins."""

from dataclasses import replace
from http import HTTPStatus

import pytest

from exeoflow.api.cors import origins_of, permission, reading_headers
from exeoflow.api.request import Request

APP = "https://app.example.com"
ALLOWED = origins_of(f"{APP}, http://localhost:5173")
METHODS = ("GET", "POST")
ASKS = {"access-control-request-method": "POST"}


def request(method: str = "GET", origin: str | None = APP, **headers: str) -> Request:
    bare = Request("request-1", method, "/v1/workflows", {}, {}, {}, None, is_base64=False)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(bare, headers=sent if origin is None else {"origin": origin, **sent})


def test_a_stack_that_allows_nobody_has_nothing_of_it() -> None:
    assert origins_of("") == frozenset()
    assert reading_headers(request(), frozenset()) == {}


def test_an_allowed_page_may_read_the_answer_and_its_headers() -> None:
    headers = reading_headers(request(), ALLOWED)

    assert headers["Access-Control-Allow-Origin"] == APP
    assert headers["Vary"] == "Origin"
    assert "ETag" in headers["Access-Control-Expose-Headers"].split(", ")
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("origin", [None, "https://evil.example.com", f"{APP}.evil.com", "null", ""])
def test_another_page_may_not(origin: str | None) -> None:
    assert reading_headers(request(origin=origin), ALLOWED) == {"Vary": "Origin"}


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        ("https://preview-7.example.com", True),
        ("https://a.b.example.com", True),
        ("https://example.com", False),
        ("https://.example.com", False),
        ("http://a.example.com", False),
        ("https://a.example.com:8443", False),
        ("https://evil.com/.example.com", False),
    ],
)
def test_all_pages_below_a_host_may_where_it_says_so(origin: str, *, may: bool) -> None:
    headers = reading_headers(request(origin=origin), origins_of("https://*.example.com"))

    assert headers.get("Access-Control-Allow-Origin") == (origin if may else None)


def test_everybody_may_where_the_stack_says_so() -> None:
    headers = reading_headers(request(origin="https://any.example.com"), origins_of("*"))

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in headers


@pytest.mark.parametrize("allowed", [ALLOWED, origins_of("*")])
def test_a_browser_that_asks_is_told_methods_and_headers(allowed: frozenset[str]) -> None:
    asked = request("OPTIONS", access_control_request_method="POST")

    answer = permission(asked, allowed, METHODS)

    assert answer is not None
    assert answer.status == HTTPStatus.NO_CONTENT
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert {"Authorization", "Idempotency-Key", "If-Match"} <= set(
        answer.headers["Access-Control-Allow-Headers"].split(", ")
    )


@pytest.mark.parametrize(
    ("asked", "allowed", "methods"),
    [
        (request("OPTIONS", **ASKS), frozenset(), METHODS),
        (request("OPTIONS", "https://evil.example.com", **ASKS), ALLOWED, METHODS),
        (request("OPTIONS", **ASKS), ALLOWED, ()),
        (request("OPTIONS"), ALLOWED, METHODS),
        (request("GET", **ASKS), ALLOWED, METHODS),
    ],
)
def test_nothing_else_is_a_question_or_is_answered(
    asked: Request, allowed: frozenset[str], methods: tuple[str, ...]
) -> None:
    assert permission(asked, allowed, methods) is None
