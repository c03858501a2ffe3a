"""Assemble the document from the endpoints' rows."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from exeoflow import __version__
from exeoflow.api.bodies.body import MAX_BODY_BYTES
from exeoflow.api.catalogue import routes
from exeoflow.api.openapi.outgoing import OUTGOING
from exeoflow.api.openapi.schemas import envelope, reference, schemas
from exeoflow.api.operation import Body, Operation, Parameter, Route
from exeoflow.api.parameters import ACCEPT_LANGUAGE
from exeoflow.api.problems import phrase_of, status_of
from exeoflow.model.api_key import Scope
from exeoflow.texts import approval_page_text, failure_text

Part = dict[str, Any]

_NAMED_IN_FAILURES: Final = {
    "allowed": "GET, POST",
    "path": "orders/:id",
    "retry_after": "30",
    "workflows": "wf_01hm4n8x5t6v7w8y9z0a1b2c3d",
}
"""What messages of failures name, for their examples."""

_TAGS: Final = (
    "Workflows",
    "Executions",
    "Webhooks",
    "Notifications",
    "Credentials",
    "Variables",
    "Approvals",
    "Keys",
    "Documentation",
)
_DESCRIPTION: Final = """\
Workflow automation as an API that lives in your own AWS account.

Every answer is an envelope: `{"success": true, "data": ...}` or
`{"success": false, "error": {"code", "message", "request_id", "details"}}`.
Codes never change with the language; `message` is German unless `Accept-Language` prefers English."""
_RATE_HEADERS: Final = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
_HEADERS: Final = {
    "X-RateLimit-Limit": ("integer", "Requests per minute that the key may make."),
    "X-RateLimit-Remaining": ("integer", "Requests that are left in this minute."),
    "X-RateLimit-Reset": ("integer", "When the next minute begins, in Unix seconds."),
    "ETag": ("string", "The revision of the workflow, for `If-Match`."),
    "Retry-After": ("integer", "Seconds to wait."),
}
_PAGE: Final = {"text/html": {"schema": {"type": "string"}}}
_FORM: Final = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}


def openapi_document() -> Part:
    """Return the whole document, the same bytes every time."""
    rows = list(routes())
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
        "paths": _paths(rows),
        "webhooks": OUTGOING,
        "components": _components(rows),
    }


def _components(rows: Iterable[Route]) -> Part:
    """Return what the paths name: the types of bodies and answers, headers, and how callers are known."""
    return {
        "schemas": schemas(row for row in rows if isinstance(row, Operation)),
        "headers": {
            name: {"description": text, "schema": {"type": kind}} for name, (kind, text) in _HEADERS.items()
        },
        "securitySchemes": {
            "api_key": _bearer("API key"),
            "webhook_token": _bearer("token of the webhook"),
        },
    }


def _bearer(secret: str) -> Part:
    return {"type": "http", "scheme": "bearer", "description": f"`Authorization: Bearer <{secret}>`"}


def _paths(rows: list[Route]) -> Part:
    paths: Part = {}
    for row in rows:
        # OpenAPI knows no word for any method; POST is what a webhook takes unless it says otherwise.
        method = "post" if row.method == "ANY" else row.method.lower()
        paths.setdefault(row.path, {})[method] = _described(row)
    return paths


def _described(row: Route) -> Part:
    responses = _responses(row)
    described: Part = {
        "operationId": row.name,
        "summary": row.summary,
        **_description(row),
        "tags": [row.tag],
        **({"security": []} if row.is_open else {}),
        "parameters": [*_parameters(row)],
        **(_request_body(row.body) if isinstance(row, Operation) and row.body else {}),
    }
    own = row.document or {}
    return {**described, **own, "responses": {**responses, **own.get("responses", {})}}


def _description(row: Route) -> Part:
    needed = f"Needs the permission `{row.scope}`." if row.scope else ""
    text = "\n\n".join(part for part in (row.description, needed) if part)
    return {"description": text} if text else {}


def _parameters(row: Route) -> Iterator[Part]:
    described = {parameter.name for parameter in row.parameters}
    for name in row.path_parameters:
        if name not in described:
            noun = name.removesuffix("_id").replace("_", " ")
            yield _parameter(
                Parameter("path", name, f"Id of the {noun}.", {"type": "string"}, is_required=True)
            )
    yield from map(_parameter, row.parameters)
    if not row.is_open:
        yield _parameter(ACCEPT_LANGUAGE)


def _parameter(parameter: Parameter) -> Part:
    schema = parameter.schema
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.is_required,
        "description": parameter.description,
        "schema": schema if isinstance(schema, Mapping) else reference(schema),
        **({} if parameter.example is None else {"example": parameter.example}),
    }


def _request_body(body: Body) -> Part:
    content = {**_json(reference(body.resolved), body.example), **(_FORM if body.may_be_form else {})}
    return {"requestBody": {"required": body.is_required, "content": content}}


def _responses(row: Route) -> Part:
    """Describe all answers; what a route without an envelope answers well, its own document says."""
    if isinstance(row, Operation):
        return {str(row.status.value): _success(row), **_failures(row)}
    return {} if row.is_open else _failures(row)


def _success(operation: Operation[Any]) -> Part:
    names = [] if operation.is_open else [*_RATE_HEADERS]
    if operation.has_entity_tag:
        names.append("ETag")
    example = {"success": True, "data": operation.example}
    return _response(operation, phrase_of(operation.status), names, _json(envelope(operation), example))


def _message(row: Route, code: str) -> str:
    """Say what a failure would say, of values that make an example."""
    decided = approval_page_text("de")["decided"]
    # Bytes of a body, or how many there may be.
    limit = MAX_BODY_BYTES if code.endswith("TOO_LARGE") else 100
    named = {"scope": row.scope or Scope.WORKFLOWS_READ, "limit": limit, "decision": decided["approved"]}
    return failure_text(code, "de").format_map({**_NAMED_IN_FAILURES, **named})


def _failures(row: Route) -> Part:
    kinds = sorted(row.possible_failures, key=lambda kind: status_of(kind).value)
    described: Part = {}
    for status, group in groupby(kinds, key=status_of):
        codes = list(dict.fromkeys(kind.code for kind in group))
        failure = {
            "code": codes[0],
            "message": _message(row, codes[0]),
            "request_id": "JKJaXmPLvHcESHA=",
        }
        content = _json({"$ref": "#/components/schemas/Failure"}, {"success": False, "error": failure})
        # Who has no key has no limit.
        names = [] if row.is_open or codes[0] == "UNAUTHORIZED" else [*_RATE_HEADERS]
        if codes[0] in {"RATE_LIMITED", "SERVICE_UNAVAILABLE"}:
            names.append("Retry-After")
        response = _response(row, phrase_of(status), names, content)
        described[str(status.value)] = {**response, "x-error-codes": codes}
    return described


def _response(row: Route, description: str, headers: list[str], content: Part) -> Part:
    references = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
    return {
        "description": description,
        **({"headers": references} if references else {}),
        "content": {**content, **(_PAGE if isinstance(row, Operation) and row.has_page else {})},
    }


def _json(schema: Part, example: Any) -> Part:  # noqa: ANN401  (any JSON)
    return {"application/json": {"schema": schema, "example": example}}
