"""Use cases: wait some seconds for the end of an execution, for its answer, or for any change of it.

Where too many calls of a workspace wait, those that read are refused, so that they do not come again at once;
who has started something is told how it stands.
"""

from itertools import count
from typing import Final

from exeoflow.errors import RateLimited
from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.response import Response, response_of
from exeoflow.service.executions.bounded_wait import BoundedWait, bounded_wait
from exeoflow.service.executions.read import completed, get_execution
from exeoflow.service.executions.records import find_execution
from exeoflow.service.ports import Ports

_RETRY_AFTER_SECONDS: Final = 5


def wait_for_execution(ports: Ports, workspace: str, execution_id: str, seconds: int) -> ExecutionRecord:
    """Return the execution at its end, or as it stands after so many seconds.

    The record is closed by an event that AWS may lose, so the last look goes to the execution itself.
    Raises `ExecutionNotFound`, and `RateLimited` while too many calls of the workspace wait.
    """
    with bounded_wait(ports, workspace, seconds) as wait:
        record = _ended(ports, wait, execution_id)
    if record is None:
        raise RateLimited(_RETRY_AFTER_SECONDS)
    return record


def wait_for_started(ports: Ports, workspace: str, execution_id: str, seconds: int) -> ExecutionRecord:
    """Return the execution that the caller has started at its end, or as it stands after so many seconds.

    As it stands at once where too many calls of the workspace wait. Raises `ExecutionNotFound`.
    """
    with bounded_wait(ports, workspace, seconds) as wait:
        return _ended(ports, wait, execution_id) or find_execution(ports, workspace, execution_id)


def _ended(ports: Ports, wait: BoundedWait, execution_id: str) -> ExecutionRecord | None:
    """Return the execution at its end or at that of the wait; None if too many wait."""
    attempts = count()
    while not wait.is_over:
        record = find_execution(ports, wait.workspace, execution_id)
        if not record.execution.is_running:
            return completed(ports, record)
        if not wait.goes_on():
            return None
        ports.ends.await_end(execution_id, next(attempts), wait.until)
    return get_execution(ports, wait.workspace, execution_id)


def wait_for_response(
    ports: Ports, workspace: str, execution_id: str, seconds: int
) -> ExecutionRecord | Response:
    """Return what a `respond` node says at the moment when it does, else the execution at its end.

    As it stands after so many seconds if neither comes, and at once where too many calls of the workspace
    wait. Raises `ExecutionNotFound`.
    """
    attempts = count()
    with bounded_wait(ports, workspace, seconds) as wait:
        while not wait.is_over:
            # The record first: what has ended has answered before, if at all.
            record = find_execution(ports, workspace, execution_id)
            response = response_of(ports.webhooks.response_to(execution_id))
            if response is not None:
                return response
            if not record.execution.is_running:
                return completed(ports, record)
            if not wait.goes_on():
                return record
            ports.ends.await_response(execution_id, next(attempts), wait.until)
    return response_of(ports.webhooks.response_to(execution_id)) or get_execution(
        ports, workspace, execution_id
    )


def wait_for_change(
    ports: Ports, workspace: str, execution_id: str, seconds: int, after: int
) -> ExecutionRecord:
    """Return the execution once it is no longer of version `after`, or as it stands after so many seconds.

    Raises `ExecutionNotFound`, and `RateLimited` while too many calls of the workspace wait.
    """
    attempts = count()
    with bounded_wait(ports, workspace, seconds) as wait:
        record = get_execution(ports, workspace, execution_id)
        while record.execution.is_running and record.version == after and not wait.is_over:
            if not wait.goes_on():
                raise RateLimited(_RETRY_AFTER_SECONDS)
            ports.ends.await_change(execution_id, next(attempts))
            record = get_execution(ports, workspace, execution_id)
    return record
