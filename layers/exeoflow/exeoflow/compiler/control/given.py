"""What the stages before the machine have found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from exeoflow.compiler.control.passed_ends import passed_ends
from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.digraph import NumberSet
from exeoflow.nodes.lowering import Shape


@dataclass(frozen=True)
class Given:
    """Graph, regions, the shape of each vertex (None for one that is off), and those that take no time."""

    flow: Flow
    tree: RegionTree
    shapes: tuple[Shape | None, ...]
    instant: frozenset[int]

    @cached_property
    def passed_ends(self) -> Sequence[NumberSet]:
        """For each vertex the ends that were not reached if it runs."""
        return passed_ends(self.flow, self.tree)
