"""Use case: read the state machine that a stored workflow compiles to."""

from exeoflow.errors import WorkflowEmpty
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.compilation import Compilation, compile_stored
from exeoflow.service.workflows.read import get_workflow


def get_workflow_definition(ports: Ports, workspace: str, workflow_id: str) -> tuple[int, Compilation]:
    """Return the newest revision's number and machine. Raises `WorkflowNotFound`, `WorkflowEmpty`.

    Compiled anew, not read from Step Functions: equal workflows give equal bytes, and no ARN is shown.
    """
    workflow = get_workflow(ports, workspace, workflow_id)
    compilation = compile_stored(workflow)
    if compilation is None:
        raise WorkflowEmpty
    return workflow.revision, compilation
