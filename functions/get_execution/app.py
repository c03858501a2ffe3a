"""GET /v1/executions/{execution_id}: one execution with its steps."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.representations import approvals_shown, execution_shown
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.get_execution import get_execution
from exeoflow.service.pending_approvals import pending_approvals


@endpoint(operation="get_execution", scope=Scope.EXECUTIONS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the execution."""
    record = get_execution(app, request.workspace, request.path_parameters["execution_id"])
    return ok({**execution_shown(record), **approvals_shown(pending_approvals(app, record), request)})
