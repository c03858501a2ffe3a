"""The key that a request was made with."""

from exeoflow.api.answers import Answer
from exeoflow.api.keys.answers import key_shown
from exeoflow.api.keys.operations import GET_CURRENT_KEY
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint


@endpoint(GET_CURRENT_KEY)
def handler(request: Request, app: Application) -> Answer:
    """Show the key."""
    del app
    return GET_CURRENT_KEY.answer(key_shown(request.caller, request.caller))
