"""The clock and the chance of the machine that we run on."""

import random
import secrets
import time
from datetime import UTC, datetime
from typing import Final

from exeoflow.model.identifiers import sortable_id

_FIRST_PAUSE: Final = 0.02
_LONGEST_PAUSE: Final = 1.0


class SystemClock:
    """Tells the time of the machine."""

    def now(self) -> datetime:
        """Return this moment in UTC, cut to milliseconds as it will be stored."""
        moment = datetime.now(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def pause(self, attempt: int) -> None:
        """Wait up to twice as long after each attempt; a random share of it, lest rivals stay in step."""
        time.sleep(random.uniform(0, min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE)))  # noqa: S311


class RandomIds:
    """Makes ids that sort by time."""

    def new_id(self, prefix: str) -> str:
        """Return an id with 80 random bits."""
        return sortable_id(prefix, time.time_ns() // 1_000_000, secrets.randbits(80))

    def new_token(self, prefix: str) -> str:
        """Return a secret with 256 random bits."""
        return f"{prefix}_{secrets.token_hex(32)}"
