"""Our values as columns: moments as Unix milliseconds, JSON in ASCII, for SQLite takes no lone surrogate."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from local.state.database import Database

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def milliseconds(moment: datetime) -> int:
    """Return the whole milliseconds since 1970.

    >>> milliseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000
    """
    return (moment - _EPOCH) // _MILLISECOND


def moment_of(number: int) -> datetime:
    """Read what `milliseconds` wrote."""
    return _EPOCH + timedelta(milliseconds=number)


def moment_or_none(number: int | None) -> datetime | None:
    """Read a moment that may be missing."""
    return None if number is None else moment_of(number)


def json_text(value: object) -> str:
    """Write compact ASCII JSON."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def json_of(text: str) -> Any:
    """Read what `json_text` wrote."""
    return json.loads(text)


@contextmanager
def writing(database: Database) -> Iterator[Any]:
    """Lend a transaction; a disk that takes nothing more is `Unavailable`, and nothing was stored."""
    with database.transaction() as connection:
        yield connection
