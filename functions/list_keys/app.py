"""One page of the workspace's API keys."""

from exeoflow.api.answers import Answer, pagination
from exeoflow.api.keys.answers import key_shown
from exeoflow.api.keys.operations import LIST_KEYS
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.keys.read import list_keys


@endpoint(LIST_KEYS)
def handler(request: Request, app: Application) -> Answer:
    """List keys, newest first."""
    found = list_keys(app, request.workspace, LIST_KEYS.query(request).only_page())
    keys = [key_shown(key, request.caller) for key in found.items]
    return LIST_KEYS.answer({"keys": keys, "pagination": pagination(found)})
