"""End a running execution."""

from exeoflow.api.answers import Answer
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.executions.answers import execution_cancelled
from exeoflow.api.executions.operations import CANCEL_EXECUTION
from exeoflow.api.observability import EXECUTION_ENDED
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.cancelling.cancel import cancel_execution


@endpoint(CANCEL_EXECUTION)
def handler(request: Request, app: Application) -> Answer:
    """Cancel the execution."""
    execution_id = request.path_parameters["execution_id"]
    idempotent = idempotent_request(request, {"execution_id": execution_id})
    execution = cancel_execution(app, request.workspace, execution_id, idempotent)
    app.observability.count(EXECUTION_ENDED[execution.status])
    return CANCEL_EXECUTION.answer(execution_cancelled(execution))
