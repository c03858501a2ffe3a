"""Places the units of a region one by one into its structure.

The units come in breadth-first topological order. The place of a unit is found from its
predecessors: behind the last element that holds one, as deep inside forks as all of them allow. What already
stands behind that place and may run in the same execution becomes a branch beside the new unit; what excludes
it stays before or behind it, because passing over a dead element takes no time. For graphs whose forks and
joins nest this gives the series-parallel decomposition (Valdes, Tarjan and Lawler, 1982), for others it ends
in barriers, where a unit waits for what it does not need.
"""

from bisect import bisect_left
from collections.abc import Iterable

from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import (
    FEW_BRANCHES,
    MAX_DEPTH,
    Element,
    Fork,
    Sequence,
    Unit,
    height_of,
)


def place(exclusion: Exclusion, depth: int = 0) -> Sequence:
    """The structure of a region that lies inside `depth` forks."""
    return _Placement(exclusion, depth).build()


class _Placement:
    """The structure while units are placed."""

    def __init__(self, exclusion: Exclusion, depth: int) -> None:
        self.exclusion = exclusion
        self.top = Sequence(depth)
        self.place_of: dict[int, Unit] = {}
        self.held: dict[Sequence | Fork, int] = {self.top: 0}
        """The units within each sequence and fork, as bits of the exclusion."""
        self.first: dict[Element, int] = {}
        """The place of each element's first unit: it grows from element to element of a sequence."""
        self.sources = exclusion.sources

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
            return unit.within, self._position(unit) + 1
        chains = [self._chain(source) for source in different]
        sequence, depth = self.top, 0
        while True:
            last = max([chain[depth][1] for chain in chains], key=self.first.__getitem__)
            chains = [chain for chain in chains if chain[depth][1] is last]
            if isinstance(last, Unit) or len(chains) == 1:  # behind one source all others are over
                sequence, last = chains[0][-1]
                return sequence, self._position(last) + 1
            depth += 1
            entered = {chain[depth][0] for chain in chains}
            if len(entered) > 1:
                nested = 2 + max(height_of(branch.elements) for branch in entered)
                if len(entered) == len(last.branches) or sequence.depth + nested > MAX_DEPTH:
                    return sequence, self._position(last) + 1
                return self._group(last, [branch for branch in last.branches if branch in entered]), 1
            sequence = entered.pop()

    def _position(self, element: Element) -> int:
        """Where an element stands in its sequence."""
        return bisect_left(element.within.elements, self.first[element], key=self.first.__getitem__)

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
        beside = self._beside(vertex, sequence, position)
        if beside is None or sequence.depth + 1 > MAX_DEPTH:
            self._append(vertex, sequence)
            return
        first, last = beside
        elements = sequence.elements[first : last + 1]
        fork = elements[0]
        if len(elements) > 1 or not isinstance(fork, Fork):
            if sequence.depth + 1 + height_of(elements) > MAX_DEPTH:
                self._append(vertex, sequence)
                return
            fork = Fork(sequence)
            self.first[fork] = self.first[elements[0]]
            sequence.elements[first : last + 1] = [fork]
            self.held[fork] = self.held[fork.add_branch(elements)] = self._held_by(elements)
            if sequence.fork is not None:
                sequence.fork.raise_to(fork.height + 1)
        self._append(vertex, self._free_branch(vertex, fork) or self._add_branch(fork))

    def _append(self, vertex: int, sequence: Sequence) -> None:
        unit = Unit(vertex, sequence)
        sequence.elements.append(unit)
        self.place_of[vertex] = unit
        self.first[unit] = self.exclusion.places.of_unit[vertex].start
        bit = self.exclusion.bit(vertex)
        self.held[sequence] |= bit
        while sequence.fork is not None:
            self.held[sequence.fork] |= bit
            sequence = sequence.fork.within
            self.held[sequence] |= bit

    def _add_branch(self, fork: Fork) -> Sequence:
        branch = fork.add_branch([])
        self.held[branch] = 0
        return branch

    def _beside(self, vertex: int, sequence: Sequence, position: int) -> tuple[int, int] | None:
        """The positions of the first and the last element from a position on that may run beside a unit."""
        elements = sequence.elements
        if position == len(elements):
            return None
        companions = self.exclusion.earlier_companions(vertex)
        # Many ways that exclude each other stand here one after the other: they are not asked one by one.
        if not (companions & self.held[sequence]) >> self.first[elements[position]]:
            return None
        if not companions & self._held_from(position, sequence):
            return None
        behind = range(position, len(elements))
        first = next(index for index in behind if companions & self._held_by(elements[index : index + 1]))
        last = next(
            index for index in reversed(behind) if companions & self._held_by(elements[index : index + 1])
        )
        return first, last

    def _held_from(self, position: int, sequence: Sequence) -> int:
        """The units within the elements from a position on, as bits; counted from the nearer side."""
        if 2 * position > len(sequence.elements):
            return self._held_by(sequence.elements[position:])
        return self.held[sequence] & ~self._held_by(sequence.elements[:position])

    def _held_by(self, elements: Iterable[Element]) -> int:
        """The units within elements, as bits."""
        found = 0
        for each in elements:
            found |= self.held[each] if isinstance(each, Fork) else self.exclusion.bit(each.vertex)
        return found

    def _free_branch(self, vertex: int, fork: Fork) -> Sequence | None:
        """A branch in which nothing can run in the same execution as the unit."""
        if len(fork.branches) > FEW_BRANCHES:
            return None
        companions = self.exclusion.earlier_companions(vertex)
        return next((branch for branch in fork.branches if not companions & self.held[branch]), None)

    def _group(self, fork: Fork, branches: list[Sequence]) -> Sequence:
        """Makes some branches of a fork a fork of their own within one branch, which is returned."""
        outer, inner = _group(fork, branches)
        self.first[inner] = self.first[fork]
        held = 0
        for branch in branches:
            held |= self.held[branch]
        self.held[outer] = self.held[inner] = held
        return outer


def _group(fork: Fork, branches: list[Sequence]) -> tuple[Sequence, Fork]:
    """Makes some branches of a fork a fork of their own within one branch; returns both."""
    rest = [branch for branch in fork.branches if branch not in branches]
    at = fork.branches.index(branches[0])
    outer = Sequence(fork.within.depth + 1, fork)
    inner = Fork(outer, branches)
    outer.elements.append(inner)
    for branch in branches:
        branch.fork = inner
    inner.deepen(outer.depth + 1)
    inner.raise_to(1 + max(height_of(branch.elements) for branch in branches))
    fork.raise_to(1 + inner.height)
    fork.branches = [*rest[:at], outer, *rest[at:]]
    return outer, inner
