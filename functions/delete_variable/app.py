"""Delete a variable."""

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request
from exeoflow.api.variables.operations import DELETE_VARIABLE
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.variables.write import delete_variable
from exeoflow.texts import confirmation


@endpoint(DELETE_VARIABLE)
def handler(request: Request, app: Application) -> Answer:
    """Delete the variable."""
    delete_variable(app, request.workspace, request.path_parameters["name"])
    return DELETE_VARIABLE.answer({"message": confirmation("variable_deleted", request.language)})
