"""Use cases: wait some seconds for the end of an execution, for its answer, or for any change of it."""

from datetime import timedelta

from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.response import Response, response_of
from exeoflow.service.executions.read import completed, get_execution
from exeoflow.service.executions.records import find_execution
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


def wait_for_response(
    ports: Ports, workspace: str, execution_id: str, seconds: int
) -> ExecutionRecord | Response:
    """Return what a `respond` node says at the moment when it does, else the execution at its end.

    As it stands after so many seconds if neither comes. Raises `ExecutionNotFound`.
    """
    until = ports.clock.now() + timedelta(seconds=seconds)
    attempt = 0
    while ports.clock.now() < until:
        # The record first: what has ended has answered before, if at all.
        record = find_execution(ports, workspace, execution_id)
        response = response_of(ports.webhooks.response_to(execution_id))
        if response is not None:
            return response
        if not record.execution.is_running:
            return completed(ports, record)
        ports.ends.await_response(execution_id, attempt, until)
        attempt += 1
    return response_of(ports.webhooks.response_to(execution_id)) or get_execution(
        ports, workspace, execution_id
    )


def wait_for_change(
    ports: Ports, workspace: str, execution_id: str, seconds: int, after: int
) -> ExecutionRecord:
    """Return the execution once it is no longer of version `after`, or as it stands after so many seconds.

    Raises `ExecutionNotFound`.
    """
    until = ports.clock.now() + timedelta(seconds=seconds)
    record = get_execution(ports, workspace, execution_id)
    attempt = 0
    while record.execution.is_running and record.version == after and ports.clock.now() < until:
        ports.ends.await_change(execution_id, attempt)
        record = get_execution(ports, workspace, execution_id)
        attempt += 1
    return record
