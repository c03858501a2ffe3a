"""What is known of ports and vertices when an element of a scope is entered, and when a branch is over."""

from collections.abc import Sequence

from exeoflow.compiler.control.layout import Layout
from exeoflow.compiler.machine import Exit, Facts, Scope


def merged_facts(layout: Layout, index: int, arrivals: Sequence[Exit], *, is_fork: bool = False) -> Facts:
    """What is known when an element is entered, from all sides except a loop's back edges."""
    if len(arrivals) == 1:
        facts = dict(arrivals[0].facts)
        for port in () if is_fork else layout.expiring.get(index, ()):
            facts.pop(port, None)
        return facts
    merged: Facts = {}
    count: dict[int, int] = {}
    for leaving in arrivals:
        for port, certain in leaving.facts.items():
            if layout.outlives(port, index, is_fork=is_fork):
                count[port] = count.get(port, 0) + 1
                merged[port] = merged.get(port, True) and certain
    return {port: certain and count[port] == len(arrivals) for port, certain in merged.items()}


def merged_live(
    layout: Layout, index: int, arrivals: Sequence[Exit], *, is_fork: bool = False
) -> frozenset[int]:
    """The vertices that run for certain, from whichever side an element is entered."""
    live = frozenset.intersection(*(leaving.live for leaving in arrivals))
    return frozenset(
        target
        for target in live
        if is_fork or layout.position.get(target) != index
        if (position := layout.position_ahead(target, index)) < 0 or position > index or is_fork
    )


def facts_after(scope: Scope, layout: Layout) -> Facts:
    """The ports from within a branch that may have fired and lead out of it."""
    found: Facts = {}
    count: dict[int, int] = {}
    for end in scope.ends:
        for port, certain in end.facts.items():
            if layout.flow.ports[port].source in layout.position and layout.leads_out(port):
                count[port] = count.get(port, 0) + 1
                found[port] = found.get(port, True) and certain
    return {port: certain and count[port] == len(scope.ends) for port, certain in found.items()}
