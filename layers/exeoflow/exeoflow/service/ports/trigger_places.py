"""Port: where AWS is told of triggers, EventBridge Scheduler and EventBridge's rules.

Any method raises `Unavailable` when AWS throttles or does not answer; the call may then have taken effect.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

from exeoflow.model.workflows.trigger import PlacedTrigger


class TriggerPlaces(Protocol):
    """Puts triggers in place and takes them away, each under its `trigger_name`."""

    def put(self, workspace: str, workflow_id: str, trigger: PlacedTrigger, now: datetime) -> None:
        """Put a trigger in place, or change the one of this name; a schedule that is over is taken away.

        Raises `TriggerRefused` if AWS will not have it.
        """
        ...

    def names(self, workflow_id: str) -> AbstractSet[str]:
        """Return the names of all that is in place for a workflow."""
        ...

    def remove(self, name: str) -> None:
        """Take a trigger away; nothing if there is none of this name."""
        ...

    def remove_unused(self) -> None:
        """Take away what triggers shared and none needs any more."""
        ...
