"""Directed graphs over small integers: the compiler's algorithms. Pure, iterative, near-linear."""

from exeoflow.graph.components import strong_components
from exeoflow.graph.dominators import immediate_dominators
from exeoflow.graph.traversal import Successors, ancestors, predecessors, reachable, topological_order

__all__ = [
    "Successors",
    "ancestors",
    "immediate_dominators",
    "predecessors",
    "reachable",
    "strong_components",
    "topological_order",
]
