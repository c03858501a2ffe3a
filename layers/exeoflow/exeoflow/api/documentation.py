"""The endpoints at which the API describes itself."""

from typing import Final

from exeoflow.api.operation import Route

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
