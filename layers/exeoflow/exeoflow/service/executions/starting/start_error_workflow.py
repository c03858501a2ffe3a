"""Use case: start the error workflow of an execution that failed."""

from dataclasses import dataclass

from exeoflow.errors import ExecutionNotFound
from exeoflow.model.execution import Execution, ExecutionStatus, TriggerKind
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.inbound import delivery
from exeoflow.service.notifications.end_report import failure_report
from exeoflow.service.ports import Ports


@dataclass(frozen=True, slots=True)
class Failure:
    """What starts an error workflow: `id` is that of the execution that failed."""

    id: str


def start_error_workflow(ports: Ports, failure: Failure) -> Execution:
    """Start it with the record of the failed execution as `$trigger`, once, however often this is asked for.

    Raises `ExecutionNotFound` unless the execution failed and its revision named an error workflow, and
    what `execute_workflow` raises.
    """
    record = ports.executions.get(failure.id)
    if (
        record is None
        or record.error_workflow is None
        or record.execution.status is not ExecutionStatus.FAILED
    ):
        raise ExecutionNotFound
    start = Start(failure_report(record, ports.machines.most_input_bytes), kind=TriggerKind.ERROR)
    request = delivery(TriggerKind.ERROR, failure.id)
    return execute_workflow(ports, record.execution.workspace, record.error_workflow, start, request)
