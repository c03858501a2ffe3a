"""Read the calls of webhooks, whose senders know nothing of our API."""

from typing import Final
from urllib.parse import parse_qsl

from exeoflow.api.body import json_value, raw_body
from exeoflow.api.query import WAIT
from exeoflow.api.request import Request
from exeoflow.errors import InputTooLarge, MalformedBody, PayloadTooLarge
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.executions.execute_workflow import MAX_INPUT_BYTES
from exeoflow.service.webhooks.admission import WebhookCall

_FORM: Final = "application/x-www-form-urlencoded"


def webhook_call(request: Request) -> WebhookCall:
    """Return the call with its body as it was sent. Raises `InputTooLarge`."""
    try:
        body = raw_body(request, MAX_INPUT_BYTES)
    except PayloadTooLarge as error:
        raise InputTooLarge(MAX_INPUT_BYTES) from error
    query = _own_query(request)
    return WebhookCall(request.method, request.headers, query, body, request.secret, request.url)


def called_body(request: Request, raw: bytes) -> Json:
    """Return the body as JSON: a form as an object, no body as null.

    Raises `MalformedBody`, `InvalidRequest`.
    """
    if not raw:
        return None
    return _form(raw) if is_form(request) else json_value(raw)


def is_form(request: Request) -> bool:
    """Tell whether the body is a form."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM


def _own_query(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.query.items() if name != WAIT}


def _form(raw: bytes) -> JsonObject:
    """Read a form; a name that comes several times holds a list."""
    content: JsonObject = {}
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise MalformedBody from error
    for name, value in pairs:
        match content.get(name):
            case None:
                content[name] = value
            case list(values):
                values.append(value)
            case first:
                content[name] = [first, value]
    return content
