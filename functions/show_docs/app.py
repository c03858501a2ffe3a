"""GET /docs: the description of this API as a page."""

from functools import cache

from exeoflow.api.answers import Answer, page
from exeoflow.api.openapi import openapi_document
from exeoflow.api.pages.documentation import CONTENT_SECURITY_POLICY, documentation_page
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint


@endpoint(operation="show_docs", scope=None)
def handler(request: Request, app: Application) -> Answer:
    """Show the page."""
    del request, app
    return page(_html(), CONTENT_SECURITY_POLICY)


@cache
def _html() -> str:
    return documentation_page(openapi_document())
