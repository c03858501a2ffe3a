"""Builds the event that an HTTP API hands to a function: payload format 2.0.

Source:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from local.gateway.request import Request
from local.gateway.routing import Match

_TEXT_TYPES: Final = ("text/", "application/json", "application/javascript", "application/xml")
_MILLISECONDS: Final = 1_000


def build_event(request: Request, match: Match, account_id: str) -> dict[str, Any]:
    """Return the event for `request`; fields without a value are left out, as API Gateway does."""
    path = unquote(request.raw_path)
    headers = _joined((name, value) for name, value in request.headers if name != "cookie")
    body, is_base64 = _body(request)
    event = {
        "version": "2.0",
        "routeKey": match.route.key,
        "rawPath": path,
        "rawQueryString": request.query_string,
        "cookies": _cookies(request),
        "headers": {**headers, **_added_headers(request, headers)},
        "queryStringParameters": _joined(parse_qsl(request.query_string, keep_blank_values=True)),
        "requestContext": _request_context(request, match, account_id, path),
        "pathParameters": dict(match.path_parameters),
        "body": body,
        "isBase64Encoded": is_base64,
    }
    optional = ("cookies", "queryStringParameters", "pathParameters", "body")
    return {name: value for name, value in event.items() if value or name not in optional}


def _request_context(request: Request, match: Match, account_id: str, path: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    host = (request.header("host") or "localhost").partition(":")[0]
    return {
        "accountId": account_id,
        "apiId": "local",
        "domainName": host,
        "domainPrefix": host.partition(".")[0],
        "http": {
            "method": request.method,
            "path": path,
            "protocol": request.protocol,
            "sourceIp": request.source_ip,
            "userAgent": request.header("user-agent") or "",
        },
        "requestId": str(uuid.uuid4()),
        "routeKey": match.route.key,
        "stage": "$default",
        "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * _MILLISECONDS),
    }


def _added_headers(request: Request, headers: Mapping[str, str]) -> dict[str, str]:
    forwarded = headers.get("x-forwarded-for")
    return {
        "x-forwarded-for": f"{forwarded}, {request.source_ip}" if forwarded else request.source_ip,
        "x-forwarded-port": str(request.port),
        "x-forwarded-proto": "http",
    }


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _cookies(request: Request) -> list[str]:
    lines = (value for name, value in request.headers if name == "cookie")
    return [cookie.strip() for line in lines for cookie in line.split(";") if cookie.strip()]


def _body(request: Request) -> tuple[str | None, bool]:
    if not request.body:
        return None, False
    content_type = (request.header("content-type") or "").strip().lower()
    if content_type.startswith(_TEXT_TYPES):
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass  # text it says, but its bytes are not UTF-8: they go as they are
    return base64.b64encode(request.body).decode(), True
