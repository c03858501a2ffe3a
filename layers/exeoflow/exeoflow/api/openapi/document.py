"""Assemble the document from the routes, the operations and the models."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from exeoflow import __version__, errors
from exeoflow.api.messages import FAILURES
from exeoflow.api.openapi.approvals import ANSWER_APPROVAL, SHOW_APPROVAL
from exeoflow.api.openapi.call_webhook import CALL_WEBHOOK
from exeoflow.api.openapi.examples import DATA, REQUESTS
from exeoflow.api.openapi.nodes import config_models, with_node_types
from exeoflow.api.openapi.operations import EVERYWHERE, OPERATIONS, Operation
from exeoflow.api.openapi.outgoing import OUTGOING, NotificationMessage
from exeoflow.api.openapi.parameters import PARAMETERS
from exeoflow.api.routes import ROUTES
from exeoflow.api.status import phrase_of, status_of
from exeoflow.api.workflows.bodies import GRAPH_PARTS

Part = dict[str, Any]

_TAGS: Final = ("Workflows", "Executions", "Webhooks", "Notifications", "Approvals", "Documentation")
_REFERENCE: Final = "#/components/schemas/{model}"
_DESCRIPTION: Final = """\
Workflow automation as an API that lives in your own AWS account.

Every answer is an envelope: `{"success": true, "data": ...}` or
`{"success": false, "error": {"code", "message", "request_id", "details"}}`.
Codes never change with the language; `message` is German unless `Accept-Language` prefers English."""
_OF_ADDRESSES: Final = {"show_approval": SHOW_APPROVAL, "answer_approval": ANSWER_APPROVAL}
_RATE_HEADERS: Final = {
    "X-RateLimit-Limit": "Requests per minute that the key may make.",
    "X-RateLimit-Remaining": "Requests that are left in this minute.",
    "X-RateLimit-Reset": "When the next minute begins, in Unix seconds.",
}


def openapi_document() -> Part:
    """Return the whole document, the same bytes every time."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "exeoflow",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "security": [{"api_key": []}],
        "tags": [{"name": name} for name in _TAGS],
        "paths": _paths(),
        "webhooks": OUTGOING,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "api_key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "`Authorization: Bearer <API key>`",
                },
                "webhook_token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "`Authorization: Bearer <token of the webhook>`",
                },
            },
        },
    }


def _paths() -> Part:
    paths: Part = {}
    for name, (method, path) in ROUTES.items():
        if name == "call_webhook":
            paths[path] = CALL_WEBHOOK
            continue
        paths.setdefault(path, {})[method.lower()] = {"operationId": name, **_described(name)}
    return paths


def _described(name: str) -> Part:
    if name in OPERATIONS:
        return _operation(name, OPERATIONS[name])
    return _OF_ADDRESSES[name] if name in _OF_ADDRESSES else _document_operation(name)


def _operation(name: str, operation: Operation) -> Part:
    described: Part = {
        "summary": operation.summary,
        "description": f"Needs the permission `{operation.scope}`.",
        "tags": [operation.tag],
        "parameters": [PARAMETERS[parameter] for parameter in (*operation.parameters, "Accept-Language")],
        "responses": {
            str(operation.status.value): _success(name, operation),
            **_failures([*operation.failures, *EVERYWHERE]),
        },
    }
    if operation.body is not None:
        described["requestBody"] = {
            "required": operation.is_body_required,
            "content": _json(_reference(operation.body), REQUESTS[name]),
        }
    return described


def _document_operation(name: str) -> Part:
    kind, summary = {
        "get_openapi": ("application/json", "This document"),
        "show_docs": ("text/html", "This document as a page"),
    }[name]
    schema = {"type": "object"} if kind == "application/json" else {"type": "string"}
    return {
        "summary": summary,
        "tags": ["Documentation"],
        "security": [],
        "responses": {"200": {"description": summary, "content": {kind: {"schema": schema}}}},
    }


def _success(name: str, operation: Operation) -> Part:
    schema = {
        "type": "object",
        "properties": {"success": {"const": True}, "data": _reference(operation.data)},
        "required": ["success", "data"],
        "additionalProperties": False,
    }
    headers = dict(_RATE_HEADERS)
    if operation.has_entity_tag:
        headers["ETag"] = "The revision of the workflow, for `If-Match`."
    return {
        "description": phrase_of(operation.status),
        "headers": _headers(headers),
        "content": _json(schema, {"success": True, "data": DATA[name]}),
    }


def _failures(kinds: Sequence[type[errors.ExeoflowError]]) -> Part:
    by_status = sorted(kinds, key=lambda kind: status_of(kind).value)
    return {
        str(status.value): _failure([kind.code for kind in group], phrase_of(status))
        for status, group in groupby(by_status, key=status_of)
    }


def _failure(codes: Sequence[str], phrase: str) -> Part:
    schema = {
        "allOf": [
            {"$ref": _REFERENCE.format(model="Failure")},
            {"properties": {"error": {"properties": {"code": {"enum": list(dict.fromkeys(codes))}}}}},
        ]
    }
    message = FAILURES[codes[0]]["de"]
    error = {"code": codes[0], "message": message, "request_id": "JKJaXmPLvHcESHA="}
    headers = {} if codes[0] == "UNAUTHORIZED" else dict(_RATE_HEADERS)
    if codes[0] == "RATE_LIMITED":
        headers["Retry-After"] = "Seconds to wait."
    return {
        "description": phrase,
        "headers": _headers(headers),
        "content": _json(schema, {"success": False, "error": error}),
    }


def _headers(described: Mapping[str, str]) -> Part:
    kinds = {name: "string" if name == "ETag" else "integer" for name in described}
    return {name: {"description": text, "schema": {"type": kinds[name]}} for name, text in described.items()}


def _json(schema: Part, example: Any) -> Part:  # noqa: ANN401  (any JSON)
    return {"application/json": {"schema": schema, "example": example}}


def _reference(model: type[BaseModel]) -> Part:
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def _schemas() -> Part:
    parts: list[type[BaseModel]] = [*GRAPH_PARTS, *config_models(), NotificationMessage]
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [(part, "validation") for part in parts]
    for operation in OPERATIONS.values():
        models.append((operation.data, "validation"))
        if operation.body is not None:
            models.append((operation.body, "validation"))
    _, schema = models_json_schema(list(dict.fromkeys(models)), ref_template=_REFERENCE)
    return {**with_node_types(schema["$defs"]), "Failure": _FAILURE}


_FAILURE: Final[Part] = {
    "type": "object",
    "description": "Any failure. `details` says what exactly is wrong with the request.",
    "properties": {
        "success": {"const": False},
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "request_id": {"type": "string"},
                "details": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "path": {"type": "string", "description": "Place in the request."},
                            "message": {"type": "string"},
                            "rule": {"type": "string", "description": "Stable code of a rule for workflows."},
                            "severity": {"enum": ["error", "warning"]},
                            "node_id": {"type": "string"},
                            "connection": {"type": "integer", "description": "Index in `connections`."},
                            "hint": {"type": "string", "description": "What to do."},
                        },
                        "required": ["path", "message"],
                        "additionalProperties": False,
                    },
                },
            },
            "required": ["code", "message", "request_id"],
            "additionalProperties": False,
        },
    },
    "required": ["success", "error"],
    "additionalProperties": False,
}
