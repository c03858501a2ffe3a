"""What the stages before the machine have found."""

from dataclasses import dataclass

from exeoflow.compiler.flow import Flow
from exeoflow.compiler.lowering import Shape
from exeoflow.compiler.regions import RegionTree


@dataclass(frozen=True)
class Plan:
    """Graph, regions, the shape of each vertex (None for one that is off), and those that take no time."""

    flow: Flow
    tree: RegionTree
    shapes: tuple[Shape | None, ...]
    instant: frozenset[int]
