"""The bodies of the endpoints of keys, as models."""

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from exeoflow.api.bodies.request_body import Name, RequestBody, checked_body
from exeoflow.model import moment
from exeoflow.model.api_key import RATE_CLASSES, Scope
from exeoflow.model.json import JsonObject
from exeoflow.nodes.formats.timestamp import Timestamp
from exeoflow.service.keys.create import NewKey

MAX_LIMIT: Final = RATE_CLASSES["premium"]
"""What a request may ask for; more is given by the command line only."""

_MOMENT: Final = {"type": "string", "format": "date-time"}


class CreateKeyBody(RequestBody):
    """A key to be made; `limit` is in requests per minute. Without `expires_at` it is valid until revoked."""

    name: Name
    scopes: Annotated[list[Annotated[Scope, Field(strict=False)]], Field(min_length=1, max_length=len(Scope))]
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = RATE_CLASSES["standard"]
    expires_at: Annotated[Timestamp, WithJsonSchema(_MOMENT)] | None = None


def new_key(content: JsonObject) -> NewKey:
    """Read the body of `create_key`. Raises `InvalidRequest`."""
    body = checked_body(CreateKeyBody, content)
    expires_at = None if body.expires_at is None else moment.read(body.expires_at)
    return NewKey(body.name, frozenset(body.scopes), body.limit, expires_at)
