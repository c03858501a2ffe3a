"""Schedules of the form `5 minutes`, as EventBridge Scheduler's `rate(...)` takes them."""

import re

from pydantic_core import PydanticCustomError

_RATE = re.compile(r"[1-9][0-9]{0,5} (minute|hour|day)s?")


def check_rate(rate: str) -> str:
    """The rate itself; a custom pydantic error if it is none."""
    if _RATE.fullmatch(rate) is None:
        raise PydanticCustomError("rate-invalid", "not a rate", {"value": rate[:100]})
    return rate
