"""The machine as ASL.

In: the machine, and its values. Out: the definition, and what a reader of an execution's history must know of
it. It decides nothing any more but how things are written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from exeoflow.compiler import asl
from exeoflow.compiler.data.intakes import first_of
from exeoflow.compiler.data.values import Values
from exeoflow.compiler.emit.choices import Choices, choices
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.emit.failures import answer_errors_of_nodes
from exeoflow.compiler.emit.nested_definitions import Definition, definitions_within
from exeoflow.compiler.emit.node_states import NodeStates
from exeoflow.compiler.emit.preparations import Preparation, prepared
from exeoflow.compiler.emit.state_names import StateNames
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Conclusion,
    Decision,
    Entry,
    Exhausted,
    Exit,
    Finish,
    Guard,
    MapState,
    NodeState,
    Parallel,
    Scope,
    State,
)
from exeoflow.expressions.jsonata import enclosed

Folded = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A definition in ASL, and the node of each state that stands for one.

    `folded` has by state the nodes that ran when it was left (`after`) or just before it was entered
    (`before`). `added` says how many more states were written for a state of the machine, `begins` are the
    scopes that begin with a state of their own. `around` has the states that stand around those of nodes and
    fail for them.
    """

    definition: Fields
    scopes: Sequence[Definition]
    """The definition and all those inside, the outer ones first: found once, for many look at all states."""
    node_of_state: Mapping[str, str]
    around: Mapping[str, str]
    folded: Folded
    added: Mapping[State, int]
    begins: frozenset[Scope]
    answer_errors: Mapping[str, list[str]]
    """For each node that errors tell of a handle of, the names of these errors."""
    preparations: int = 0
    """How many states come before the first one."""


def render(flow: Flow, machine: Scope, values: Values, preparations: Sequence[Preparation] = ()) -> Rendered:
    """Writes a machine down, its preparations first."""
    workflow = flow.workflow
    names = StateNames(flow, machine)
    exits = ExitFields(values, names)
    rules = choices(machine, exits, workflow.settings.max_iterations)
    writer = _Writer(values, names, exits, rules, NodeStates(values, names, exits, rules))
    limit = workflow.settings.timeout
    definition = {
        **({asl.COMMENT: workflow.description} if workflow.description else {}),
        asl.QUERY_LANGUAGE: asl.JSONATA,
        **({} if limit is None else {asl.TIMEOUT_SECONDS: limit}),
        **writer.scope(machine),
    }
    begins = frozenset(writer.begins)
    definition = prepared(definition, [(names.free(each.wished_name), each) for each in preparations])
    return Rendered(
        definition,
        tuple(definitions_within(definition)),
        writer.node_of_state,
        writer.around,
        writer.folded,
        writer.added,
        begins,
        answer_errors_of_nodes(flow, values.nodes),
        len(preparations),
    )


@dataclass
class _Writer:
    """Writes scopes down, and notes what stands for what."""

    values: Values
    names: StateNames
    exits: ExitFields
    choices: Choices
    nodes: NodeStates
    node_of_state: dict[str, str] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)
    folded: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    added: dict[State, int] = field(default_factory=dict)
    begins: set[Scope] = field(default_factory=set)

    def scope(self, scope: Scope) -> Fields:
        states: Fields = {}
        for state in scope.states:
            self._write(state, states)
        for state in scope.states:
            for leaving in state.exits:
                if leaving.folded:
                    self._note_folded(leaving)
        start = scope.begin if scope in self.begins else first_of(scope)
        return {asl.START_AT: self.names.of(start), asl.STATES: states}

    def _write(self, state: State, states: Fields) -> None:
        """Adds what is written for a state, those first of which there are most."""
        name = self.names.of(state)
        match state.kind:
            case NodeState(vertex):
                self._write_node(state, vertex, states)
            case Decision():
                states[name] = self.choices.decision(state)
            case Begin():
                self._write_begin(state, states)
            case Finish():
                states[name] = {asl.TYPE: asl.SUCCEED}
            case Conclusion():
                states[name] = self.exits.succeed(state.exits[0])
            case Parallel(inner):
                states[name] = self._parallel(state, inner)
            case MapState(vertex=vertex, body=body):
                self.node_of_state[name] = self._id(vertex)
                states[name] = self.nodes.map(state, vertex, self.scope(body))
            case Entry():
                states[name] = self.choices.entry(state)
            case Guard(header):
                states[name] = self.choices.guard(state, header)
            case Exhausted(header):
                self.node_of_state[name] = self._id(header)
                states[name] = self.choices.exhausted_state()
            case _:
                assert_never(state.kind)

    def _write_begin(self, state: State, states: Fields) -> None:
        """A Pass where a scope begins, if something must be assigned or put out first."""
        scope, (first,) = state.scope, state.exits
        output = self.values.output(first)
        is_indexed = scope.for_each in self.values.made.indexed
        if output is None and not is_indexed and not self.values.places.variables.are_assigned_by(first):
            return
        if output is None and is_indexed:
            output = enclosed("$states.input.item")
        self.begins.add(scope)
        fields = {asl.TYPE: asl.PASS, **({} if output is None else {asl.OUTPUT: output})}
        states[self.names.of(state)] = self.exits.leave(first, fields, with_output=False)

    def _write_node(self, state: State, vertex: int, states: Fields) -> None:
        written = self.nodes.of_node(state, vertex)
        self.node_of_state[written.standing] = self._id(vertex)
        if written.around is not None:
            self.around[written.around] = self._id(vertex)
        if written.added:
            self.added[state] = written.added
        states |= written.states

    def _parallel(self, state: State, inner: tuple[Scope, ...]) -> Fields:
        # A branch that always fails has no end, so nothing follows.
        fields = {asl.TYPE: asl.PARALLEL, asl.BRANCHES: [self.scope(scope) for scope in inner]}
        return self.exits.leave(state.exits[0], fields) if state.exits else {**fields, asl.END: True}

    def _note_folded(self, leaving: Exit) -> None:
        """Notes the nodes that run by an exit, at the state that tells that they ran."""
        after = leaving.folded[: len(leaving.folded) - len(leaving.ahead)]
        if after:
            self._note(leaving.state, "after", after)
        if leaving.ahead and leaving.target is not None:
            self._note(leaving.target, "before", leaving.ahead)

    def _note(self, state: State, when: str, vertices: tuple[int, ...]) -> None:
        ids = [self._id(vertex) for vertex in vertices]
        self.folded.setdefault(self.names.of(state), {})[when] = ids

    def _id(self, vertex: int) -> str:
        return self.values.places.flow.vertices[vertex].id
