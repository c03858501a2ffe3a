"""Use case: delete, activate or deactivate many workflows."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.model.workflows.stored_workflow import Authorship, WorkflowStatus
from exeoflow.service.bulk import MOST_AT_ONCE, BulkReport, in_bulk, nothing
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, once
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.set_status import set_workflow_status

_OPERATION: Final = "change_workflows"


class WorkflowAction(StrEnum):
    """What is done to each of them."""

    DELETE = "delete"
    ACTIVATE = "activate"
    DEACTIVATE = "deactivate"


def change_workflows(  # noqa: PLR0913  (what, whose, which, and how)
    ports: Ports,
    workspace: str,
    action: WorkflowAction,
    which: Sequence[str] | WorkflowFilter,
    authorship: Authorship,
    *,
    force: bool = False,
    is_dry_run: bool = False,
    request: IdempotentRequest | None = None,
) -> BulkReport:
    """Act on the workflows with these ids, or on the first ones of those that match.

    The same `request` again leaves those alone that it has changed. Raises `IdempotencyKeyReused`.
    """
    attempt_of(ports, workspace, _OPERATION, request)
    if isinstance(which, WorkflowFilter):
        found = ports.workflows.list_page(workspace, which, PageRequest(limit=MOST_AT_ONCE))
        ids, matched = [workflow.id for workflow in found.items], found.total
    else:
        ids, matched = list(which), len(which)
    act = _action(ports, workspace, action, authorship, force=force)
    act = nothing if is_dry_run else once(ports, workspace, _OPERATION, request, act)
    return in_bulk(ports.clock, ids, matched, act)


def _action(
    ports: Ports, workspace: str, action: WorkflowAction, authorship: Authorship, *, force: bool
) -> Callable[[str], object]:
    if action is WorkflowAction.DELETE:
        return lambda workflow_id: delete_workflow(ports, workspace, workflow_id, even_if_used=force)
    status = WorkflowStatus.ACTIVE if action is WorkflowAction.ACTIVATE else WorkflowStatus.INACTIVE
    return lambda workflow_id: set_workflow_status(
        ports, workspace, workflow_id, status, authorship=authorship
    )
