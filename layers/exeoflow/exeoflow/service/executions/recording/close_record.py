"""Close the record of an execution once, with the truth about its end."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionError, ExecutionRecord, ExecutionStatus
from exeoflow.service.executions.time_limits import FOLLOW_UP_GRACE, START_GRACE
from exeoflow.service.ports import Ports

NEVER_STARTED: Final = "EXECUTION_NOT_STARTED"


def close(ports: Ports, record: ExecutionRecord, end: ExecutionEnd) -> ExecutionRecord:
    """Close the record and return it; if another was faster, return what that one stored.

    What follows from the end is left to its event, or to the sweep: who closes so need not know what that is,
    nor have the right to do it.
    """
    has_follow_up = _may_have_consequences(record, end)
    follow_up_at = ports.clock.now() + FOLLOW_UP_GRACE if has_follow_up else None
    if not ports.executions.finish(record.execution, end, follow_up_at):
        return ports.executions.get(record.execution.id) or record
    return replace(record.ended(end), has_follow_up=has_follow_up)


def end_of_lost(execution: Execution, now: datetime) -> ExecutionEnd | None:
    """Return the end of what Step Functions does not know; None while it waits or may still be starting."""
    if execution.is_queued or now - execution.started_at < START_GRACE:
        return None
    message = "Step Functions has no such execution: its start failed, or its state machine was deleted."
    error = ExecutionError(NEVER_STARTED, message)
    return ExecutionEnd(ExecutionStatus.FAILED, now, error=error, steps=())


def _may_have_consequences(record: ExecutionRecord, end: ExecutionEnd) -> bool:
    """Whoever cancels an execution knows of its end; but what it asked must be closed too."""
    return end.status is not ExecutionStatus.CANCELLED or bool(record.source_map.told)
