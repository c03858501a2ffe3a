"""The console, for people."""

from pathlib import Path

from exeoflow.api.answers import Answer
from exeoflow.api.console import SHOW_CONSOLE
from exeoflow.api.pages.console import console_answer
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint


@endpoint(SHOW_CONSOLE)
def handler(request: Request, app: Application) -> Answer:
    """Show the page, or what it is made of."""
    return console_answer(Path(app.setting("CONSOLE_FOLDER")), request)
