"""Make an API key."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.keys.answers import key_created
from exeoflow.api.keys.operations import CREATE_KEY
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.keys.create import create_key


@endpoint(CREATE_KEY)
def handler(request: Request, app: Application) -> Answer:
    """Make the key; its secret is shown this once."""
    from exeoflow.api.keys.bodies import new_key

    content = json_object(request)
    idempotent = idempotent_request(request, content)
    key, secret = create_key(app, request.caller, new_key(content), idempotent)
    return CREATE_KEY.answer(key_created(key, secret, request.caller))
