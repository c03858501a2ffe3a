"""What a workflow that is started by a webhook finds in `$trigger`."""

import re
from collections.abc import Mapping
from typing import Final

from exeoflow.model.json import Json, JsonObject

# What proves who the caller is must not be copied into records and logs of executions.
# Senders name theirs as they like: X-Gitlab-Token, X-Hub-Signature-256, X-Shopify-Hmac-Sha256.
_CREDENTIALS: Final = re.compile(
    r"auth|cookie|credential|hmac|jwt|passwd|password|secret|session|signature|token|(^|-)api-?key",
    re.IGNORECASE,
)


def webhook_input(
    method: str, headers: Mapping[str, str], query: Mapping[str, str], body: Json
) -> JsonObject:
    """Return `$trigger`: names of headers in lower case, without those that hold credentials."""
    shown: JsonObject = {name: value for name, value in headers.items() if not _CREDENTIALS.search(name)}
    return {"body": unwrapped(body), "headers": shown, "query": dict(query), "method": method}


def unwrapped(body: Json) -> Json:
    """Return the body as its author meant it: `{"data": {...}}` with nothing else is only a wrapping.

    >>> unwrapped({"data": {"order": 1}})
    {'order': 1}
    >>> unwrapped({"data": {"order": 1}, "type": "paid"})
    {'data': {'order': 1}, 'type': 'paid'}
    """
    match body:
        case {"data": dict(inner), **others} if not others:
            return inner
        case _:
            return body
