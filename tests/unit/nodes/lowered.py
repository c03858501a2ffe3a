"""Lowers one node by itself; each root is read from a variable of its name."""

from exeoflow.expressions import Reference
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Bindings
from exeoflow.nodes.lowering.shapes import Shape
from exeoflow.nodes.table import NODE_TYPES, parse_config


def lowered(
    kind: str, config: dict[str, object], *, timeout: int | None = None, input_keys: tuple[str, ...] = ()
) -> Shape:
    """Return the shape of a node `n`."""
    node = Node(id="n", type=kind, config=config)
    shape = NODE_TYPES[kind].lower(parse_config(node), Bindings("n", timeout, _variable, input_keys))
    assert shape is not None
    return shape


def _variable(reference: Reference) -> str:
    return f"$v_{reference.root}"
