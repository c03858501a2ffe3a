"""Starts that Step Functions does not take for now: they wait, and begin when it takes more.

An execution that waits is recorded as one that waits for its turn. A message of the stack's queue lets it
begin; whoever is not taken then waits longer. Where the message got lost, the sweep lets it begin.
"""

import zlib
from contextlib import suppress
from datetime import timedelta
from typing import Final

from exeoflow.errors import Unavailable
from exeoflow.model.execution import Execution
from exeoflow.service.ports import Ports

_FIRST_PAUSE: Final = timedelta(seconds=10)
# SQS keeps a message back for no longer.
_LONGEST_PAUSE: Final = timedelta(minutes=15)
_SHARES: Final = 2**32


def put_off(ports: Ports, execution: Execution) -> None:
    """Let a recorded execution wait. Raises `Unavailable` if it cannot even wait."""
    ports.executions.enqueue(execution)
    with suppress(Unavailable):
        put_off_again(ports, execution)


def put_off_again(ports: Ports, execution: Execution) -> None:
    """Let an execution that waits begin later: after as long as it has waited, more or less.

    The share follows from the id, so that those of one moment do not come back in one moment.
    """
    waited = ports.clock.now() - execution.started_at
    pause = min(max(waited, _FIRST_PAUSE), _LONGEST_PAUSE)
    share = zlib.crc32(execution.id.encode()) / _SHARES
    ports.outbox.put_wakeup(execution.id, int(pause.total_seconds() * (1 + share) / 2))
