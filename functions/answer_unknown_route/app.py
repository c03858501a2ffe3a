"""Every route that no other function serves: 405 if the path has other methods, 404 if it has none.

Browsers that ask before they send (CORS) ask by `OPTIONS`, which no other function serves either.
"""

from exeoflow.api.answers import Answer
from exeoflow.api.catalogue import ANSWER_UNKNOWN_ROUTE, allowed_methods, unknown_path
from exeoflow.api.cors import permission
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.errors import MethodNotAllowed, RouteNotFound


@endpoint(ANSWER_UNKNOWN_ROUTE)
def handler(request: Request, app: Application) -> Answer:
    """Permit a page to send, or refuse the request."""
    allowed = allowed_methods(request.path)
    permitted = permission(request, app.allowed_origins, allowed)
    if permitted is not None:
        return permitted
    # A path with an encoded slash only looks as one with methods does.
    is_other_method = allowed and request.method not in allowed
    raise MethodNotAllowed(allowed) if is_other_method else RouteNotFound(unknown_path(request.path))
