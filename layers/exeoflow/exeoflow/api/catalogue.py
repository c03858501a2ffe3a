"""Every endpoint's row, for whoever has no template at hand: the document and the answer to unknown routes.

`template.yaml` decides what is served; a test holds the rows against it.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final

from exeoflow.api.console import CONSOLE_ROUTES
from exeoflow.api.operation import Route
from exeoflow.diagnostics import Diagnostic, Guess

ROOMS: Final = (
    "exeoflow.api.workflows.operations",
    "exeoflow.api.workflows.revision_operations",
    "exeoflow.api.node_types.operations",
    "exeoflow.api.executions.operations",
    "exeoflow.api.webhooks.operations",
    "exeoflow.api.notifications.operations",
    "exeoflow.api.credentials.operations",
    "exeoflow.api.variables.operations",
    "exeoflow.api.approvals.operations",
    "exeoflow.api.keys.operations",
    "exeoflow.api.agents",
    "exeoflow.api.documentation",
)

ANSWER_UNKNOWN_ROUTE: Final = Route(
    name="answer_unknown_route",
    method="ANY",
    path="$default",
    scope=None,
    tag="Documentation",
    summary="Every route that no other function serves",
)


def routes() -> Iterator[Route]:
    """Yield the rows in the order in which the rooms hold them."""
    for room in ROOMS:
        yield from (row for row in vars(import_module(room)).values() if isinstance(row, Route))


def allowed_methods(path: str) -> Sequence[str]:
    """Return the methods that the path has, in alphabetical order.

    A path without parameters goes before one that has a parameter in the same place.
    """
    matching = [route for route in (*routes(), *CONSOLE_ROUTES) if route.matches(path)]
    literal = {route.method for route in matching if route.path == path}
    return sorted(literal or {route.method for route in matching})


def unknown_path(path: str) -> Diagnostic:
    """Say that no endpoint has the path, and which one was probably meant."""
    known = tuple(dict.fromkeys(route.path for route in routes()))
    return Diagnostic("route-unknown", "", values={"path": path}, suggestion=Guess(path, known))
