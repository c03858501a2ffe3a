"""Who changes a workflow: the key of the request, and the reason that came with it."""

from exeoflow.api.request import Request
from exeoflow.model.workflows.stored_workflow import Authorship


def authorship_of(request: Request, comment: str = "") -> Authorship:
    """Return who asks, and why."""
    key = request.caller
    return Authorship(key_id=key.id, key_name=key.name, comment=comment)
