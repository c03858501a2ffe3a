"""Composition root of the task, apart from the API's so that a run waits for none of its imports."""

import atexit
from functools import cache

from exeoflow.code.workers import Workers


@cache
def workers() -> Workers:
    """Return the processes of this process; they end with it."""
    started = Workers()
    atexit.register(started.close)
    return started
