"""GET /v1/workflows: one page of the workspace's workflows."""

from exeoflow.api.answers import Answer, ok, pagination
from exeoflow.api.query import workflow_list
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import workflow_listed
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.read import list_workflows


@endpoint(operation="list_workflows", scope=Scope.WORKFLOWS_READ)
def handler(request: Request, app: Application) -> Answer:
    """List workflows, newest first."""
    status, page = workflow_list(request.query)
    found = list_workflows(app, request.workspace, status, page)
    workflows = [workflow_listed(workflow) for workflow in found.items]
    return ok({"workflows": workflows, "pagination": pagination(found)})
