"""Use case: switch the triggers of a workflow on or off."""

from dataclasses import replace

from exeoflow.model.stored_workflow import UNSIGNED, Authorship, StoredWorkflow, WorkflowStatus
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition
from exeoflow.service.workflows.revision import revise


def set_workflow_status(  # noqa: PLR0913  (what, whose, how, under which condition, by whom)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    status: WorkflowStatus,
    precondition: Precondition = ANY_REVISION,
    *,
    authorship: Authorship = UNSIGNED,
) -> StoredWorkflow:
    """Return the workflow with `status`; see `revise` for what it raises."""
    return revise(
        ports,
        workspace,
        workflow_id,
        precondition,
        lambda workflow: replace(workflow, status=status),
        authorship=authorship,
    )
