"""Run again what an execution ran."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import optional_json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.executions.answers import execution_retried
from exeoflow.api.executions.operations import RETRY_EXECUTION
from exeoflow.api.executions.retrying import retry_of
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.retry import retry_execution


@endpoint(RETRY_EXECUTION)
def handler(request: Request, app: Application) -> Answer:
    """Start the new execution."""
    execution_id = request.path_parameters["execution_id"]
    content = optional_json_object(request)
    retry = retry_of(content)
    idempotent = idempotent_request(
        request, {"retry_of": execution_id, **({"body": content} if content else {})}
    )
    execution = retry_execution(app, request.workspace, execution_id, idempotent, retry)
    app.observability.count(EXECUTION_STARTED)
    return RETRY_EXECUTION.answer(execution_retried(execution, execution_id))
