"""The fields by which a state is left: `Assign`, `Output`, and `Next` or `End`."""

from dataclasses import dataclass, field
from typing import Any

from exeoflow.compiler import asl
from exeoflow.compiler.data.made_values import CAUGHT, INPUT
from exeoflow.compiler.data.reads import passes_input
from exeoflow.compiler.data.values import Values
from exeoflow.compiler.emit.state_names import StateNames
from exeoflow.compiler.machine import OF_NODES, Conclusion, Exit, MapState, NodeState, Parallel, State
from exeoflow.compiler.machine.exit_kinds import may_fail, needs_guard
from exeoflow.expressions.binding import strings_in
from exeoflow.expressions.evaluated_parts import is_always_evaluated
from exeoflow.expressions.jsonata import enclosed, is_enclosed, required, text_of
from exeoflow.model.json import Json
from exeoflow.nodes.lowering import Branch, Task

Fields = dict[str, Any]

_NATURAL = (INPUT, enclosed("$states.result"))
"""What some states put out by themselves."""


@dataclass(frozen=True, slots=True)
class ExitFields:
    """Writes exits down."""

    values: Values
    names: StateNames
    _alike: dict[State, Json | None] = field(default_factory=dict)
    """What plain exits of a state say that put out what it does by itself: all the same."""

    def leave(self, leaving: Exit, fields: Fields, *, with_output: bool = True) -> Fields:
        """Adds `Assign`, `Output` and `Next` or `End` to the fields with which a state or a rule begins."""
        assigned = self.assign(leaving)
        if assigned:
            fields[asl.ASSIGN] = assigned
        output = self._output(leaving) if with_output else None
        if output is not None:
            # The Amazon States Language takes any JSON here; validators of it know no bare boolean.
            fields[asl.OUTPUT] = enclosed(text_of(output)) if isinstance(output, bool) else output
        if leaving.target is None:
            fields[asl.END] = True
        else:
            fields[asl.NEXT] = self.names.of(leaving.target)
        return fields

    def succeed(self, leaving: Exit) -> Fields:
        """A Succeed, which ends its scope without saying so, and can assign nothing."""
        left = self.leave(leaving, {asl.TYPE: asl.SUCCEED})
        del left[asl.END]
        return left

    def assign(self, leaving: Exit) -> dict[str, Json]:
        """The variables that the exit assigns."""
        return self.values.assigned_by(leaving)

    def _output(self, leaving: Exit) -> Json | None:
        """`Output`, where what the state puts out by itself is not what is meant."""
        output = self.values.output(leaving)
        if output is None and not leaving.folded and not leaving.follows_error:
            state = leaving.state
            if not isinstance(state.kind, OF_NODES):
                return None
            if state not in self._alike:
                self._alike[state] = self._unless_default(leaving, self._own_output(leaving))
            return self._alike[state]
        if output is None:
            output = self._own_output(leaving)
        elif self._may_be_lost(leaving):
            own = self._own_output(leaving)
            if own is not None and self._is_lost(leaving, own, output):
                output = enclosed(f"({required(own)}; {text_of(output)})")
        return self._unless_default(leaving, output)

    def _unless_default(self, leaving: Exit, output: Json | None) -> Json | None:
        return None if output in _NATURAL and self._is_default(leaving, output) else output

    def _may_be_lost(self, leaving: Exit) -> bool:
        """Whether a node's expression may fail that only its output evaluates."""
        if not isinstance(leaving.state.kind, NodeState) or leaving.is_caught:
            return False
        node = self.values.nodes[leaving.state]
        return node.once is None and may_fail(node.shape)

    def _is_lost(self, leaving: Exit, own: Json, output: Json) -> bool:
        """Whether a node's expression would not be evaluated at all, although it may fail."""
        # What the state evaluates is known from its text alone: each value is written by one of three forms.
        written: list[Json] = [output, self.assign(leaving)]
        if _is_within(own, written):
            return False
        texts = [text_of(each) for each in strings_in(written) if is_enclosed(each)]
        return not any(
            is_always_evaluated(form, text) for form in (text_of(own), required(own)) for text in texts
        )

    def _is_default(self, leaving: Exit, output: Json) -> bool:
        """Whether a state of this type puts out just that if it says nothing."""
        if self._read_folded(leaving) or leaving.follows_error:
            return False
        kind = leaving.state.kind
        if not isinstance(kind, NodeState):
            return (output == INPUT) != isinstance(kind, (Parallel, MapState))
        if needs_guard(self.values.places.flow.vertices[kind.vertex].node, kind.shape):
            return isinstance(kind.shape, Branch)
        return (output == INPUT) != isinstance(kind.shape, Task)

    def _own_output(self, leaving: Exit) -> Json | None:
        if leaving.outcome is not None and leaving.outcome.is_caught:
            # It is long to write, and a conclusion reads it from a variable.
            return None if leaving.target and isinstance(leaving.target.kind, Conclusion) else CAUGHT
        if self._read_folded(leaving):
            return self.values.own_output(leaving.folded[-1], leaving)
        match leaving.state.kind:
            case NodeState(vertex=vertex, shape=shape):
                is_package = leaving.state in self.values.outputs.intakes.packages
                if is_package and passes_input(shape) and not may_fail(shape):
                    return None
                return self.values.own_output(vertex, leaving)
            case MapState(vertex=vertex):
                return self.values.own_output(vertex, leaving)
            case _:
                return None

    def _read_folded(self, leaving: Exit) -> bool:
        """Whether what the last node yields that runs by the exit is read by anything."""
        return bool(leaving.folded) and leaving.folded[-1] in self.values.outputs.needed.outputs


def _is_within(own: Json, written: Json) -> bool:
    """Whether fields hold a value as it is, and not in an expression."""
    if own == written:
        return True
    parts = written.values() if isinstance(written, dict) else written if isinstance(written, list) else ()
    return any(_is_within(own, part) for part in parts)
