"""What the executions of a workflow tell together."""

from exeoflow.api.answers import Answer
from exeoflow.api.executions.answers import workflow_stats_shown
from exeoflow.api.executions.requests import stats_days
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import GET_WORKFLOW_STATS
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.read import get_workflow_stats


@endpoint(GET_WORKFLOW_STATS)
def handler(request: Request, app: Application) -> Answer:
    """Show the numbers."""
    workflow_id = request.path_parameters["workflow_id"]
    since, until = stats_days(GET_WORKFLOW_STATS.query(request))
    stats = get_workflow_stats(app, request.workspace, workflow_id, since, until)
    return GET_WORKFLOW_STATS.answer(workflow_stats_shown(workflow_id, stats))
