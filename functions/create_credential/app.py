"""Keep a secret that nodes name by its id."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.credentials.answers import credential_shown
from exeoflow.api.credentials.operations import CREATE_CREDENTIAL
from exeoflow.api.credentials.requests import blinded_request
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.credentials.create import create_credential


@endpoint(CREATE_CREDENTIAL)
def handler(request: Request, app: Application) -> Answer:
    """Create the credential; its values are answered never."""
    from exeoflow.api.credentials.bodies import new_credential

    content = json_object(request)
    blinded = blinded_request(request, content)
    credential = create_credential(app, request.workspace, new_credential(content), blinded)
    return CREATE_CREDENTIAL.answer(credential_shown(credential), revision=credential.revision)
