"""What requests about credentials ask, beside their bodies."""

import hashlib
import hmac

from exeoflow.api.conditions import idempotent_request
from exeoflow.api.query import QueryReader
from exeoflow.api.request import Request
from exeoflow.model import json
from exeoflow.model.json import JsonObject
from exeoflow.service.idempotency import IdempotentRequest


def blinded_request(request: Request, content: JsonObject) -> IdempotentRequest | None:
    """Read `Idempotency-Key`. Of the values only a hash under that key is noted, which nobody can guess from.

    The key itself is stored nowhere. Raises `InvalidRequest`.
    """
    key = request.headers.get("idempotency-key", "")
    digest = hmac.new(key.encode(), json.canonical(content.get("values")), hashlib.sha256).hexdigest()
    return idempotent_request(request, {**content, "values": digest})


def is_forced(reader: QueryReader) -> bool:
    """Read whether it is to be done in any case. Raises `InvalidRequest`."""
    forced = reader.flag("force")
    reader.refuse_faults()
    return forced
