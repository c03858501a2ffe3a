"""Use case: delete a workflow and its state machine."""

from contextlib import suppress

from exeoflow.errors import Unavailable, WorkflowChanged
from exeoflow.model.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.ports.race import RaceLost, repeated
from exeoflow.service.workflows.activation import remove_triggers
from exeoflow.service.workflows.cancel_running import cancel_running
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition
from exeoflow.service.workflows.read import get_workflow


def delete_workflow(
    ports: Ports, workspace: str, workflow_id: str, precondition: Precondition = ANY_REVISION
) -> None:
    """Make the workflow unknown at once, whatever its status; what still runs is cancelled, records stay.

    Raises `WorkflowNotFound`, `PreconditionFailed`, `WorkflowChanged`.
    """

    def deleted() -> StoredWorkflow:
        workflow = get_workflow(ports, workspace, workflow_id)
        precondition.check(workflow.revision)
        if not ports.workflows.delete(workflow):
            raise RaceLost
        return workflow

    workflow = repeated(ports.clock, deleted, WorkflowChanged)
    # What is left behind by a failure here, the sweep removes: the deletion itself is done.
    remove_triggers(ports, workflow)
    with suppress(Unavailable):
        cancel_running(ports, workflow)
        ports.machines.delete(workflow_id)
