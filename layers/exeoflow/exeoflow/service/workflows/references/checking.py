"""Keep workflows from naming what their workspace has not, whatever kind of thing it is."""

from exeoflow.errors import WorkflowInvalid
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.references.credentials import Knows, credential_faults, notes_credential
from exeoflow.service.workflows.references.error_workflows import error_workflow_faults
from exeoflow.service.workflows.references.resources import resource_faults
from exeoflow.service.workflows.references.sub_workflows import sub_workflows_of


def refuse_faulty_references(
    ports: Ports, workflow: StoredWorkflow, knows: Knows = notes_credential
) -> tuple[StoredWorkflow, ...]:
    """Return the workflows that it runs, and those that they run: the check holds as long as they do.

    Raises `WorkflowInvalid` if the workflow names what its workspace has not, or itself. What is about to be
    stored is noted with the credentials that it names; who only looks says so by `knows`.
    """
    sub_workflows = sub_workflows_of(ports, workflow)
    faults = (
        *sub_workflows.faults,
        *error_workflow_faults(ports, workflow),
        *resource_faults(ports, workflow),
        *credential_faults(ports, workflow, knows),
    )
    if faults:
        raise WorkflowInvalid(faults)
    return sub_workflows.read
