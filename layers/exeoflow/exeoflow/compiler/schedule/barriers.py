"""Moves barriers of a structure to where they cost least.

A fork ends when all its branches have ended, so what stands behind it may wait for the tail of a branch that
it does not need. Such a tail can be lifted out of its branch to run beside what follows the fork; then the
tail may wait for the other branches instead. Which is better depends on durations, so both are tried on a
fixed sample of executions, drawn durations and choices, and a tail is lifted where the region ends earlier on
average over the sample.
"""

from dataclasses import dataclass

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.sample import Sample
from exeoflow.compiler.schedule.structure import Element, Fork, Sequence, sequences_in, units_of

MOST_UNITS = 400
"""Larger regions keep the structure that they have."""

MOST_TRIALS = 200


def improve(structure: Sequence, exclusion: Exclusion) -> Sequence:
    """Lifts tails out of branches while that makes the region end earlier.

    Changes and returns the structure.
    """
    if not _has_fork(structure) or len(exclusion.region.units) > MOST_UNITS:
        return structure
    _Improvement(structure, exclusion).run()
    _flatten(structure)
    return structure


@dataclass(frozen=True, slots=True)
class _Lift:
    """A tail of a branch, from `start` on.

    That may run beside the `count` elements behind a fork around it.
    """

    branch: Sequence
    start: int
    fork: Fork
    count: int


class _Improvement:
    """Tries all lifts and keeps the one that helps most, until none helps."""

    def __init__(self, structure: Sequence, exclusion: Exclusion) -> None:
        self.structure = structure
        self.exclusion = exclusion
        self.targets: dict[int, set[int]] = {}
        for edge in exclusion.region.edges:
            if edge.source != OUTSIDE:
                self.targets.setdefault(edge.source, set()).add(edge.target)

    def run(self) -> None:
        if not self._lifts():
            return
        sample = Sample(self.exclusion)
        best = sample.cost(self.structure)
        trials = 0
        is_better = True
        while is_better and trials < MOST_TRIALS:
            is_better = False
            chosen: _Lift | None = None
            for lift in self._lifts():
                undo = _apply(lift)
                trials += 1
                cost = sample.cost(self.structure)
                undo()
                if cost < best:
                    best, chosen = cost, lift
            if chosen is not None:
                _apply(chosen)
                is_better = True

    def _lifts(self) -> list[_Lift]:
        """All lifts that keep every unit behind its predecessors."""
        found = []
        for branch in sequences_in(self.structure):
            needed: set[int] = set()
            for start in range(len(branch.elements) - 1, 0, -1):
                for unit in units_of(branch.elements[start]):
                    needed |= self.targets.get(unit, set())
                found += _places(branch, start, needed)
        return found[::-1]


def _places(branch: Sequence, start: int, needed: set[int]) -> list[_Lift]:
    """Where the tail of a branch may be lifted to, from the inside out, given the units that need it."""
    found = []
    fork = branch.fork
    while fork is not None:
        outer = fork.within
        rest = outer.elements[outer.elements.index(fork) + 1 :]
        count = next((at for at, each in enumerate(rest) if not needed.isdisjoint(units_of(each))), len(rest))
        if count:
            found.append(_Lift(branch, start, fork, count))
        if count < len(rest):
            break
        fork = outer.fork
    return found


def _apply(lift: _Lift) -> "_Undo":
    """Lifts the tail; returns what undoes it."""
    branch = lift.branch
    outer = lift.fork.within
    position = outer.elements.index(lift.fork) + 1
    undo = _Undo(outer, list(outer.elements), branch, list(branch.elements))
    tail = branch.elements[lift.start :]
    branch.elements = branch.elements[: lift.start]
    fork = Fork(outer)
    beside = outer.elements[position : position + lift.count]
    outer.elements[position : position + lift.count] = [fork]
    fork.add_branch(beside)
    fork.add_branch(tail)
    return undo


@dataclass(frozen=True, slots=True)
class _Undo:
    outer: Sequence
    outer_elements: list[Element]
    branch: Sequence
    branch_elements: list[Element]

    def __call__(self) -> None:
        """Restores both sequences."""
        for sequence, elements in ((self.outer, self.outer_elements), (self.branch, self.branch_elements)):
            sequence.elements = []
            sequence.adopt(elements)


def _has_fork(structure: Sequence) -> bool:
    return any(isinstance(element, Fork) for element in structure.elements)


def _flatten(structure: Sequence) -> None:
    """A branch that is nothing but a fork gives its branches to the fork around it."""
    for sequence in reversed(sequences_in(structure)):
        for fork in [each for each in sequence.elements if isinstance(each, Fork)]:
            branches: list[Sequence] = []
            for branch in fork.branches:
                only = branch.elements[0] if len(branch.elements) == 1 else None
                branches += only.branches if isinstance(only, Fork) else [branch]
            for branch in branches:
                branch.fork = fork
            fork.branches = branches
            fork.deepen(sequence.depth + 1)
