"""Every route that no other function serves: 405 if the path has other methods, 404 if it has none."""

from exeoflow.api.answers import Answer
from exeoflow.api.catalogue import ANSWER_UNKNOWN_ROUTE, allowed_methods, unknown_path
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.errors import MethodNotAllowed, RouteNotFound


@endpoint(ANSWER_UNKNOWN_ROUTE)
def handler(request: Request, app: Application) -> Answer:
    """Refuse the request."""
    del app
    allowed = allowed_methods(request.path)
    raise MethodNotAllowed(allowed) if allowed else RouteNotFound(unknown_path(request.path))
