"""What a gateway refuses before a function sees it; API Gateway and `sam local` do that in their own way."""

import pytest

from tests.e2e.api import Api


@pytest.mark.parametrize("path", ["/v1/workflows/", "//v1/workflows"])
def test_a_path_with_a_slash_too_many_is_no_route(api: Api, path: str) -> None:
    answer = api.get(path)

    assert (answer.status, answer.error["code"]) == (404, "ROUTE_NOT_FOUND")


def test_a_method_that_http_apis_do_not_know_is_not_allowed(api: Api) -> None:
    answer = api.call("TRACE", "/v1/workflows")

    assert (answer.status, answer.error["code"]) == (405, "METHOD_NOT_ALLOWED")


def test_a_body_that_is_no_text_is_malformed(api: Api) -> None:
    answer = api.call("POST", "/v1/workflows", b"\xff\xfe")

    assert (answer.status, answer.error["code"]) == (400, "MALFORMED_BODY")


def test_a_body_over_the_limit_is_too_large(api: Api) -> None:
    answer = api.call("POST", "/v1/workflows", b" " * (10 * 1024 * 1024 + 1))

    assert (answer.status, answer.error["code"]) == (413, "PAYLOAD_TOO_LARGE")
