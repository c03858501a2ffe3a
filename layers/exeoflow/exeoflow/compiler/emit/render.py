"""Stage 7: the machine as ASL.

In: the machine, and where its values stand. Out: the definition and which state stands for which node. It
decides nothing any more but how things are written.
"""

from dataclasses import dataclass, field
from typing import assert_never

from exeoflow.compiler import asl
from exeoflow.compiler.control.exits import needs_guard
from exeoflow.compiler.data.exit_values import Deliveries
from exeoflow.compiler.data.values import INPUT, Values
from exeoflow.compiler.emit.choices import Choices
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.emit.failures import attempt, catch_fields, retry_fields
from exeoflow.compiler.emit.state_names import StateNames
from exeoflow.compiler.machine import (
    Begin,
    Decision,
    Each,
    Entry,
    Exhausted,
    Exit,
    Finish,
    Guard,
    Parallel,
    Scope,
    State,
    Task,
)
from exeoflow.expressions.jsonata import enclosed, text_of
from exeoflow.model.workflow import Node
from exeoflow.nodes.lowering import Branch, End, Pause
from exeoflow.nodes.lowering import Each as EachShape
from exeoflow.nodes.lowering import Task as TaskShape


@dataclass
class Renderer:
    """Writes states down."""

    values: Values
    deliveries: Deliveries
    names: StateNames
    max_iterations: int
    node_of_state: dict[str, str] = field(default_factory=dict)
    folded: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    """The errors of a node that are none: they tell of the handle that it leaves by."""
    added: dict[State, int] = field(default_factory=dict)
    """How many more states were written for a state of the plan."""

    def __post_init__(self) -> None:
        self.exits = ExitFields(self.values, self.deliveries, self.names)
        self.choices = Choices(self.exits, self.max_iterations)

    def definition(self, machine: Scope, comment: str) -> Fields:
        """The whole definition."""
        head = {asl.COMMENT: comment} if comment else {}
        return {**head, asl.QUERY_LANGUAGE: asl.JSONATA, **self._scope(machine)}

    def _scope(self, scope: Scope) -> Fields:
        begin = scope.begin
        first = begin.exits[0]
        assert first.target is not None
        states: Fields = {}
        for state in scope.states:
            self._write(state, states)
        start = begin if self.names.of(begin) in states else first.target
        for state in scope.states:
            self._note_folded(state)
        return {asl.START_AT: self.names.of(start), asl.STATES: states}

    def _note_folded(self, state: State) -> None:
        """Notes the nodes that run by a state's exits, at the state that tells that they ran."""
        for leaving in state.exits:
            after = leaving.folded[: len(leaving.folded) - len(leaving.ahead)]
            if after:
                self._note(state, "after", after)
            if leaving.ahead and leaving.target is not None:
                self._note(leaving.target, "before", leaving.ahead)

    def _note(self, state: State, when: str, vertices: tuple[int, ...]) -> None:
        ids = [self._node(vertex).id for vertex in vertices]
        self.folded.setdefault(self.names.of(state), {})[when] = ids

    def needs_begin(self, scope: Scope) -> bool:
        """Whether a scope begins with a Pass, because something must be assigned or put out first."""
        first = scope.begin.exits[0]
        has_output = self.deliveries.output(first, self.values) is not None
        return has_output or bool(self.exits.assign(first)) or self._is_indexed(scope)

    def _is_indexed(self, scope: Scope) -> bool:
        parent = scope.parent
        return (
            parent is not None and isinstance(parent.kind, Each) and parent.kind.vertex in self.values.indexed
        )

    def _begin(self, scope: Scope) -> Fields:
        first = scope.begin.exits[0]
        output = self.deliveries.output(first, self.values)
        if output is None and self._is_indexed(scope):
            output = enclosed("$states.input.item")
        written = {} if output is None else {asl.OUTPUT: output}
        return {asl.TYPE: asl.PASS, **written, **self.exits.leave(first, with_output=False)}

    # states

    def _write(self, state: State, states: Fields) -> None:
        name = self.names.of(state)
        match state.kind:
            case Begin():
                if self.needs_begin(state.scope):
                    states[name] = self._begin(state.scope)
            case Task(vertex=vertex):
                self._write_node(state, vertex, name, states)
            case Each(vertex=vertex, body=body):
                self.node_of_state[name] = self._node(vertex).id
                states[name] = self._map(state, vertex, body)
            case Parallel(inner):
                states[name] = {
                    asl.TYPE: asl.PARALLEL,
                    asl.BRANCHES: [self._scope(scope) for scope in inner],
                    **(self.exits.leave(state.exits[0]) if state.exits else {asl.END: True}),
                }
            case Decision():
                conditions = [self.choices.asked(leaving) for leaving in state.exits[:-1]]
                rules = list(zip(conditions, state.exits[:-1], strict=True))
                states[name] = self.choices.choice(rules, state.exits[-1])
            case Entry():
                rules = [(self.choices.is_trigger(leaving), leaving) for leaving in state.exits[:-1]]
                states[name] = self.choices.choice(rules, state.exits[-1])
            case Guard():
                again, over = state.exits
                states[name] = self.choices.choice([(self.choices.may_repeat(again), again)], over)
            case Exhausted(header):
                self.node_of_state[name] = self._node(header).id
                cause = f"More than {self.max_iterations} iterations."
                states[name] = {asl.TYPE: asl.FAIL, asl.ERROR: "Loop.MaxIterations", asl.CAUSE: cause}
            case Finish():
                states[name] = {asl.TYPE: asl.SUCCEED}
            case _:
                assert_never(state.kind)

    def _write_node(self, state: State, vertex: int, name: str, states: Fields) -> None:
        node = self._node(vertex)
        shape = self.values.shapes[vertex]
        if isinstance(shape, End) and shape.status == "failed":
            states[name] = {asl.TYPE: asl.FAIL, asl.ERROR: shape.code, asl.CAUSE: shape.message}
        elif needs_guard(node, shape):
            self._write_guarded(state, vertex, name, states)
            return
        elif vertex in self.values.once:
            self._write_once(state, vertex, name, states)
        else:
            states[name] = self._node_state(state, vertex)
        self.node_of_state[name] = node.id

    def _write_once(self, state: State, vertex: int, name: str, states: Fields) -> None:
        """A node that one field evaluates; what else is needed of it the next state reads there."""
        normal = next(leaving for leaving in state.exits if leaving.outcome is not None)
        left = self.exits.leave(normal)
        states[name] = {asl.TYPE: asl.PASS, **self.values.once[vertex].fields}
        if asl.ASSIGN in left or asl.OUTPUT in left:
            keeping = self.names.free(f"Keep {name}")
            self.added[state] = 1
            states[keeping] = {asl.TYPE: asl.PASS, **left}
            left = {asl.NEXT: keeping}
        states[name] |= left

    def _node_state(self, state: State, vertex: int) -> Fields:
        """The state of a node that needs only one."""
        node = self._node(vertex)
        shape = self.values.shapes[vertex]
        normal = [
            leaving for leaving in state.exits if leaving.outcome is None or not leaving.outcome.is_caught
        ]
        match shape:
            case TaskShape():
                return self._task(state, node, shape, normal[0])
            case Branch(every=False) if shape.cases:
                by_handle = {leaving.outcome.handle: leaving for leaving in normal if leaving.outcome}
                rules = [(case.condition, by_handle[case.handle]) for case in shape.cases]
                return self.choices.choice(rules, by_handle[shape.default])
            case Pause(seconds=seconds, until=until):
                when = {asl.TIMESTAMP: until} if until is not None else {asl.SECONDS: seconds}
                return {asl.TYPE: asl.WAIT, **when, **self.exits.leave(normal[0])}
            case End() if normal[0].target is None and not self.exits.assign(normal[0]):
                fields = self.exits.leave(normal[0])
                fields.pop(asl.END)
                return {asl.TYPE: asl.SUCCEED, **fields}
            case _:
                return {asl.TYPE: asl.PASS, **self.exits.leave(normal[0])}

    def _task(self, state: State, node: Node, shape: TaskShape, leaving: Exit) -> Fields:
        seconds = node.timeout if shape.timeout is None else shape.timeout
        timeout = {} if seconds is None else {asl.TIMEOUT_SECONDS: seconds}
        told = [each.outcome.error for each in state.exits if each.outcome and each.outcome.error]
        if told:
            self.told[node.id] = told
        return {
            asl.TYPE: asl.TASK,
            asl.RESOURCE: shape.resource,
            asl.ARGUMENTS: shape.arguments,
            **timeout,
            **retry_fields(node, shape.retry, told),
            **catch_fields(state, node, self.exits),
            **self.exits.leave(leaving),
        }

    def _map(self, state: State, vertex: int, body: Scope) -> Fields:
        node = self._node(vertex)
        shape = self.values.shapes[vertex]
        assert isinstance(shape, EachShape)
        selector: Fields = {}
        if vertex in self.values.indexed:
            item = "$states.context.Map.Item"
            selector = {
                asl.ITEM_SELECTOR: {"item": enclosed(f"{item}.Value"), "index": enclosed(f"{item}.Index")}
            }
        return {
            asl.TYPE: asl.MAP,
            asl.ITEMS: enclosed(shape.items),
            asl.MAX_CONCURRENCY: shape.concurrency,
            **selector,
            asl.ITEM_PROCESSOR: {asl.PROCESSOR_CONFIG: {asl.MODE: asl.INLINE}, **self._scope(body)},
            **retry_fields(node, ()),
            **catch_fields(state, node, self.exits),
            **self.exits.leave(state.exits[0]),
        }

    def _write_guarded(self, state: State, vertex: int, name: str, states: Fields) -> None:
        """A node whose expressions may fail, but whose state could not catch that.

        A Parallel state catches it.
        """
        node = self._node(vertex)
        shape = self.values.shapes[vertex]
        inner_name = self.names.free(f"Try {name}")
        self.node_of_state[inner_name] = node.id
        normal = [
            leaving for leaving in state.exits if leaving.outcome is None or not leaving.outcome.is_caught
        ]
        parallel: Fields = {
            asl.TYPE: asl.PARALLEL,
            asl.BRANCHES: [{asl.START_AT: inner_name, asl.STATES: {inner_name: attempt(shape)}}],
            **catch_fields(state, node, self.exits),
        }
        states[name] = parallel
        if isinstance(shape, Branch) and not shape.every and shape.cases:
            choice_name = self.names.free(f"Which way from {name}?")
            self.added[state] = 1
            handle = self.values.names.handle(vertex)
            parallel[asl.ASSIGN] = {handle: enclosed("$states.result[0]")}
            parallel[asl.OUTPUT] = INPUT
            parallel[asl.NEXT] = choice_name
            by_handle = {leaving.outcome.handle: leaving for leaving in normal if leaving.outcome}
            rules = [(f"${handle} = {text_of(case.handle)}", by_handle[case.handle]) for case in shape.cases]
            states[choice_name] = self.choices.choice(rules, by_handle[shape.default])
            return
        parallel |= {asl.OUTPUT: INPUT, **self.exits.leave(normal[0])}

    def _node(self, vertex: int) -> Node:
        return self.values.flow.vertices[vertex].node
