"""GET /v1/workflows/{workflow_id}/stats: what the executions of a workflow tell together."""

from exeoflow.api.answers import Answer, ok
from exeoflow.api.query import stats_days
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import workflow_stats_shown
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.api_key import Scope
from exeoflow.service.workflows.read import get_workflow_stats


@endpoint(operation="get_workflow_stats", scope=Scope.EXECUTIONS_READ)
def handler(request: Request, app: Application) -> Answer:
    """Show the numbers."""
    workflow_id = request.path_parameters["workflow_id"]
    since, until = stats_days(request.query)
    stats = get_workflow_stats(app, request.workspace, workflow_id, since, until)
    return ok(workflow_stats_shown(workflow_id, stats))
