"""What the stages before the machine have found."""

from dataclasses import dataclass

from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.nodes.lowering import Shape


@dataclass(frozen=True)
class Given:
    """Graph, regions, the shape of each vertex (None for one that is off), and those that take no time."""

    flow: Flow
    tree: RegionTree
    shapes: tuple[Shape | None, ...]
    instant: frozenset[int]
