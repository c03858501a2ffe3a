"""Read the calls of webhooks, whose senders know nothing of our API."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Final
from urllib.parse import parse_qsl

from exeoflow.api.bodies.body import json_value, raw_body
from exeoflow.api.query import WAIT, wait_seconds
from exeoflow.api.request import Request
from exeoflow.errors import ExeoflowError, InputTooLarge, MalformedBody, PayloadTooLarge
from exeoflow.model.file_reference import Keep
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import WebhookSettings
from exeoflow.service.webhooks.addresses import CalledAddress
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.input import CallBody

# What API Gateway lets through.
MOST_BYTES: Final = 10 * 1024 * 1024
# As nearly all senders write it; the rest is read part by part.
_PLAIN_JSON: Final = frozenset({"application/json", "application/json; charset=utf-8"})
_FIRST_BYTES_OF_MARKS: Final = frozenset({b"\xef", b"\xfe", b"\xff", b"\x00"})
FORM: Final = "application/x-www-form-urlencoded"


def webhook_call(request: Request, address: CalledAddress) -> WebhookCall:
    """Return the call with its body as it was sent. Raises `InputTooLarge`, `InvalidRequest`.

    How much of it can be an input, what starts the execution knows.
    """
    try:
        body = raw_body(request, MOST_BYTES)
    except PayloadTooLarge as error:
        raise InputTooLarge(MOST_BYTES) from error
    query = _own_query(request)
    parameters = address.parameters if address.is_path else None
    wanted = wait_seconds(request.query)
    return WebhookCall(
        request.method,
        request.headers,
        query,
        body,
        request.secret,
        request.url,
        address.path,
        parameters,
        address.webhook.wait_seconds if wanted is None else wanted,
        # A rule may look for several fields.
        cache(partial(_content, request.headers, body, address.webhook.settings)),
    )


def _content(headers: Mapping[str, str], raw: bytes, settings: WebhookSettings) -> Json:
    """Return the body for whoever looks for a signature in it: nothing of one that cannot be read."""
    try:
        return sent_body(headers, raw, settings).content
    except ExeoflowError:
        return None


def sent_body(
    headers: Mapping[str, str], raw: bytes, settings: WebhookSettings, keep: Keep | None = None
) -> CallBody:
    """Return what the workflow gets of a body; `keep` takes its files.

    Raises `InvalidRequest`, `InputTooLarge`.
    """
    is_plain = "content-encoding" not in headers and raw[:1] not in _FIRST_BYTES_OF_MARKS
    is_plain = is_plain and settings.body_type is None and not (settings.raw or settings.exact_numbers)
    if is_plain and headers.get("content-type") in _PLAIN_JSON:
        return CallBody(json_value(raw) if raw else None)
    # Not at the top: most senders send plain JSON, and who reads the rest costs a cold start.
    from exeoflow.api.webhooks.call_bodies import read_body  # noqa: PLC0415

    return read_body(headers, raw, settings, keep)


def called_body(request: Request, raw: bytes) -> Json:
    """Return the body as JSON: a form as an object, no body as null.

    Raises `MalformedBody`, `InvalidRequest`.
    """
    if not raw:
        return None
    if not is_form(request):
        return json_value(raw)
    try:
        return form_content(raw)
    except ValueError as error:
        raise MalformedBody from error


def is_form(request: Request) -> bool:
    """Tell whether the body is a form."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


def form_content(raw: bytes, charset: str = "utf-8") -> JsonObject:
    """Return a form as an object; a name that comes several times holds a list. Raises `ValueError`."""
    content: JsonObject = {}
    for name, value in parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", encoding=charset):
        add_field(content, name, value)
    return content


def add_field(content: JsonObject, name: str, value: Json) -> None:
    """Add a field of a form, which becomes a list where there is one of its name."""
    if name not in content:
        content[name] = value
        return
    earlier = content[name]
    if isinstance(earlier, list):
        earlier.append(value)
    else:
        content[name] = [earlier, value]


def _own_query(request: Request) -> JsonObject:
    """Return the parameters but ours; a name that comes several times holds a list, as in a form."""
    pairs = parse_qsl(request.raw_query, keep_blank_values=True)
    if len(pairs) <= len(request.query):
        return {name: value for name, value in request.query.items() if name != WAIT}
    # API Gateway joins them by commas, which values may have of their own.
    query: JsonObject = {}
    for name, value in pairs:
        if name != WAIT:
            add_field(query, name, value)
    return query
