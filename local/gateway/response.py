"""An HTTP response, made from a function's answer or by the gateway itself."""

import base64
import json
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from exeoflow.api.language import preferred_language
from exeoflow.texts import failure_text

_JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers (in lower case, repeatable) and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def response_of(answer: Any) -> Response:
    """Return the response that an HTTP API makes of a function's answer in payload format 2.0.

    An answer without `statusCode` is a JSON body with status 200.
    """
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return Response(HTTPStatus.OK, (("content-type", _JSON),), json.dumps(answer).encode())
    headers = {name.lower(): str(value) for name, value in (answer.get("headers") or {}).items()}
    headers.setdefault("content-type", "text/plain;charset=utf-8")
    cookies = (("set-cookie", cookie) for cookie in answer.get("cookies") or ())
    return Response(int(answer["statusCode"]), (*headers.items(), *cookies), _body(answer))


def refusal(status: HTTPStatus, code: str, accept_language: str | None, **values: int) -> Response:
    """Return a failure that the gateway itself finds, in the API's envelope and the language asked for."""
    message = failure_text(code, preferred_language(accept_language or "")).format_map(values)
    error = {"code": code, "message": message, "request_id": str(uuid.uuid4())}
    envelope = {"success": False, "error": error}
    body = json.dumps(envelope, ensure_ascii=False).encode()
    return Response(status, (("content-type", _JSON),), body)


def _body(answer: dict[str, Any]) -> bytes:
    body = answer.get("body") or ""
    if answer.get("isBase64Encoded"):
        return base64.b64decode(body)
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()
