"""Use case: store the record of an execution that was over before it could be recorded."""

from dataclasses import dataclass, replace

from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus
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
    # Stores take a record as it was when it began, and its end.
    running = replace(record.execution, status=ExecutionStatus.RUNNING, finished_at=None)
    ports.executions.add_ended(replace(record, execution=running), record.end, ports.clock.now())
    return record.execution
