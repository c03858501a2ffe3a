"""The description of this API."""

from functools import cache

from exeoflow.api.answers import Answer, document
from exeoflow.api.documentation import GET_OPENAPI, published_document
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model import json


@endpoint(GET_OPENAPI)
def handler(request: Request, app: Application) -> Answer:
    """Show the document."""
    del request, app
    return document(_text())


@cache
def _text() -> str:
    return json.write(published_document())
