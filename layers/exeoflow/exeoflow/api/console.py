"""Rows of the console: what people open is no part of the API, so its document does not tell it."""

from typing import Final

from exeoflow.api.operation import Route

SHOW_CONSOLE: Final = Route(
    name="show_console", method="GET", path="/", scope=None, tag="Documentation", summary="The console"
)
SHOW_CONSOLE_DOOR: Final = Route(
    name="show_console",
    method="GET",
    path="/console",
    scope=None,
    tag="Documentation",
    summary="Leads to the console",
)
SHOW_CONSOLE_PAGE: Final = Route(
    name="show_console",
    method="GET",
    path="/console/{path+}",
    scope=None,
    tag="Documentation",
    summary="A page of the console, or a file of it",
)
CONSOLE_ROUTES: Final = (SHOW_CONSOLE, SHOW_CONSOLE_DOOR, SHOW_CONSOLE_PAGE)
