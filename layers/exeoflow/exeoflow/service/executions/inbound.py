"""Deliveries: what comes from outside at least once and must start exactly one execution."""

import hashlib
from collections.abc import Mapping
from typing import Final

from exeoflow.model.json import Json
from exeoflow.service.idempotency import IdempotentRequest

# In the order of how surely each names one delivery: what a proxy may have added comes last.
_HEADERS: Final = ("idempotency-key", "x-github-delivery", "webhook-id")
_STRIPE: Final = "stripe-signature"
_LAST: Final = "x-request-id"


def delivery(*parts: str) -> IdempotentRequest:
    """Return the request that stands for a delivery: the same parts again are the same delivery.

    What else a delivery carries does not count; a sender that repeats itself may word it differently.
    """
    text = "\n".join(f"{len(part)}:{part}" for part in parts)
    key = hashlib.sha256(b"delivery\n" + text.encode("utf-8", "surrogatepass")).hexdigest()
    return IdempotentRequest(key, key)


def delivery_id(headers: Mapping[str, str], body: Json, signature: str | None = None) -> str | None:
    """Return the id that the sender gave to its delivery, with where it stood; None if it gave none.

    Stripe names the event in the body: its requests are told by their signature's header. A `signature` that
    was checked is an id as well: who sends it again sends the same delivery.
    """
    for name in _HEADERS:
        if headers.get(name):
            return f"{name}:{headers[name]}"
    if _STRIPE in headers and isinstance(body, dict) and isinstance(body.get("id"), str):
        return f"stripe:{body['id']}"
    if signature is not None:
        return f"signature:{signature}"
    return f"{_LAST}:{headers[_LAST]}" if headers.get(_LAST) else None
