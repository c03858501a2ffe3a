"""The endpoints at which the API describes itself."""

from pathlib import Path
from typing import Final, cast

from exeoflow.api.operation import Route
from exeoflow.model import json
from exeoflow.model.json import JsonObject

_DOCUMENT: Final = Path(__file__).with_name("openapi.json")

GET_OPENAPI: Final = Route(
    name="get_openapi",
    method="GET",
    path="/v1/openapi.json",
    scope=None,
    tag="Documentation",
    summary="This document",
    document={
        "responses": {
            "200": {
                "description": "This document",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        }
    },
)

SHOW_DOCS: Final = Route(
    name="show_docs",
    method="GET",
    path="/docs",
    scope=None,
    tag="Documentation",
    summary="This document as a page",
    document={
        "responses": {
            "200": {
                "description": "This document as a page",
                "content": {"text/html": {"schema": {"type": "string"}}},
            }
        }
    },
)


def published_document() -> JsonObject:
    """Return the document as it is committed: to make it needs every type of the API, and half a second."""
    return cast("JsonObject", json.read(_DOCUMENT.read_text(encoding="utf-8")))
