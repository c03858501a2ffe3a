"""A notification: an address outside that is told how executions end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from exeoflow.model.execution import Execution, ExecutionStatus

SECRET_PREFIX: Final = "whsec"  # noqa: S105  (no secret, only how one begins)
MAX_NOTIFICATIONS: Final = 20


class NotificationEvent(StrEnum):
    """What an address may be told of."""

    EXECUTION_SUCCESS = "execution.success"
    EXECUTION_FAILED = "execution.failed"


_EVENTS: Final = {
    ExecutionStatus.SUCCESS: NotificationEvent.EXECUTION_SUCCESS,
    ExecutionStatus.FAILED: NotificationEvent.EXECUTION_FAILED,
}


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification as it is stored; `workflow_id` None stands for every workflow of the workspace.

    `secret` is kept as it is, for a signature can only be made by who has the key.
    """

    id: str
    workspace: str
    url: str
    events: frozenset[NotificationEvent]
    workflow_id: str | None
    is_enabled: bool
    secret: str
    created_at: datetime
    updated_at: datetime

    def concerns(self, execution: Execution) -> bool:
        """Tell whether the address is to be told of this execution as it is now."""
        return (
            self.is_enabled
            and event_of(execution.status) in self.events
            and self.workflow_id in {None, execution.workflow_id}
        )


def event_of(status: ExecutionStatus) -> NotificationEvent | None:
    """Return the event that an execution with this status is; None while it runs, and if it was cancelled."""
    return _EVENTS.get(status)
