"""One execution with its steps, now, at its next change or at its end."""

from exeoflow.api.answers import Answer
from exeoflow.api.executions.answers import approvals_shown, execution_shown
from exeoflow.api.executions.explained import explained_error
from exeoflow.api.executions.operations import GET_EXECUTION
from exeoflow.api.executions.requests import Wait, wait_of
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.execution import ExecutionRecord
from exeoflow.service.approvals.pending import pending_approvals
from exeoflow.service.executions.wait_for import wait_for_change, wait_for_execution


@endpoint(GET_EXECUTION)
def handler(request: Request, app: Application) -> Answer:
    """Show the execution, after a wait if the caller wants that."""
    record = _awaited(app, request, wait_of(GET_EXECUTION.query(request)))
    shown = execution_shown(record, request.language)
    if (error := explained_error(app, record, request.language)) is not None:
        shown["error"] = error
    awaited = approvals_shown(pending_approvals(app, record), request)
    return GET_EXECUTION.answer({**shown, **awaited})


def _awaited(app: Application, request: Request, wait: Wait) -> ExecutionRecord:
    execution_id = request.path_parameters["execution_id"]
    if wait.after is None:
        return wait_for_execution(app, request.workspace, execution_id, wait.seconds)
    return wait_for_change(app, request.workspace, execution_id, wait.seconds, wait.after)
