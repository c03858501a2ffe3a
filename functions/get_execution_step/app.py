"""One step of an execution with its whole data."""

from exeoflow.api.answers import Answer
from exeoflow.api.executions.operations import GET_EXECUTION_STEP
from exeoflow.api.executions.requests import step_number
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint


@endpoint(GET_EXECUTION_STEP)
def handler(request: Request, app: Application) -> Answer:
    """Show the step."""
    from exeoflow.api.executions.steps import step_shown
    from exeoflow.service.executions.explain.steps import get_step

    execution_id = request.path_parameters["execution_id"]
    number = step_number(request.path_parameters["number"])
    step = get_step(app, request.workspace, execution_id, number)
    return GET_EXECUTION_STEP.answer(step_shown(step, request, is_whole=True))
