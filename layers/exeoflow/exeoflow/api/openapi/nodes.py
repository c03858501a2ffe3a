"""The node types in the document: which there are, and the schema of each one's `config`."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from exeoflow.nodes.table import NODE_TYPES

Part = dict[str, Any]

_PREFIX: Final = "#/components/schemas/"


def config_models() -> list[type[BaseModel]]:
    """Return the model of every node type's `config`."""
    return [kind.config for kind in NODE_TYPES.values()]


def with_node_types(schemas: Mapping[str, Part]) -> Part:
    """Return the schemas with the node types named in that of a node.

    Which `config` belongs to which `type` is an extension: as variants of a node it would double the
    document, and the compiler's diagnostics say what is wrong better than a validator could.
    """
    node = schemas["Node"]
    kind = {"type": "string", "enum": list(NODE_TYPES)}
    config = {
        **node["properties"]["config"],
        "description": "What it holds depends on `type`.",
        "x-schema-by-type": {name: f"{_PREFIX}{kind.config.__name__}" for name, kind in NODE_TYPES.items()},
    }
    described = {**node, "properties": {**node["properties"], "type": kind, "config": config}}
    return {name: _with_overlaps(part) for name, part in {**schemas, "Node": described}.items()}


def _with_overlaps(part: Any) -> Any:  # noqa: ANN401  (any JSON)
    """Say `anyOf` where pydantic says `oneOf`: a word from a list may also be a text with an expression."""
    if isinstance(part, dict):
        return {"anyOf" if name == "oneOf" else name: _with_overlaps(inner) for name, inner in part.items()}
    return [_with_overlaps(inner) for inner in part] if isinstance(part, list) else part
