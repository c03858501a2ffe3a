"""The variables of the workspace."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.request import Request
from exeoflow.api.variables.answers import variable_shown
from exeoflow.api.variables.operations import LIST_VARIABLES
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.variables.read import list_variables


@endpoint(LIST_VARIABLES)
def handler(request: Request, app: Application) -> Answer:
    """List variables by name."""
    found = list_variables(app, request.workspace, LIST_VARIABLES.query(request).only_page())
    shown = [variable_shown(variable) for variable in found.items]
    return LIST_VARIABLES.answer({"variables": shown, "pagination": pagination(found)})
