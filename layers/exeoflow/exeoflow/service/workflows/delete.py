"""Use case: delete a workflow and its state machine."""

from contextlib import suppress

from exeoflow.errors import Unavailable, WorkflowChanged, WorkflowInUse
from exeoflow.model.execution import machines_of
from exeoflow.model.workflows.stored_workflow import Manager, StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, repeated
from exeoflow.service.workflows.cancel_running import cancel_running
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition, refuse_others
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.triggers.activation import remove_triggers


def delete_workflow(  # noqa: PLR0913  (what, whose, under which condition, how, in whose name)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    precondition: Precondition = ANY_REVISION,
    *,
    even_if_used: bool = False,
    manager: Manager | None = None,
) -> None:
    """Make the workflow unknown at once, whatever its status; what still runs is cancelled, records stay.

    One that another workflow starts stays, unless it is to go `even_if_used`. Who is told to start it at the
    same moment is not seen: its executions then fail at that node.
    Raises `WorkflowNotFound`, `WorkflowInUse`, `WorkflowManaged`, `PreconditionFailed`, `WorkflowChanged`.
    """

    def deleted() -> StoredWorkflow:
        workflow = get_workflow(ports, workspace, workflow_id)
        refuse_others(workflow, manager)
        precondition.check(workflow.revision)
        users = () if even_if_used else ports.workflows.naming(workspace, workflow_id)
        if users:
            raise WorkflowInUse(users)
        if not ports.workflows.delete(workflow):
            raise RaceLost
        return workflow

    workflow = repeated(ports.clock, deleted, WorkflowChanged)
    # What is left behind by a failure here, the sweep removes: the deletion itself is done.
    remove_triggers(ports, workflow)
    with suppress(Unavailable):
        cancel_running(ports, workflow)
        for machine in machines_of(workflow_id):
            ports.machines.delete(machine)
