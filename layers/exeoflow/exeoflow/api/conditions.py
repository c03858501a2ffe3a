"""Headers that make a request conditional: `If-Match` and `Idempotency-Key`."""

import re
from typing import Final

from exeoflow.api.parameters import MAX_KEY_LENGTH
from exeoflow.api.request import Request
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import Json
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition

_ENTITY_TAG: Final = re.compile(r'(W/)?"([^"]*)"')
_REVISION: Final = re.compile(r"[1-9][0-9]{0,8}")


def precondition(request: Request) -> Precondition:
    """Read `If-Match` (RFC 9110, 13.1.1). Weak tags never match, and neither do words that are no tags."""
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return ANY_REVISION
    tags = [tag for weakness, tag in _ENTITY_TAG.findall(header) if not weakness]
    return Precondition(frozenset(int(tag) for tag in tags if _REVISION.fullmatch(tag)))


def idempotent_request(request: Request, content: Json) -> IdempotentRequest | None:
    """Read `Idempotency-Key`; the same key must come with the same `content`. Raises `InvalidRequest`."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= MAX_KEY_LENGTH or not (key.isascii() and key.isprintable()):
        raise InvalidRequest(
            Diagnostic("field-invalid", "Idempotency-Key", values={"field": "Idempotency-Key"})
        )
    return IdempotentRequest.of(key, content)
