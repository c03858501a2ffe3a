"""What follows from the end of an execution: its error workflow is started.

The end is stored together with a mark that something follows; the mark goes when all of it is in the queues,
which try until it is done. A crash in between loses nothing, for the event of the end is delivered again, and
the sweep finds the mark. What is put into a queue twice is done once: ids are derived from the execution's.
"""

from dataclasses import replace

from exeoflow.model.execution import ExecutionEnd, ExecutionRecord, ExecutionStatus
from exeoflow.service.grace import FOLLOW_UP_GRACE
from exeoflow.service.ports import Ports


def close_and_follow_up(ports: Ports, record: ExecutionRecord, end: ExecutionEnd) -> bool:
    """Close the record and set going what follows; False, and nothing done, if it is closed already."""
    execution = replace(record.execution, status=end.status, finished_at=end.finished_at)
    closed = replace(record, execution=execution, output=end.output, error=end.error, has_follow_up=True)
    if not _has_error_workflow(closed):
        return ports.executions.finish(record.execution, end)
    if not ports.executions.finish(record.execution, end, ports.clock.now() + FOLLOW_UP_GRACE):
        return False
    follow_up(ports, closed)
    return True


def follow_up(ports: Ports, record: ExecutionRecord) -> None:
    """Set going what follows from a closed record, if it is marked, and remove the mark."""
    if not record.has_follow_up:
        return
    if _has_error_workflow(record):
        ports.outbox.put_failure(record.execution.id)
    ports.executions.end_follow_up(record.execution.id)


def _has_error_workflow(record: ExecutionRecord) -> bool:
    return record.execution.status is ExecutionStatus.FAILED and record.error_workflow is not None
