"""The clock and the chance of the machine that we run on."""

import random
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from exeoflow.model.identifiers import sortable_id
from exeoflow.service.ports.clock import Clock

_FIRST_PAUSE: Final = 0.02
_LONGEST_PAUSE: Final = 1.0
# Who waits for an end looks again after pauses that grow up to this one, a sixth of a second on average.
_LONGEST_PAUSE_AT: Final = 4


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


@dataclass(frozen=True)
class PolledEnds:
    """Ends that nobody tells: who waits looks again and again."""

    clock: Clock

    def await_end(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Wait a moment, longer each time."""
        del execution_id, until
        self.clock.pause(min(attempt, _LONGEST_PAUSE_AT))

    def await_response(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Wait a moment likewise: the answer is told by nobody either."""
        self.await_end(execution_id, attempt, until)

    def await_change(self, execution_id: str, attempt: int) -> None:
        """Wait longer: AWS reads 20 histories a second for a whole account."""
        del execution_id
        self.clock.pause(_LONGEST_PAUSE_AT - 1 + attempt)
