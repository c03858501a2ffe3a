"""Use case: switch the triggers of a workflow on or off."""

from dataclasses import replace

from exeoflow.model.workflows.stored_workflow import UNSIGNED, Authorship, StoredWorkflow, WorkflowStatus
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.revision import revise


def set_workflow_status(  # noqa: PLR0913  (what, whose, how, under which condition, by whom)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    status: WorkflowStatus,
    precondition: Precondition = ANY_REVISION,
    *,
    authorship: Authorship = UNSIGNED,
    request: IdempotentRequest | None = None,
) -> StoredWorkflow:
    """Return the workflow with `status`; see `revise` for what it raises.

    The same `request` again changes nothing, whoever has set another status since.
    """
    attempt = attempt_of(ports, workspace, "set_workflow_status", request)
    if attempt.is_done:
        return get_workflow(ports, workspace, workflow_id)
    workflow = revise(
        ports,
        workspace,
        workflow_id,
        precondition,
        lambda workflow: replace(workflow, status=status),
        authorship=authorship,
    )
    finished(ports, attempt)
    return workflow
