"""Delete a workflow and its state machine."""

from exeoflow.api.answers import Answer
from exeoflow.api.conditions import precondition
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import DELETE_WORKFLOW
from exeoflow.api.workflows.requests import deletion
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.texts import confirmation


@endpoint(DELETE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Delete the workflow."""
    workflow_id = request.path_parameters["workflow_id"]
    force, manager = deletion(DELETE_WORKFLOW.query(request))
    delete_workflow(
        app, request.workspace, workflow_id, precondition(request), even_if_used=force, manager=manager
    )
    return DELETE_WORKFLOW.answer({"message": confirmation("workflow_deleted", request.language)})
