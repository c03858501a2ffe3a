"""Requests for tests that need no event of their own."""

from collections.abc import Mapping

from exeoflow.api.request import Request


def request(
    body: str | None = None, *, headers: Mapping[str, str] | None = None, is_base64: bool = False
) -> Request:
    return Request(
        id="id",
        method="POST",
        path="/v1/workflows",
        path_parameters={},
        query={},
        headers=headers or {},
        body=body,
        is_base64=is_base64,
    )
