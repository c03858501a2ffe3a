"""Show whether a credential is accepted."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.credentials.answers import credential_tried
from exeoflow.api.credentials.operations import TEST_CREDENTIAL
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.credentials.attempt import attempt_with_credential


@endpoint(TEST_CREDENTIAL)
def handler(request: Request, app: Application) -> Answer:
    """Send the request; of its answer only the status is told."""
    from exeoflow.api.credentials.bodies import trial_url

    url = trial_url(json_object(request))
    credential_id = request.path_parameters["credential_id"]
    trial = attempt_with_credential(app, app.trials, request.workspace, credential_id, url)
    return TEST_CREDENTIAL.answer(credential_tried(trial))
