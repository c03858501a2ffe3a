"""One credential, without its values."""

from exeoflow.api.answers import Answer
from exeoflow.api.credentials.answers import credential_with_users
from exeoflow.api.credentials.operations import GET_CREDENTIAL
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.credentials.read import get_credential, used_by


@endpoint(GET_CREDENTIAL)
def handler(request: Request, app: Application) -> Answer:
    """Return what is said of the credential, and which workflows name it."""
    credential = get_credential(app, request.workspace, request.path_parameters["credential_id"])
    shown = credential_with_users(credential, used_by(app, credential))
    return GET_CREDENTIAL.answer(shown, revision=credential.revision)
