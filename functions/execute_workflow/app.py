"""Start an execution by hand."""

from exeoflow.api.answers import Answer
from exeoflow.api.body import optional_json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.executions.answers import execution_started
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import EXECUTE_WORKFLOW
from exeoflow.api.workflows.requests import manual_start
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.execute_workflow import Start, execute_workflow


@endpoint(EXECUTE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Start the workflow."""
    workflow_id = request.path_parameters["workflow_id"]
    content = optional_json_object(request)
    idempotent = idempotent_request(request, content)
    given = manual_start(content)
    start = Start(data=given.data, trigger=given.trigger, labels=given.labels, outputs=given.outputs)
    execution = execute_workflow(app, request.workspace, workflow_id, start, idempotent)
    app.observability.count(EXECUTION_STARTED)
    return EXECUTE_WORKFLOW.answer(execution_started(execution))
