"""From a region to the order in which its units stand: structure, barriers, and what needs no branch.

A branch whose units take no time (they compute a value) delays nothing where it runs before its fork, and a
fork of which only one branch is left needs no Parallel state.
"""

from exeoflow.compiler.schedule.barriers import improve
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import (
    Element,
    Fork,
    Sequence,
    build_structure,
    sequences_in,
    units_of,
)


def arrange(exclusion: Exclusion, instant: frozenset[int], depth: int = 0) -> Sequence:
    """The structure of a region inside `depth` forks, given the vertices that take no time."""
    structure = improve(build_structure(exclusion, depth), exclusion)
    quick = instant - exclusion.region.inner.keys()
    for sequence in reversed(sequences_in(structure)):
        if any(isinstance(each, Fork) for each in sequence.elements):
            elements, sequence.elements = sequence.elements, []
            sequence.adopt([each for element in elements for each in _quick_first(element, quick)])
    return structure


def _quick_first(element: Element, quick: frozenset[int]) -> list[Element]:
    """A fork without the branches that take no time, and in front of it their elements."""
    if not isinstance(element, Fork):
        return [element]
    slow, first = [], []
    for branch in element.branches:
        if all(unit in quick for unit in units_of(branch)):
            first += branch.elements
        else:
            slow.append(branch)
    element.branches = slow
    return [*first, *(slow[0].elements if len(slow) == 1 else [element] if slow else [])]
