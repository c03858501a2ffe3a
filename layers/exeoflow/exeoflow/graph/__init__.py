"""Directed graphs over small integers: the compiler's algorithms. Pure, iterative, near-linear."""

from exeoflow.graph.bits import bits_of, numbers_in
from exeoflow.graph.components import strong_components
from exeoflow.graph.dominators import immediate_dominators
from exeoflow.graph.paths import Paths
from exeoflow.graph.traversal import Successors, ancestors, predecessors, reachable, topological_order

__all__ = [
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
