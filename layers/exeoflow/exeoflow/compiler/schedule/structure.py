"""What runs after what and beside what, as a tree.

A `Sequence` has units and `Fork`s of sequences as its elements. An element may start when all before it are
over; those that turn out to be dead are passed over. A structure is right if each unit comes after its
predecessors; it is ideal if nothing stands before a unit that could run beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
        if self.fork is not None:
            self.fork.raise_to(height_of(elements) + 1)


@dataclass(eq=False, slots=True)
class Fork:
    """Branches that run beside each other."""

    within: Sequence
    branches: list[Sequence] = field(default_factory=list)
    height: int = 1
    """How deeply forks nest, this one included; more where branches have been taken away again."""

    def add_branch(self, elements: "list[Unit | Fork]") -> Sequence:
        """Adds a branch that consists of the elements."""
        branch = Sequence(self.within.depth + 1, self)
        self.branches.append(branch)
        branch.adopt(elements)
        return branch

    def raise_to(self, height: int) -> None:
        """Notes that forks nest as deeply, here and around."""
        fork: Fork | None = self
        while fork is not None and fork.height < height:
            fork.height = height
            fork, height = fork.within.fork, height + 1

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
    pending: list[Element | Sequence] = [element]
    while pending:
        each = pending.pop()
        if isinstance(each, Unit):
            yield each.vertex
        elif isinstance(each, Fork):
            pending += reversed(each.branches)
        else:
            pending += reversed(each.elements)


def height_of(elements: Iterable[Element]) -> int:
    """How deeply forks nest within elements."""
    return max((each.height for each in elements if isinstance(each, Fork)), default=0)


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
