"""Answers in the one envelope there is, as API Gateway takes them (payload format 2.0)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypedDict

from exeoflow.api.schema import Pagination
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
    """A status, a body as text (or bytes as their base64), and headers."""

    status: HTTPStatus
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    is_base64: bool = False

    def as_event(self, headers: Mapping[str, str]) -> GatewayAnswer:
        """Return the answer with `headers` added."""
        return {
            "statusCode": self.status.value,
            "headers": {**_HEADERS, **self.headers, **headers},
            "body": self.body,
            "isBase64Encoded": self.is_base64,
        }


def success(status: HTTPStatus, data: Mapping[str, object], *, revision: int | None = None) -> Answer:
    """Answer in the envelope; `revision` becomes the `ETag`."""
    headers = {} if revision is None else {"ETag": f'"{revision}"'}
    return Answer(status, json.write({"success": True, "data": data}), headers)


def pagination(page: "Page[Any]") -> Pagination:
    """Describe a page of a list."""
    return {
        "page": page.request.number,
        "limit": page.request.limit,
        "total": page.total,
        "pages": page.pages,
    }


def document(text: str) -> Answer:
    """Answer with a document that is JSON itself, outside the envelope."""
    return Answer(HTTPStatus.OK, text, {"Cache-Control": "public, max-age=300"})


def page(html: str, headers: Mapping[str, str]) -> Answer:
    """Answer with a page of the given frame's `headers`."""
    return Answer(HTTPStatus.OK, html, {**headers, "Cache-Control": "public, max-age=300"})
