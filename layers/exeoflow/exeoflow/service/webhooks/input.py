"""What a workflow that is started by a webhook finds in `$trigger`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exeoflow.model.json import Json, JsonObject
from exeoflow.service.webhooks.secret_places import SecretPlaces

_BY_NAME = SecretPlaces()


@dataclass(frozen=True, slots=True)
class CallBody:
    """The body of a call as data; `raw` holds it as it came, where the webhook's author wants that.

    `may_be_wrapped` tells that `{"data": {...}}` with nothing else is only a wrapping, as it is in JSON.
    """

    content: Json
    may_be_wrapped: bool = True
    raw: JsonObject = field(default_factory=dict)


def webhook_input(
    method: str,
    headers: Mapping[str, str],
    query: Mapping[str, Json],
    body: CallBody,
    secret: SecretPlaces = _BY_NAME,
) -> JsonObject:
    """Return `$trigger`: names of headers in lower case, nothing that holds credentials."""
    content = unwrapped(body.content) if body.may_be_wrapped else body.content
    return {
        "body": content,
        "headers": secret.open_headers(headers),
        "query": secret.open_parameters(query),
        "method": method,
        **body.raw,
    }


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
