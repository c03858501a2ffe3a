"""The description of this API as a page."""

from functools import cache

from exeoflow.api.answers import Answer, page
from exeoflow.api.documentation import SHOW_DOCS, published_document
from exeoflow.api.pages.documentation import FRAME, documentation_page
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint


@endpoint(SHOW_DOCS)
def handler(request: Request, app: Application) -> Answer:
    """Show the page."""
    del request, app
    return page(_html(), FRAME.headers)


@cache
def _html() -> str:
    return documentation_page(published_document())
