"""One variable."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.variables.answers import variable_shown
from exeoflow.api.variables.operations import GET_VARIABLE
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.variables.read import get_variable


@endpoint(GET_VARIABLE)
def handler(request: Request, app: Application) -> Answer:
    """Return the variable."""
    variable = get_variable(app, request.workspace, request.path_parameters["name"])
    return GET_VARIABLE.answer(variable_shown(variable))
