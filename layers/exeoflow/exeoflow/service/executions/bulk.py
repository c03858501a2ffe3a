"""Use case: cancel or retry many executions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from exeoflow.model.execution import ExecutionFilter, ExecutionStatus
from exeoflow.model.page import PageRequest
from exeoflow.service.bulk import MOST_AT_ONCE, BulkReport, in_bulk, nothing
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.retry import retry_execution
from exeoflow.service.idempotency import IdempotentRequest, attempt_of
from exeoflow.service.ports import Ports


class ExecutionAction(StrEnum):
    """What is done to each of them."""

    CANCEL = "cancel"
    RETRY = "retry"


def change_executions(  # noqa: PLR0913  (what, whose, which, and how)
    ports: Ports,
    workspace: str,
    action: ExecutionAction,
    which: Sequence[str] | ExecutionFilter,
    *,
    is_dry_run: bool = False,
    request: IdempotentRequest | None = None,
) -> BulkReport:
    """Act on the executions with these ids, or on the newest ones of those that match.

    Only what runs is cancelled. The same `request` again acts on none a second time, nor on what has been
    started since. Raises `IdempotencyKeyReused`.
    """
    attempt = attempt_of(ports, workspace, "change_executions", request)
    if isinstance(which, ExecutionFilter):
        matching = which
        if action is ExecutionAction.CANCEL:
            matching = replace(which, statuses=frozenset({ExecutionStatus.RUNNING}))
        if attempt.is_repeated:
            matching = replace(matching, until=min(matching.until or attempt.begun_at, attempt.begun_at))
        page = PageRequest(limit=MOST_AT_ONCE)
        found = ports.executions.list_page(workspace, matching, page, ports.clock.now())
        ids, matched = [execution.id for execution in found.items], found.total
    else:
        ids, matched = list(which), len(which)
    act = nothing if is_dry_run else _action(ports, workspace, action, request)
    return in_bulk(ports.clock, ids, matched, act)


def _action(
    ports: Ports, workspace: str, action: ExecutionAction, request: IdempotentRequest | None
) -> Callable[[str], object]:
    change = cancel_execution if action is ExecutionAction.CANCEL else retry_execution
    return lambda each: change(ports, workspace, each, request and request.part(each))
