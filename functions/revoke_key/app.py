"""Revoke an API key."""

from exeoflow.api.answers import Answer
from exeoflow.api.keys.operations import REVOKE_KEY
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.keys.revoke import revoke_key
from exeoflow.texts import confirmation


@endpoint(REVOKE_KEY)
def handler(request: Request, app: Application) -> Answer:
    """Make the key invalid for ever."""
    revoke_key(app, request.workspace, request.path_parameters["key_id"])
    return REVOKE_KEY.answer({"message": confirmation("key_revoked", request.language)})
