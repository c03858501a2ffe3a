"""Keep workflows from naming other workflows that they must not start."""

from exeoflow.errors import WorkflowInvalid
from exeoflow.model.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.error_workflows import error_workflow_faults
from exeoflow.service.workflows.sub_workflows import sub_workflow_faults


def refuse_faulty_references(ports: Ports, workflow: StoredWorkflow) -> None:
    """Raise `WorkflowInvalid` if the workflow names one that its workspace has not, or itself."""
    faults = (*sub_workflow_faults(ports, workflow), *error_workflow_faults(ports, workflow))
    if faults:
        raise WorkflowInvalid(faults)
