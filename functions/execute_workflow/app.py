"""POST /v1/workflows/{workflow_id}/execute: start an execution by hand."""

from exeoflow.api.answers import Answer, accepted
from exeoflow.api.body import optional_json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import execution_started
from exeoflow.api.workflows.bodies import manual_start
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.executions.execute_workflow import execute_workflow


@endpoint(operation="execute_workflow", scope=Scope.WORKFLOWS_EXECUTE)
def handler(request: Request, app: Application) -> Answer:
    """Start the workflow."""
    workflow_id = request.path_parameters["workflow_id"]
    content = optional_json_object(request)
    idempotent = idempotent_request(request, content)
    execution = execute_workflow(app, request.workspace, workflow_id, manual_start(content), idempotent)
    app.observability.count(EXECUTION_STARTED)
    return accepted(execution_started(execution))
