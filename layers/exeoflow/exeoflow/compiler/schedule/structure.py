"""What runs after what and beside what.

In: a region. Out: its structure, a `Sequence` whose elements are units and `Fork`s of sequences. An element
may start when all before it are over; those that turn out to be dead are passed over. A structure is right if
each unit comes after its predecessors; it is ideal if nothing stands before a unit that could run beside it.

Units are placed one by one in breadth-first topological order. The place of a unit is found from its
predecessors: behind the last element that holds one, as deep inside forks as all of them allow. What already
stands behind that place and may run in the same execution becomes a branch beside the new unit; what excludes
it stays before or behind it, because passing over a dead element takes no time. For graphs whose forks and
joins nest this gives the series-parallel decomposition (Valdes, Tarjan and Lawler, 1982), for others it ends
in barriers, which `compiler.barriers` then moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE
from exeoflow.compiler.schedule.exclusion import Exclusion

MAX_DEPTH = 40
"""Forks within forks; what would nest deeper runs one after the other."""

FEW_BRANCHES = 16
"""Up to so many branches are searched for one that a unit excludes, to share its thread."""


@dataclass(eq=False, slots=True)
class Unit:
    """A unit at its place."""

    vertex: int
    within: "Sequence"

    __match_args__ = ("vertex",)


@dataclass(eq=False, slots=True)
class Sequence:
    """Elements, one after the other; `fork` is the fork of which it is a branch."""

    depth: int
    fork: "Fork | None" = None
    elements: "list[Unit | Fork]" = field(default_factory=list)

    def adopt(self, elements: "list[Unit | Fork]") -> None:
        """Appends elements that stood in another sequence."""
        for element in elements:
            element.within = self
            if isinstance(element, Fork):
                element.deepen(self.depth + 1)
        self.elements += elements


@dataclass(eq=False, slots=True)
class Fork:
    """Branches that run beside each other."""

    within: Sequence
    branches: list[Sequence] = field(default_factory=list)

    def add_branch(self, elements: "list[Unit | Fork]") -> Sequence:
        """Adds a branch that consists of the elements."""
        branch = Sequence(self.within.depth + 1, self)
        self.branches.append(branch)
        branch.adopt(elements)
        return branch

    def deepen(self, depth: int) -> None:
        """Sets the depth of all sequences inside."""
        pending = [(self, depth)]
        while pending:
            fork, level = pending.pop()
            for branch in fork.branches:
                branch.depth = level
                pending += [(each, level + 1) for each in branch.elements if isinstance(each, Fork)]


Element = Unit | Fork


def units_of(element: Element | Sequence) -> Iterator[int]:
    """All units within an element or sequence, in their order."""
    pending = [iter((element,))]
    while pending:
        match next(pending[-1], None):
            case None:
                pending.pop()
            case Unit(vertex):
                yield vertex
            case Fork(branches=branches):
                pending.append(iter(branches))
            case Sequence(elements=elements):
                pending.append(iter(elements))
            case other:
                assert_never(other)


def sequences_in(structure: Sequence) -> list[Sequence]:
    """The sequence and all within its forks, the outer ones first."""
    found = []
    pending = [structure]
    while pending:
        sequence = pending.pop()
        found.append(sequence)
        pending += [
            branch for each in sequence.elements if isinstance(each, Fork) for branch in each.branches
        ]
    return found


def build_structure(exclusion: Exclusion, depth: int = 0) -> Sequence:
    """The structure of a region that lies inside `depth` forks."""
    return _Placement(exclusion, depth).build()


class _Placement:
    """The structure while units are placed."""

    def __init__(self, exclusion: Exclusion, depth: int) -> None:
        self.exclusion = exclusion
        self.top = Sequence(depth)
        self.place_of: dict[int, Unit] = {}
        self.sources: dict[int, list[int]] = {unit: [] for unit in exclusion.region.units}
        for edge in exclusion.region.edges:
            if edge.source != OUTSIDE:
                self.sources[edge.target].append(edge.source)

    def build(self) -> Sequence:
        for vertex in self.exclusion.region.units:
            sequence, position = self._place_after(self.sources[vertex])
            self._insert(vertex, sequence, position)
        return self.top

    def _place_after(self, sources: list[int]) -> tuple[Sequence, int]:
        """The deepest sequence in which all sources are over, and the position behind them."""
        different = dict.fromkeys(sources)
        if not different:
            return self.top, 0
        if len(different) == 1:
            unit = self.place_of[sources[0]]
            return unit.within, _last_position(unit.within, {unit}) + 1
        chains = [self._chain(source) for source in different]
        sequence, depth = self.top, 0
        while True:
            position = _last_position(sequence, {chain[depth][1] for chain in chains})
            last = sequence.elements[position]
            chains = [chain for chain in chains if chain[depth][1] is last]
            depth += 1
            if isinstance(last, Unit):
                return sequence, position + 1
            entered = {chain[depth][0] for chain in chains}
            if len(entered) > 1:
                if len(entered) == len(last.branches) or sequence.depth + 2 > MAX_DEPTH:
                    return sequence, position + 1
                return _group(last, [branch for branch in last.branches if branch in entered]), 1
            sequence = entered.pop()

    def _chain(self, vertex: int) -> list[tuple[Sequence, Element]]:
        """The sequences around a unit from the outside in, each with the element that holds the unit."""
        chain: list[tuple[Sequence, Element]] = []
        element: Element = self.place_of[vertex]
        while True:
            chain.append((element.within, element))
            fork = element.within.fork
            if fork is None:
                return chain[::-1]
            element = fork

    def _insert(self, vertex: int, sequence: Sequence, position: int) -> None:
        beside = [
            index
            for index in range(position, len(sequence.elements))
            if self._may_run_beside(vertex, sequence.elements[index])
        ]
        if not beside or sequence.depth + 1 > MAX_DEPTH:
            self._append(vertex, sequence)
            return
        first, last = beside[0], beside[-1]
        elements = sequence.elements[first : last + 1]
        fork = elements[0]
        if len(elements) > 1 or not isinstance(fork, Fork):
            fork = Fork(sequence)
            sequence.elements[first : last + 1] = [fork]
            fork.add_branch(elements)
        self._append(vertex, self._free_branch(vertex, fork) or fork.add_branch([]))

    def _append(self, vertex: int, sequence: Sequence) -> None:
        unit = Unit(vertex, sequence)
        sequence.elements.append(unit)
        self.place_of[vertex] = unit

    def _may_run_beside(self, vertex: int, element: Element | Sequence) -> bool:
        return any(self.exclusion.may_both_run(vertex, other) for other in units_of(element))

    def _free_branch(self, vertex: int, fork: Fork) -> Sequence | None:
        """A branch in which nothing can run in the same execution as the unit."""
        if len(fork.branches) > FEW_BRANCHES:
            return None
        return next((branch for branch in fork.branches if not self._may_run_beside(vertex, branch)), None)


def _last_position(sequence: Sequence, elements: set[Element]) -> int:
    """The position of the last of the elements; they stand near the end."""
    position = len(sequence.elements) - 1
    while sequence.elements[position] not in elements:
        position -= 1
    return position


def _group(fork: Fork, branches: list[Sequence]) -> Sequence:
    """Makes some branches of a fork a fork of their own within one branch, which is returned."""
    rest = [branch for branch in fork.branches if branch not in branches]
    at = fork.branches.index(branches[0])
    outer = Sequence(fork.within.depth + 1, fork)
    inner = Fork(outer, branches)
    outer.elements.append(inner)
    for branch in branches:
        branch.fork = inner
    inner.deepen(outer.depth + 1)
    fork.branches = [*rest[:at], outer, *rest[at:]]
    return outer
