"""POST /v1/executions/{execution_id}/retry: run again what an execution ran."""

from exeoflow.api.answers import Answer, accepted
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import execution_retried
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.executions.retry import retry_execution


@endpoint(operation="retry_execution", scope=Scope.WORKFLOWS_EXECUTE)
def handler(request: Request, app: Application) -> Answer:
    """Start the new execution."""
    execution_id = request.path_parameters["execution_id"]
    idempotent = idempotent_request(request, {"retry_of": execution_id})
    execution = retry_execution(app, request.workspace, execution_id, idempotent)
    app.observability.count(EXECUTION_STARTED)
    return accepted(execution_retried(execution))
