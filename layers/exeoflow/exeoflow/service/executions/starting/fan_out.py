"""Use case: tell an event on in parts if more listen for it than one call has time for.

Each part comes back by the queue as the same event for some of the listeners; what is still too large a part
is parted again. So no call has to do more than put so many parts, or start so many executions, and what fails
comes again for its own part only.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.ports import Ports

# The queue hands over ten messages at once: at some 45 ms a start, these take 5 of the 29 s of a function.
AT_ONCE: Final = 10
# Of the largest events (1 MB) a call of SQS takes one, and a function is handed six at once (6 MB): these
# make 120 calls, 12 s at 100 ms each.
MOST_PARTS: Final = 20


def told_in_parts(ports: Ports, event: ChannelEvent, listening: Sequence[str]) -> bool:
    """Put the parts of an event that many listen for into the queue; False if they are few.

    `listening` are the names of those that the event is for, in their order. The same event again puts the
    same parts again: a start that was asked for before is no other. Raises `Unavailable`.
    """
    if len(listening) <= AT_ONCE:
        return False
    size = AT_ONCE
    while len(listening) > size * MOST_PARTS:
        size *= MOST_PARTS
    parts = [listening[start : start + size] for start in range(0, len(listening), size)]
    ports.outbox.put_parts([replace(event, first=part[0], last=part[-1]) for part in parts])
    return True
