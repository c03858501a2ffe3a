"""Use case: wait some seconds for the end of an execution."""

from datetime import timedelta

from exeoflow.model.execution import ExecutionRecord
from exeoflow.service.executions.read import completed, find_execution, get_execution
from exeoflow.service.ports import Ports


def wait_for_execution(ports: Ports, workspace: str, execution_id: str, seconds: int) -> ExecutionRecord:
    """Return the execution at its end, or as it stands after so many seconds. Raises `ExecutionNotFound`.

    The record is closed by an event that AWS may lose, so the last look goes to the execution itself.
    """
    until = ports.clock.now() + timedelta(seconds=seconds)
    attempt = 0
    while ports.clock.now() < until:
        record = find_execution(ports, workspace, execution_id)
        if not record.execution.is_running:
            return completed(ports, record)
        ports.ends.await_end(execution_id, attempt, until)
        attempt += 1
    return get_execution(ports, workspace, execution_id)
