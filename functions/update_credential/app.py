"""Change what is said of a credential, or rotate its values."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import precondition
from exeoflow.api.credentials.answers import credential_shown
from exeoflow.api.credentials.operations import UPDATE_CREDENTIAL
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.credentials.read import get_credential
from exeoflow.service.credentials.update import update_credential


@endpoint(UPDATE_CREDENTIAL)
def handler(request: Request, app: Application) -> Answer:
    """Change the credential; what its values must be follows from its type, which never changes."""
    from exeoflow.api.credentials.bodies import credential_changes

    workspace, credential_id = request.workspace, request.path_parameters["credential_id"]
    kind = get_credential(app, workspace, credential_id).kind
    changes = credential_changes(json_object(request), kind)
    credential = update_credential(app, workspace, credential_id, changes, precondition(request))
    return UPDATE_CREDENTIAL.answer(credential_shown(credential), revision=credential.revision)
