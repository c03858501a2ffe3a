"""One page of an execution's steps with their data."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.executions.operations import LIST_EXECUTION_STEPS
from exeoflow.api.executions.requests import step_page
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint


@endpoint(LIST_EXECUTION_STEPS)
def handler(request: Request, app: Application) -> Answer:
    """List the steps in the order in which they began."""
    from exeoflow.api.executions.steps import step_shown
    from exeoflow.service.executions.explain.steps import list_steps

    page = step_page(LIST_EXECUTION_STEPS.query(request))
    found = list_steps(app, request.workspace, request.path_parameters["execution_id"], page)
    steps = [step_shown(step, request, is_whole=False) for step in found.items]
    return LIST_EXECUTION_STEPS.answer({"steps": steps, "pagination": pagination(found)})
