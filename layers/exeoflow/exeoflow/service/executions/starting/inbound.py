"""Deliveries: what comes from outside at least once and must start exactly one execution."""

import hashlib
from collections.abc import Mapping
from typing import Final

from exeoflow.model.json import Json, JsonObject
from exeoflow.service.idempotency import IdempotentRequest

# In the order of how surely each names one delivery: what a proxy may have added comes last.
_HEADERS: Final = (
    *("idempotency-key", "x-github-delivery", "webhook-id", "svix-id"),
    *("x-shopify-webhook-id", "i-twilio-idempotency-token"),
)
_STRIPE: Final = "stripe-signature"
# Senders that name the event in a body of their own form: the field that tells them, its value, their name.
_EVENTS: Final = (("type", "event_callback", "slack"), ("event_type", "form_response", "typeform"))
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

    Stripe names the event in the body: its requests are told by their signature's header, those of Slack and
    Typeform by the form of the body. A `signature` that was checked and covers the time is an id as well: who
    sends it again sends the same delivery.
    """
    for name in _HEADERS:
        if headers.get(name):
            return f"{name}:{headers[name]}"
    event = _event_id(headers, body) if isinstance(body, dict) else None
    if event is not None:
        return event
    if signature is not None:
        return f"signature:{signature}"
    return f"{_LAST}:{headers[_LAST]}" if headers.get(_LAST) else None


def _event_id(headers: Mapping[str, str], body: JsonObject) -> str | None:
    if _STRIPE in headers and isinstance(body.get("id"), str):
        return f"stripe:{body['id']}"
    event_id = body.get("event_id")
    if not isinstance(event_id, str):
        return None
    return next(
        (f"{sender}:{event_id}" for field, value, sender in _EVENTS if body.get(field) == value), None
    )
