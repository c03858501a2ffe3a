"""What the stages before the machine have found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from exeoflow.compiler.control.passed_ends import passed_ends
from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.digraph import NumberSet
from exeoflow.nodes.lowering import Shape


@dataclass(frozen=True)
class Given:
    """Graph, regions, the shape of each vertex (None for one that is off), and those that take no time.

    `read_outside` has by for_each how many nodes of its body are read outside of it.
    """

    flow: Flow
    tree: RegionTree
    shapes: tuple[Shape | None, ...]
    instant: frozenset[int]
    read_outside: Mapping[int, int]
    _sets: dict[tuple[int, ...], NumberSet] = field(default_factory=dict, init=False)

    def set_of(self, vertices: tuple[int, ...]) -> NumberSet:
        """One set for all that ask for these vertices, of which many keep it as it is."""
        found = self._sets.get(vertices)
        if found is None:
            found = self._sets[vertices] = NumberSet.of(vertices)
        return found

    @cached_property
    def passed_ends(self) -> Sequence[NumberSet]:
        """For each vertex the ends that were not reached if it runs."""
        return passed_ends(self.flow, self.tree)
