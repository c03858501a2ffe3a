"""Directed graphs over small integers: the compiler's algorithms. Pure, iterative, near-linear."""

from exeoflow.digraph.bits import bits_of, numbers_in
from exeoflow.digraph.components import strong_components
from exeoflow.digraph.dominators import immediate_dominators
from exeoflow.digraph.number_sets import NO_NUMBERS, NumberSet
from exeoflow.digraph.paths import Paths
from exeoflow.digraph.traversal import Successors, ancestors, predecessors, reachable, topological_order

__all__ = [
    "NO_NUMBERS",
    "NumberSet",
    "Paths",
    "Successors",
    "ancestors",
    "bits_of",
    "immediate_dominators",
    "numbers_in",
    "predecessors",
    "reachable",
    "strong_components",
    "topological_order",
]
