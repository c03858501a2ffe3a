"""Answers in the one envelope there is, as API Gateway takes them (payload format 2.0)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypedDict

from exeoflow.api.conditions import entity_tag
from exeoflow.model import json

if TYPE_CHECKING:
    from exeoflow.model.page import Page

_HEADERS: Final[Mapping[str, str]] = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


class GatewayAnswer(TypedDict):
    """What a Lambda function returns to an HTTP API."""

    statusCode: int
    headers: dict[str, str]
    body: str
    isBase64Encoded: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body as text, and headers."""

    status: HTTPStatus
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_event(self, headers: Mapping[str, str]) -> GatewayAnswer:
        """Return the answer with `headers` added."""
        return {
            "statusCode": self.status.value,
            "headers": {**_HEADERS, **self.headers, **headers},
            "body": self.body,
            "isBase64Encoded": False,
        }


def ok(data: Mapping[str, Any], *, revision: int | None = None) -> Answer:
    """Answer 200; `revision` becomes the `ETag`."""
    return _success(HTTPStatus.OK, data, revision)


def created(data: Mapping[str, Any], *, revision: int | None = None) -> Answer:
    """Answer 201; `revision` becomes the `ETag`."""
    return _success(HTTPStatus.CREATED, data, revision)


def accepted(data: Mapping[str, Any]) -> Answer:
    """Answer 202: begun, not ended."""
    return _success(HTTPStatus.ACCEPTED, data, None)


def pagination(page: "Page[Any]") -> dict[str, int]:
    """Describe a page of a list."""
    return {
        "page": page.request.number,
        "limit": page.request.limit,
        "total": page.total,
        "pages": page.pages,
    }


def _success(status: HTTPStatus, data: Mapping[str, Any], revision: int | None) -> Answer:
    headers = {} if revision is None else {"ETag": entity_tag(revision)}
    return Answer(status, json.write({"success": True, "data": data}), headers)


def document(text: str) -> Answer:
    """Answer with a document that is JSON itself, outside the envelope."""
    return Answer(HTTPStatus.OK, text, {"Cache-Control": "public, max-age=300"})


def page(html: str, policy: str) -> Answer:
    """Answer with a page; `policy` is its Content-Security-Policy."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    return Answer(HTTPStatus.OK, html, {**headers, "Cache-Control": "public, max-age=300"})
