"""One page of the workspace's executions."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.executions.answers import execution_listed
from exeoflow.api.executions.operations import LIST_EXECUTIONS
from exeoflow.api.executions.requests import execution_list
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.records import list_executions


@endpoint(LIST_EXECUTIONS)
def handler(request: Request, app: Application) -> Answer:
    """List executions, newest first."""
    matching, page = execution_list(LIST_EXECUTIONS.query(request))
    found = list_executions(app, request.workspace, matching, page)
    executions = [execution_listed(execution) for execution in found.items]
    return LIST_EXECUTIONS.answer({"executions": executions, "pagination": pagination(found)})
