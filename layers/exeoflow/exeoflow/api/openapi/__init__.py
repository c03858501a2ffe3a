"""The OpenAPI 3.1 document: `python -m exeoflow.api.openapi` prints it."""

from exeoflow.api.openapi.document import openapi_document

__all__ = ["openapi_document"]
