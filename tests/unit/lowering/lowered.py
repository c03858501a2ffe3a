"""Lowers one node by itself; each root is read from a variable of its name."""

from exeoflow.compiler.lowering import LOWERINGS, Bindings
from exeoflow.compiler.lowering.shapes import Shape
from exeoflow.expressions import Reference
from exeoflow.model.workflow import Node
from exeoflow.nodes import parse_config


def lowered(
    kind: str, config: dict[str, object], *, timeout: int | None = None, input_keys: tuple[str, ...] = ()
) -> Shape:
    """Return the shape of a node `n`."""
    node = Node(id="n", type=kind, config=config)
    return LOWERINGS[kind].lower(parse_config(node), Bindings("n", timeout, _variable, input_keys))


def _variable(reference: Reference) -> str:
    return f"$v_{reference.root}"
