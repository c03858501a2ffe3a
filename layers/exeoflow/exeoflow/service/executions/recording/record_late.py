"""Use case: store the record of an execution that was over before it could be recorded."""

from dataclasses import dataclass, replace

from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionRecord, ExecutionStatus
from exeoflow.service.ports import Ports


@dataclass(frozen=True, slots=True)
class LateRecord:
    """The record, with its end."""

    record: ExecutionRecord

    @property
    def id(self) -> str:
        """That of the execution."""
        return self.record.execution.id


def record_late(ports: Ports, late: LateRecord) -> Execution:
    """Store the record once; what follows from its end is seen to by the sweep. Raises `Unavailable`."""
    record = late.record
    execution = record.execution
    finished_at = execution.finished_at or execution.started_at
    end = ExecutionEnd(execution.status, finished_at, record.output, record.error, record.steps)
    # Stores take a record as it was when it began, and its end.
    running = replace(execution, status=ExecutionStatus.RUNNING, finished_at=None)
    ports.executions.add_ended(replace(record, execution=running), end, ports.clock.now())
    return execution
