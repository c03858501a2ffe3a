"""Nodes that only compute a value: they take no time, and some of them need no state of their own."""

from collections.abc import Sequence

from exeoflow.compiler.data.reads import NodeReads
from exeoflow.compiler.flow.handles import error_action
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.nodes.lowering import Value
from exeoflow.nodes.lowering.changing import changes


def instant_nodes(flow: Flow, reads: Sequence[NodeReads]) -> frozenset[int]:
    """The vertices that only compute a value, and then always go on the same way."""
    return frozenset(vertex for vertex in range(flow.root) if _is_instant(flow, vertex, reads[vertex]))


def foldable_nodes(flow: Flow, reads: Sequence[NodeReads]) -> frozenset[int]:
    """The vertices that may run in another state's `Output`.

    They cannot fail, read their input once at most and nothing else, and are the same whenever they are
    evaluated.
    """
    return frozenset(
        vertex
        for vertex in range(flow.root)
        if _is_instant(flow, vertex, reads[vertex])
        if _is_certain(reads[vertex])
        if reads[vertex].inputs <= 1 and not reads[vertex].symbols
    )


def _is_instant(flow: Flow, vertex: int, reads: NodeReads) -> bool:
    node = flow.vertices[vertex].node
    is_value = isinstance(reads.shape, Value) and error_action(node) == "fail"
    return (node.disabled or is_value) and not any(outcome.is_choice for outcome in flow.outcomes[vertex])


def _is_certain(reads: NodeReads) -> bool:
    """Whether a value is there in any case, and always the same."""
    shape = reads.shape
    return not isinstance(shape, Value) or (shape.cannot_fail and not changes(shape))
