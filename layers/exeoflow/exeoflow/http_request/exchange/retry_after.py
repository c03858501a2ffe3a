"""How long a server asks to be left alone, and how much of it is waited before the error is reported.

A state machine's own pauses are fixed when it is published, so the rest of the wish is waited here.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from exeoflow.http_request.errors import HttpRequestFailed, StatusRefused

DEFAULT_CAP = 60.0
"""Seconds that are waited at most, unless the node's `retry` says another `max_interval`."""
MAX_CAP = 300.0
"""Seconds that the function waits in any case at most."""
# Some servers write parts of a second, which the standard does not know.
_SECONDS: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_LONGEST_WISH: Final = 1e9

_ANY_ERROR = frozenset({"States.ALL", "States.TaskFailed"})


def wish_of(header: str | None) -> float | None:
    """Read `Retry-After` (RFC 9110, 10.2.3): seconds, or a date; None for what is neither."""
    if header is None:
        return None
    text = header.strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), _LONGEST_WISH)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((at - datetime.now(UTC)).total_seconds(), 0)


def pause_between_pages(failure: StatusRefused) -> float | None:
    """Return the seconds to wait before a page is asked for once more, None for what asks for no patience.

    A second at least: a server that says 0 for ever must not be asked without end.
    """
    return None if failure.retry_after is None else max(failure.retry_after, 1)


def pause_before(failure: HttpRequestFailed, retry: object) -> float:
    """Return the seconds to wait before a failure is reported; `retry` is that of the node, as it is sent.

    The state machine's own pause follows; with `jitter` that may be none. The last try ends at once.
    """
    if not (isinstance(retry, Mapping) and isinstance(failure, StatusRefused)) or failure.retry_after is None:
        return 0
    count, most = _number(retry, "count", 0), _number(retry, "max_attempts", 3)
    if count >= most or not _is_retried(type(failure).__name__, retry):
        return 0
    longest = _number(retry, "max_interval", DEFAULT_CAP)
    own = min(_number(retry, "interval", 1) * _number(retry, "backoff", 2) ** min(count, most), longest)
    return max(min(failure.retry_after, longest, MAX_CAP) - (0 if retry.get("jitter") else own), 0)


def _is_retried(code: str, retry: Mapping[str, Any]) -> bool:
    errors = retry.get("errors")
    if not isinstance(errors, list | tuple):
        return True
    return not errors or code in errors or not _ANY_ERROR.isdisjoint(map(str, errors))


def _number(retry: Mapping[str, Any], name: str, default: float) -> float:
    value = retry.get(name)
    return default if isinstance(value, bool) or not isinstance(value, int | float) else value
