"""Use case: cancel or retry many executions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from exeoflow.model.execution import ExecutionFilter, ExecutionStatus
from exeoflow.model.page import PageRequest
from exeoflow.service.bulk import MOST_AT_ONCE, BulkReport, in_bulk, nothing
from exeoflow.service.executions.cancel import cancel_execution
from exeoflow.service.executions.retry import retry_execution
from exeoflow.service.ports import Ports


class ExecutionAction(StrEnum):
    """What is done to each of them."""

    CANCEL = "cancel"
    RETRY = "retry"


def change_executions(
    ports: Ports,
    workspace: str,
    action: ExecutionAction,
    which: Sequence[str] | ExecutionFilter,
    *,
    is_dry_run: bool = False,
) -> BulkReport:
    """Act on the executions with these ids, or on the newest ones of those that match.

    Only what runs is cancelled.
    """
    if isinstance(which, ExecutionFilter):
        matching = which
        if action is ExecutionAction.CANCEL:
            matching = replace(which, statuses=frozenset({ExecutionStatus.RUNNING}))
        page = PageRequest(limit=MOST_AT_ONCE)
        found = ports.executions.list_page(workspace, matching, page, ports.clock.now())
        ids, matched = [execution.id for execution in found.items], found.total
    else:
        ids, matched = list(which), len(which)
    act = nothing if is_dry_run else _action(ports, workspace, action)
    return in_bulk(ports.clock, ids, matched, act)


def _action(ports: Ports, workspace: str, action: ExecutionAction) -> Callable[[str], object]:
    if action is ExecutionAction.CANCEL:
        return lambda execution_id: cancel_execution(ports, workspace, execution_id)
    return lambda execution_id: retry_execution(ports, workspace, execution_id)
