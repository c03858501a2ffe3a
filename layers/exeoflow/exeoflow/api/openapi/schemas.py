"""The schemas of the document: bodies, answers, their envelopes and failures, each by a name of its own."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from exeoflow.api.openapi.outgoing import NotificationMessage
from exeoflow.api.operation import Operation
from exeoflow.api.problems import Failure
from exeoflow.api.schema import with_overlaps
from exeoflow.model.workflows.workflow import Connection, Node, Settings
from exeoflow.nodes.table import NODE_TYPES

Part = dict[str, Any]

_REFERENCE: Final = "#/components/schemas/{model}"


def reference(model: type) -> Part:
    """Return where the schema of the type stands; any JSON has none."""
    return {} if model is object else {"$ref": _REFERENCE.format(model=model.__name__)}


def envelope(operation: Operation[Any]) -> Part:
    """Return where the schema of the operation's answer stands."""
    return {"$ref": _REFERENCE.format(model=_envelope_name(operation))}


def schemas(operations: Iterable[Operation[Any]]) -> Part:
    """Return the schemas of everything that the operations take and answer, and of node types."""
    operations = list(operations)
    models: list[Any] = [Node, Connection, Settings, *(kind.config for kind in NODE_TYPES.values())]
    models += [Failure, NotificationMessage]
    for operation in operations:
        models.append(operation.data)
        models += [operation.body.resolved] if operation.body else []
        models += [each.schema for each in operation.parameters if not isinstance(each.schema, Mapping)]
    _, described = TypeAdapter.json_schemas(
        [(index, "validation", TypeAdapter(model)) for index, model in enumerate(dict.fromkeys(models))],
        ref_template=_REFERENCE,
    )
    found = {name: _closed(schema) for name, schema in described["$defs"].items()}
    envelopes = {_envelope_name(operation): _envelope(operation) for operation in operations}
    return {**_with_node_types(found), **envelopes}


def _envelope_name(operation: Operation[Any]) -> str:
    return f"{operation.data.__name__.removesuffix('Shown')}Answer"


def _envelope(operation: Operation[Any]) -> Part:
    return {
        "type": "object",
        "properties": {"success": {"const": True}, "data": reference(operation.data)},
        "required": ["success", "data"],
        "additionalProperties": False,
    }


def _closed(schema: Part) -> Part:
    """Say that there is nothing else in an object: of a TypedDict mypy knows it, and pydantic does not."""
    return {"additionalProperties": False, **schema} if "properties" in schema else schema


def _with_node_types(described: Mapping[str, Part]) -> Part:
    """Return the schemas with the node types named in that of a node.

    Which `config` belongs to which `type` is an extension: as variants of a node it would double the
    document, and the compiler's diagnostics say what is wrong better than a validator could.
    """
    node = described["Node"]
    config = {
        **node["properties"]["config"],
        "description": "What it holds depends on `type`.",
        "x-schema-by-type": {
            name: _REFERENCE.format(model=kind.config.__name__) for name, kind in NODE_TYPES.items()
        },
    }
    types = {"type": "string", "enum": list(NODE_TYPES)}
    named = {**node, "properties": {**node["properties"], "type": types, "config": config}}
    return {name: with_overlaps(part) for name, part in {**described, "Node": named}.items()}
