"""One page of the workspace's credentials."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.credentials.answers import credential_shown
from exeoflow.api.credentials.operations import LIST_CREDENTIALS
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.credentials.read import list_credentials


@endpoint(LIST_CREDENTIALS)
def handler(request: Request, app: Application) -> Answer:
    """List credentials, newest first."""
    found = list_credentials(app, request.workspace, LIST_CREDENTIALS.query(request).only_page())
    credentials = [credential_shown(credential) for credential in found.items]
    return LIST_CREDENTIALS.answer({"credentials": credentials, "pagination": pagination(found)})
