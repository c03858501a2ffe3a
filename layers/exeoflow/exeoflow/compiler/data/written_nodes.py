"""The shapes of nodes with the places where what they read is found: each template filled, once."""

from collections.abc import Mapping, Sequence

from exeoflow.compiler.data.places import Places
from exeoflow.compiler.data.reads import NodeReads
from exeoflow.compiler.data.single_evaluation import (
    SingleEvaluation,
    evaluated_before,
    evaluated_inside_guard,
)
from exeoflow.compiler.flow.handles import error_action
from exeoflow.compiler.machine import MapState, NodeState, Scope, State, scopes_of
from exeoflow.fixed import fixed
from exeoflow.nodes.lowering import Branch, Each, Shape, Value
from exeoflow.nodes.lowering.changing import changes


@fixed
class WrittenNode:
    """A node's shape; `once` if its state must evaluate it by one field, because it changes."""

    shape: Shape | None
    once: SingleEvaluation | None = None

    @property
    def read_shape(self) -> Shape | None:
        """The shape as the exits of its state read it."""
        return self.shape if self.once is None else self.once.shape


def write_nodes(machine: Scope, reads: Sequence[NodeReads], places: Places) -> Mapping[State, WrittenNode]:
    """All nodes that have a state, by it: where one has several, not all know the same."""
    return {
        state: _written(state, state.kind.vertex, reads, places)
        for scope in scopes_of(machine)
        for state in scope.states
        if isinstance(state.kind, (NodeState, MapState))
    }


def _written(state: State, vertex: int, reads: Sequence[NodeReads], places: Places) -> WrittenNode:
    holes = reads[vertex].holes
    # Each once: the conditions of a switch read the same value a hundred times.
    text = {read: places.text(read, vertex, state) for read in dict.fromkeys(holes)}
    shape = reads[vertex].template.filled([text[read] for read in holes])
    return WrittenNode(shape, _once(state, vertex, shape, places))


def _is_to_be_made_once(shape: Value | Branch | Each) -> bool:
    # Of a choice what it asks, for no handle holds an expression.
    written = [case.condition for case in shape.cases] if isinstance(shape, Branch) else shape
    return changes(written) or (isinstance(shape, Value) and shape.is_costly)


def _once(state: State, vertex: int, shape: Shape | None, places: Places) -> SingleEvaluation | None:
    """How a node is evaluated once whose expressions yield something else each time, or take long."""
    if (
        isinstance(state.kind, MapState)
        or not isinstance(shape, (Value, Branch, Each))
        or not _is_to_be_made_once(shape)
    ):
        return None
    # The rules of a Choice are its only field; only conditions of which several may hold are assigned too.
    if isinstance(shape, Branch) and not any(each.outcome and each.outcome.is_choice for each in state.exits):
        return None
    if error_action(places.flow.vertices[vertex].node) != "fail":
        return evaluated_inside_guard(shape)
    return evaluated_before(shape, places.names.handle(vertex))
