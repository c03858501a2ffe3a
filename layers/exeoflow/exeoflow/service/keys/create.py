"""Use case: make an API key."""

from dataclasses import dataclass
from datetime import datetime

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import Forbidden, InvalidRequest, TooManyKeys
from exeoflow.model.api_key import MAX_KEYS, RATE_CLASSES, SECRET_PREFIX, ApiKey, Scope, digest_of
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is said of a key to be made; `limit` is in requests per minute."""

    name: str
    scopes: frozenset[Scope]
    limit: int = RATE_CLASSES["standard"]
    expires_at: datetime | None = None


def create_key(
    ports: Ports, maker: ApiKey, new: NewKey, request: IdempotentRequest | None = None
) -> tuple[ApiKey, str]:
    """Store the key in its maker's workspace; return it with its secret, to be shown this once.

    Nobody gives away what he has not: raises `Forbidden` for a permission that the maker lacks, else
    `InvalidRequest` for an expiry in the past, `TooManyKeys`, and `IdempotencyKeyReused`.
    """
    for scope in Scope:
        if scope in new.scopes - maker.scopes:
            raise Forbidden(scope)
    attempt = attempt_of(ports, maker.workspace, "create_key", request)
    if new.expires_at is not None and new.expires_at <= attempt.begun_at:
        raise InvalidRequest(Diagnostic("moment-past", "expires_at", values={"field": "expires_at"}))
    secret = attempt.ids.new_token(SECRET_PREFIX)
    key = ApiKey(
        id=attempt.ids.new_id("key"),
        digest=digest_of(secret),
        name=new.name,
        workspace=maker.workspace,
        scopes=new.scopes,
        limit=new.limit,
        created_at=attempt.begun_at,
        expires_at=new.expires_at,
    )
    if not attempt.is_done:
        _add(ports, key)
        finished(ports, attempt)
    return key, secret


def _add(ports: Ports, key: ApiKey) -> None:
    """Store the key unless an attempt before this one did; there must be room for it."""
    stored = ports.keys.of_workspace(key.workspace)
    if any(each.id == key.id for each in stored):
        return
    # Two that come at the same moment may both find room: the limit is against floods, not to the letter.
    if sum(each.is_valid(key.created_at) for each in stored) >= MAX_KEYS:
        raise TooManyKeys(MAX_KEYS)
    ports.keys.add(key)
