"""Fields that are put into a body which is written already: where a page begins, what proves the sender."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote_plus, urlencode

from exeoflow.content.media_types import media_type_of
from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.values import scalar

_FORM: Final = "application/x-www-form-urlencoded"


def with_field(request: Request, name: str, value: object) -> Request:
    """Return the request with a field in its body: a form, or an object of JSON, where dots lead on.

    Raises RequestInvalid for another body.
    """
    if media_type_of(request.headers.get("content-type", "")).name == _FORM:
        text = scalar(value, f"the parameter {name}")
        # What is no UTF-8 in it stays as it is.
        pairs = (request.body or b"").decode(errors="surrogateescape")
        return replace(request, body=with_pair(pairs, name, text).encode(errors="surrogateescape"))
    # Decimals keep the digits with which they were written; nobody who writes a text knows their mark.
    mark = os.urandom(8).hex()
    try:
        body = json.loads(request.body or b"{}", parse_float=lambda digits: mark + digits)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise RequestInvalid(f"{name[:100]} can only be put into a body that is an object of JSON, or a form")
    headers = {"content-type": "application/json", **request.headers}
    written = re.sub(rf'"{mark}([^"]+)"', r"\1", json.dumps(_placed(body, name, value)))
    return replace(request, body=written.encode(), headers=headers)


def _placed(body: Mapping[str, Any], name: str, value: object) -> dict[str, Any]:
    """Return an object with a value at a path, as paths of pages lead to one.

    >>> _placed({"query": "q", "variables": {"first": 9}}, "variables.after", "c1")
    {'query': 'q', 'variables': {'first': 9, 'after': 'c1'}}
    """
    outer, dot, inner = name.partition(".")
    if not dot or name in body:
        return {**body, name: value}
    around = body.get(outer) or {}
    if not isinstance(around, Mapping):
        raise RequestInvalid(f"{name[:100]} needs an object at {outer[:100]} of the body")
    return {**body, outer: _placed(around, inner, value)}


def with_pair(pairs: str, name: str, value: str) -> str:
    """Return a query or a form in which the name has this value alone."""
    kept = [part for part in pairs.split("&") if part and unquote_plus(part.partition("=")[0]) != name]
    return "&".join([*kept, urlencode({name: value})])
