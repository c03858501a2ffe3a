"""Close the record of an execution once, with the truth about its end."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionError, ExecutionRecord, ExecutionStatus
from exeoflow.service.grace import START_GRACE
from exeoflow.service.ports import Ports

NEVER_STARTED: Final = "EXECUTION_NOT_STARTED"


def close(ports: Ports, record: ExecutionRecord, end: ExecutionEnd) -> ExecutionRecord:
    """Close the record and return it; if another was faster, return what that one stored."""
    if not ports.executions.finish(record.execution, end):
        return ports.executions.get(record.execution.id) or record
    return replace(
        record,
        execution=replace(record.execution, status=end.status, finished_at=end.finished_at),
        output=end.output,
        error=end.error,
        steps=end.steps,
    )


def end_of_lost(execution: Execution, now: datetime) -> ExecutionEnd | None:
    """Return the end of what Step Functions does not know; None while it may still be starting."""
    if now - execution.started_at < START_GRACE:
        return None
    message = "Step Functions has no such execution: its start failed, or its state machine was deleted."
    error = ExecutionError(NEVER_STARTED, message)
    return ExecutionEnd(ExecutionStatus.FAILED, now, error=error, steps=())
