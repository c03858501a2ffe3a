"""One execution with its steps, now or at its end."""

from exeoflow.api.answers import Answer
from exeoflow.api.executions.answers import approvals_shown, execution_shown
from exeoflow.api.executions.operations import GET_EXECUTION
from exeoflow.api.query import wait_seconds
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.approvals.pending import pending_approvals
from exeoflow.service.executions.wait_for import wait_for_execution


@endpoint(GET_EXECUTION)
def handler(request: Request, app: Application) -> Answer:
    """Show the execution, after a wait for its end if the caller wants that."""
    execution_id = request.path_parameters["execution_id"]
    record = wait_for_execution(app, request.workspace, execution_id, wait_seconds(request.query) or 0)
    awaited = approvals_shown(pending_approvals(app, record), request)
    return GET_EXECUTION.answer({**execution_shown(record), **awaited})
