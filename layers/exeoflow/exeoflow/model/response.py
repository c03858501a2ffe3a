"""The answer that a `respond` node gives to whoever waits for the workflow."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from exeoflow.model.json import Json

HEADER_NAME: Final = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
"""What a header may be called, asked or answered: a token of RFC 9110, section 5.6.2."""
RESPONSE: Final = "exeoflow:response"
"""The key by which the output of a `respond` node is known."""
RESPONSE_SORT_KEY: Final = "response"
"""The sort key of the item in which an execution notes its answer; the partition key is its id."""

# What ends a header's value, or a connection: a text in base64 often has a line end behind it.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_STATUSES: Final = frozenset(status.value for status in HTTPStatus if status >= HTTPStatus.OK)


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers and body of an HTTP answer; a body that is no text is sent as JSON.

    One that `is_binary` is a text in base64 whose bytes are sent.
    """

    status: int
    headers: Mapping[str, str]
    body: Json
    is_binary: bool = False


def response_in(output: Json) -> Response | None:
    """Return the answer in an execution's output: the whole of it, or that of the first end that is one.

    None where there is no answer, or none that HTTP could carry.
    """
    if not isinstance(output, dict):
        return None
    ends = [output, *output.values()]
    return response_of(
        next((end[RESPONSE] for end in ends if isinstance(end, dict) and RESPONSE in end), None)
    )


def response_of(said: Json) -> Response | None:
    """Return the answer that a `respond` node says; None if HTTP could not carry it."""
    if not isinstance(said, dict):
        return None
    status, headers = said.get("status"), said.get("headers")
    if not isinstance(status, int) or status not in _STATUSES:
        return None
    body = said.get("body")
    return Response(status, _texts(headers), body, said.get("body_encoding") == "base64" and _is_base64(body))


def _is_base64(body: Json) -> bool:
    """Whether a body can be sent as bytes; what a node says otherwise is its author's mistake, and text."""
    try:
        return isinstance(body, str) and bool(base64.b64decode(body, validate=True))
    except ValueError:
        return False


def _texts(headers: Json) -> Mapping[str, str]:
    if not isinstance(headers, dict):
        return {}
    return {
        name: _NO_TEXT.sub(" ", value if isinstance(value, str) else json.dumps(value)).strip()
        for name, value in headers.items()
        if isinstance(value, (str, int, float)) and re.fullmatch(HEADER_NAME, name)
    }
