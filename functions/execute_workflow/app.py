"""Start an execution by hand."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import optional_json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.executions.answers import execution_reached, execution_started
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import EXECUTE_WORKFLOW
from exeoflow.api.workflows.requests import manual_start, wait_for_start
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow


@endpoint(EXECUTE_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Start the workflow, and wait for its end if the caller wants that."""
    workflow_id = request.path_parameters["workflow_id"]
    content = optional_json_object(request)
    idempotent = idempotent_request(request, content)
    given = manual_start(content)
    start = Start(
        data=given.data,
        trigger=given.trigger,
        labels=given.labels,
        outputs=given.outputs,
        wait_seconds=wait_for_start(EXECUTE_WORKFLOW.query(request), request.scopes),
    )
    execution = execute_workflow(app, request.workspace, workflow_id, start, idempotent)
    app.observability.count(EXECUTION_STARTED)
    if start.wait_seconds:
        # Most starts wait for nothing.
        from exeoflow.api.executions.explained import explained_error
        from exeoflow.service.executions.wait_for import wait_for_started

        record = wait_for_started(app, request.workspace, execution.id, start.wait_seconds)
        reached = execution_reached(record, request.language)
        if (error := explained_error(app, record, request.language)) is not None:
            reached["error"] = error
        return EXECUTE_WORKFLOW.answer(reached)
    return EXECUTE_WORKFLOW.answer(execution_started(execution))
