"""GET /v1/executions/{execution_id}: one execution with its steps."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.representations import execution_shown
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.get_execution import get_execution


@endpoint(operation="get_execution", scope=Scope.EXECUTIONS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the execution."""
    record = get_execution(app, request.workspace, request.path_parameters["execution_id"])
    return ok(execution_shown(record))
