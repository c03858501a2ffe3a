"""One page of the workspace's workflows."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import LIST_WORKFLOWS
from exeoflow.api.workflows.outlook_answers import workflow_listed_now
from exeoflow.api.workflows.requests import workflow_list
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.read import list_workflows


@endpoint(LIST_WORKFLOWS)
def handler(request: Request, app: Application) -> Answer:
    """List workflows."""
    matching, page = workflow_list(LIST_WORKFLOWS.query(request))
    found = list_workflows(app, request.workspace, matching, page)
    now = app.clock.now()
    workflows = [workflow_listed_now(workflow, now) for workflow in found.items]
    return LIST_WORKFLOWS.answer({"workflows": workflows, "pagination": pagination(found)})
