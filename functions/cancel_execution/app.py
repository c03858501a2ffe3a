"""POST /v1/executions/{execution_id}/cancel: end a running execution."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.observability import EXECUTION_ENDED
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.executions.cancel import cancel_execution


@endpoint(operation="cancel_execution", scope=Scope.EXECUTIONS_WRITE)
def handler(request: Request, app: Application) -> Answer:
    """Cancel the execution."""
    execution = cancel_execution(app, request.workspace, request.path_parameters["execution_id"])
    app.observability.count(EXECUTION_ENDED[execution.status])
    return ok({"id": execution.id, "status": execution.status})
