"""Set a variable."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.request import Request
from exeoflow.api.variables.answers import variable_shown
from exeoflow.api.variables.operations import SET_VARIABLE
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.variables.write import set_variable


@endpoint(SET_VARIABLE)
def handler(request: Request, app: Application) -> Answer:
    """Set the variable."""
    from exeoflow.api.variables.bodies import variable_value

    value = variable_value(json_object(request))
    variable = set_variable(app, request.workspace, request.path_parameters["name"], value)
    return SET_VARIABLE.answer(variable_shown(variable))
