"""Keys from one stack into another: a line of JSON for each, with its hash and without its secret.

Whoever holds a key goes on using it at the new address.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter, ValidationError

from exeoflow.errors import Conflict
from exeoflow.keys.arguments import WORKSPACE
from exeoflow.model.api_key import ApiKey, id_of_chosen
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.names import MAX_NAME
from exeoflow.service.ports.stores.key_store import KeyStore

_KEY: Final = TypeAdapter(ApiKey)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class UnreadableKey(Exception):
    """A line is no key; the text says which line, and why."""


def exported(keys: Iterable[ApiKey], now: datetime) -> Iterator[str]:
    """Yield a line per key that lets anybody in, but for that whose secret a person chose."""
    for key in keys:
        if key.is_valid(now) and key.id != id_of_chosen(key.digest):
            yield _KEY.dump_json(key, exclude_none=True).decode()


def read_keys(lines: Iterable[str]) -> list[ApiKey]:
    """Return the keys of all lines. Raises `UnreadableKey` where one is none: then none is to be stored."""
    return [_read(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read(number: int, line: str) -> ApiKey:
    try:
        key = _KEY.validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        place = "".join(f"{part}: " for part in fault["loc"])
        raise UnreadableKey(f"Line {number} is no key: {place}{fault['msg']}") from None
    if not _is_possible(key):
        raise UnreadableKey(f"Line {number} is no key: no stack made it like this")
    return key


def _is_possible(key: ApiKey) -> bool:
    return (
        is_identifier(key.id)
        and _DIGEST.fullmatch(key.digest) is not None
        and WORKSPACE.fullmatch(key.workspace) is not None
        and 1 <= len(key.name) <= MAX_NAME
        and key.limit > 0
        and all(time.tzinfo for time in (key.created_at, key.expires_at, key.revoked_at) if time)
    )


def imported(store: KeyStore, keys: Iterable[ApiKey]) -> Iterator[tuple[ApiKey, bool]]:
    """Store each key; yield it, and whether it was new: a repeated import changes nothing."""
    for key in keys:
        try:
            store.add(key)
        except Conflict:
            yield key, False
        else:
            yield key, True
