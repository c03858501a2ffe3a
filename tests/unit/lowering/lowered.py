"""Lowers one node by itself; each root is read from a variable of its name."""

from exeoflow.expressions import Reference
from exeoflow.model.workflow import Node
from exeoflow.nodes import parse_config
from exeoflow.nodes.lowering import LOWERINGS, Bindings
from exeoflow.nodes.lowering.shapes import Shape


def lowered(
    kind: str, config: dict[str, object], *, timeout: int | None = None, input_keys: tuple[str, ...] = ()
) -> Shape:
    """Return the shape of a node `n`."""
    node = Node(id="n", type=kind, config=config)
    return LOWERINGS[kind].lower(parse_config(node), Bindings("n", timeout, _variable, input_keys))


def _variable(reference: Reference) -> str:
    return f"$v_{reference.root}"
