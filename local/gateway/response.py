"""An HTTP response, made from a function's answer or by the gateway itself."""

import base64
import json
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from exeoflow.api.language import preferred_language
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.texts import failure_text
from local.gateway.asgi import Send

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


def refusal(
    status: HTTPStatus,
    code: str,
    accept_language: str | None,
    *,
    fault: Diagnostic | None = None,
    **values: int,
) -> Response:
    """Return a failure that the gateway itself finds, in the API's envelope and the language asked for."""
    language = preferred_language(accept_language or "")
    message = failure_text(code, language).format_map(values)
    error: dict[str, Any] = {"code": code, "message": message, "request_id": str(uuid.uuid4())}
    if fault is not None:
        error["details"] = [render(fault, language)]
    envelope = {"success": False, "error": error}
    body = json.dumps(envelope, ensure_ascii=False).encode()
    return Response(status, (("content-type", _JSON),), body)


async def send_response(response: Response, send: Send) -> None:
    """Send a response (the ASGI protocol)."""
    headers = [
        (name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in response.headers
    ]
    headers.append((b"content-length", str(len(response.body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


def _body(answer: dict[str, Any]) -> bytes:
    body = answer.get("body") or ""
    if answer.get("isBase64Encoded"):
        return base64.b64decode(body)
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()
