"""GET /v1/executions: one page of the workspace's executions."""

from exeoflow.api.answers import Answer, ok, pagination
from exeoflow.api.query import execution_list
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import execution_listed
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.executions.read import list_executions


@endpoint(operation="list_executions", scope=Scope.EXECUTIONS_READ)
def handler(request: Request, app: Application) -> Answer:
    """List executions, newest first."""
    matching, page = execution_list(request.query)
    found = list_executions(app, request.workspace, matching, page)
    executions = [execution_listed(execution) for execution in found.items]
    return ok({"executions": executions, "pagination": pagination(found)})
