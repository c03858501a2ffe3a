"""Keys from one stack into another: a line of JSON for each, with its hash and without its secret.

Whoever holds a key goes on using it at the new address.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from exeoflow.errors import Conflict
from exeoflow.keys.arguments import MAX_NAME, WORKSPACE
from exeoflow.model import moment
from exeoflow.model.api_key import ApiKey, Scope, id_of_chosen
from exeoflow.model.identifiers import is_identifier
from exeoflow.service.ports.key_store import KeyStore

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class UnreadableKey(Exception):
    """A line is no key; the text says which line, and why."""


def _id(text: str) -> str:
    if not is_identifier(text):
        raise ValueError("no id")
    return text


class _Line(BaseModel):
    """A key as a line of the file says it; times as in the API."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, AfterValidator(_id)]
    digest: Annotated[str, Field(pattern=f"^{_DIGEST.pattern}$")]
    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
    workspace: Annotated[str, Field(pattern=f"^{WORKSPACE.pattern}$")]
    scopes: list[Scope]
    limit: Annotated[int, Field(ge=1)]
    created_at: Annotated[str, AfterValidator(lambda text: moment.write(moment.read(text)))]
    expires_at: Annotated[str, AfterValidator(lambda text: moment.write(moment.read(text)))] | None = None


def exported(keys: Iterable[ApiKey], now: datetime) -> Iterator[str]:
    """Yield a line per key that lets anybody in, but for that whose secret a person chose."""
    for key in keys:
        if key.is_valid(now) and key.id != id_of_chosen(key.digest):
            expires_at = None if key.expires_at is None else moment.write(key.expires_at)
            yield _Line(
                id=key.id,
                digest=key.digest,
                name=key.name,
                workspace=key.workspace,
                scopes=sorted(key.scopes),
                limit=key.limit,
                created_at=moment.write(key.created_at),
                expires_at=expires_at,
            ).model_dump_json()


def read_keys(lines: Iterable[str]) -> list[ApiKey]:
    """Return the keys of all lines. Raises `UnreadableKey` where one is none: then none is to be stored."""
    return [_read(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read(number: int, line: str) -> ApiKey:
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise UnreadableKey(f"Line {number} is no key: {place} {fault['msg']}".replace("  ", " ")) from None
    return ApiKey(
        id=read.id,
        digest=read.digest,
        name=read.name,
        workspace=read.workspace,
        scopes=frozenset(read.scopes),
        limit=read.limit,
        created_at=moment.read(read.created_at),
        expires_at=None if read.expires_at is None else moment.read(read.expires_at),
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
