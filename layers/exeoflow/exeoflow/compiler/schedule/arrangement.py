"""From a region to the order in which its units stand: structure and what needs no branch.

A branch whose units take no time (they compute a value) delays nothing where it runs before its fork, and a
fork of which only one branch is left needs no Parallel state.
"""

from collections.abc import Mapping
from itertools import pairwise

from exeoflow.compiler.schedule.division import divide
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.placement import place
from exeoflow.compiler.schedule.sample import Sample
from exeoflow.compiler.schedule.structure import (
    Element,
    Fork,
    Sequence,
    Unit,
    sequences_in,
    units_of,
)

_ROUNDING = 1e-9

_CLEARLY = 0.99
"""Less is within the chance of the sample, and would cost states that the first structure does not have."""

_WEIGHTS_OF_STARTS = (0.0, 1.0)
"""Barriers that lengthen least, and those that delay starts little, too: which is better the whole shows."""

_MOST_DIVIDED_TWICE = 1_000
"""Units; of more the sample is small, and a division takes a second."""


def arrange(exclusion: Exclusion, instant: frozenset[int], depth: int = 0) -> Sequence:
    """The structure of a region inside `depth` forks, given the vertices that take no time."""
    structure = _best(exclusion, depth)
    quick = instant - exclusion.region.inner.keys()
    if not quick:
        return structure
    for sequence in reversed(sequences_in(structure)):
        if any(isinstance(each, Fork) for each in sequence.elements):
            elements, sequence.elements = sequence.elements, []
            sequence.adopt([each for element in elements for each in _quick_first(element, quick)])
    return structure


def _best(exclusion: Exclusion, depth: int) -> Sequence:
    """The structure that units are placed in, or one that ends clearly earlier over a sample of executions.

    Where nothing waits in vain there, which is so for nearly all workflows, nothing else is tried.
    """
    best = place(exclusion, depth)
    if _is_drawn_so(best, exclusion.sources):
        return best
    sample = Sample(exclusion)
    least = sample.cost(best)
    if least <= sample.ideal * (1 + _ROUNDING):
        return best
    is_small = len(exclusion.region.units) <= _MOST_DIVIDED_TWICE
    weights = _WEIGHTS_OF_STARTS if is_small else _WEIGHTS_OF_STARTS[:1]
    divided = min([divide(exclusion, sample, depth, weight) for weight in weights], key=sample.cost)
    return divided if sample.cost(divided) < least * _CLEARLY else best


def _is_drawn_so(structure: Sequence, sources: Mapping[int, list[int]]) -> bool:
    """Whether each unit waits only for what the author lets it wait for, so that no other order is better.

    That is, there are no forks, or all that stands right before a unit leads to it.
    """
    if not any(isinstance(each, Fork) for each in structure.elements):
        return True
    return all(
        frozenset(_outermost(before, -1)).issubset(sources[unit])
        for sequence in sequences_in(structure)
        for before, behind in pairwise(sequence.elements)
        for unit in _outermost(behind, 0)
    )


def _outermost(element: Element, at: int) -> list[int]:
    """The units that begin an element, at 0, or end it, at -1."""
    found: list[int] = []
    pending = [element]
    while pending:
        each = pending.pop()
        if isinstance(each, Unit):
            found.append(each.vertex)
        else:
            pending += [branch.elements[at] for branch in each.branches]
    return found


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
