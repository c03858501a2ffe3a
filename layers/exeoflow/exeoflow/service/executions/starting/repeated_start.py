"""A start that was asked for before: whether the execution that was recorded then stands for it."""

from collections.abc import Callable
from typing import Final

from exeoflow.errors import Conflict, InvalidRequest, NotFound, PayloadTooLarge, RateLimited, Unavailable
from exeoflow.model.execution import Execution, ExecutionStatus
from exeoflow.model.identifiers import derived_id
from exeoflow.service.executions.recording.close_record import NEVER_STARTED, end_of_lost
from exeoflow.service.executions.time_limits import FOLLOW_UP_GRACE, START_WINDOW
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports

REFUSALS: Final = (Conflict, InvalidRequest, NotFound, PayloadTooLarge, RateLimited)
"""How a start is refused, now: it may have been possible when it was asked for first."""


def id_of_start(workspace: str, workflow_id: str, request: IdempotentRequest) -> str:
    """Return the id that the execution of a request has, whenever it is asked for."""
    return derived_id("exec", workspace, workflow_id, request.key)


def begun_before(
    ports: Ports, workspace: str, workflow_id: str, request: IdempotentRequest | None
) -> Execution | None:
    """Return the execution that the same request began, whatever became of its workflow; else None."""
    while request is not None:
        record = ports.executions.get(id_of_start(workspace, workflow_id, request))
        if record is None or record.execution.request_hash != request.request_hash:
            return None
        earlier = record.execution
        if not earlier.is_running and _was_given_up(ports, earlier):
            request = request.after(earlier.id)
            continue
        if not earlier.is_running or earlier.is_queued:
            return earlier
        return earlier if ports.machines.find(earlier.machine, earlier.id).is_known else None
    return None


def stands_for_start(ports: Ports, earlier: Execution, begin: Callable[[], None]) -> bool:
    """Tell whether the earlier execution began, or begins now by `begin`; False if it never will.

    So nobody is told of a start that did not happen. Raises `Unavailable` while that is not known.
    """
    if not earlier.is_running:
        return not _was_given_up(ports, earlier)
    now = ports.clock.now()
    if now - earlier.started_at < START_WINDOW:
        # The call that recorded it may have died before the start; starting twice is starting once.
        begin()
        return True
    if ports.machines.find(earlier.machine, earlier.id).is_known:
        return True
    lost = end_of_lost(earlier, now)
    if lost is None:
        # Too late to start it, for the sweep may be giving it up; too early to know that it does.
        raise Unavailable
    ports.executions.finish(earlier, lost, now + FOLLOW_UP_GRACE)
    return False


def _was_given_up(ports: Ports, earlier: Execution) -> bool:
    if earlier.status is not ExecutionStatus.FAILED:
        return False
    record = ports.executions.get(earlier.id)
    return record is not None and record.error is not None and record.error.code == NEVER_STARTED
