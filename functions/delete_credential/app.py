"""Delete a credential."""

from exeoflow.api.answers import Answer
from exeoflow.api.credentials.operations import DELETE_CREDENTIAL
from exeoflow.api.credentials.requests import is_forced
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.credentials.delete import delete_credential
from exeoflow.texts import confirmation


@endpoint(DELETE_CREDENTIAL)
def handler(request: Request, app: Application) -> Answer:
    """Delete the credential."""
    forced = is_forced(DELETE_CREDENTIAL.query(request))
    credential_id = request.path_parameters["credential_id"]
    delete_credential(app, request.workspace, credential_id, is_forced=forced)
    return DELETE_CREDENTIAL.answer({"message": confirmation("credential_deleted", request.language)})
