"""Stage 7: the machine as ASL.

In: the machine, and where its values stand. Out: the definition and which state stands for which node. It
decides nothing any more but how things are written.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, assert_never

from exeoflow.compiler import asl
from exeoflow.compiler.deliveries import Deliveries
from exeoflow.compiler.demands import Variable
from exeoflow.compiler.exits import is_catcher
from exeoflow.compiler.flow import error_action
from exeoflow.compiler.jsonata import enclosed, operand, text_of
from exeoflow.compiler.lowering import Branch, End, Pause, Retrier, Shape, Value
from exeoflow.compiler.lowering import Each as EachShape
from exeoflow.compiler.lowering import Task as TaskShape
from exeoflow.compiler.machine import (
    Begin,
    Count,
    Decision,
    Each,
    Entry,
    Exhausted,
    Exit,
    Finish,
    Fired,
    Guard,
    Parallel,
    Scope,
    State,
    Symbol,
    Task,
)
from exeoflow.compiler.reads import passes_input
from exeoflow.compiler.state_names import StateNames
from exeoflow.compiler.values import CAUGHT, INPUT, Values
from exeoflow.model.json import Json
from exeoflow.model.workflow import Node

Fields = dict[str, Any]


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
    _variables: dict[Exit, list[tuple[Symbol, Variable]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (symbol, _), variable in self.values.demands.variables.items():
            for leaving in (*variable.definitions, *variable.initial):
                self._variables.setdefault(leaving, []).append((symbol, variable))

    def definition(self, machine: Scope, comment: str) -> Fields:
        """The whole definition."""
        head = {asl.COMMENT: comment} if comment else {}
        return {**head, asl.QUERY_LANGUAGE: asl.JSONATA, **self._scope(machine)}

    def _scope(self, scope: Scope) -> Fields:
        begin = scope.begin
        first = begin.exits[0]
        assert first.target is not None
        states: Fields = {}
        if self.needs_begin(scope):
            states[self.names.of(begin)] = self._begin(scope)
        start = begin if states else first.target
        for state in scope.states[1:]:
            self._write(state, states)
        for state in scope.states:
            self._note_folded(state)
        return {asl.START_AT: self.names.of(start), asl.STATES: states}

    def _note_folded(self, state: State) -> None:
        """Notes the nodes that run by a state's exits, at the state that tells that they ran."""
        for leaving in state.exits:
            if leaving.folded:
                teller = leaving.target if leaving.tells_ahead and leaving.target else state
                ids = [self._node(vertex).id for vertex in leaving.folded]
                when = "before" if leaving.tells_ahead else "after"
                self.folded.setdefault(self.names.of(teller), {})[when] = ids

    def needs_begin(self, scope: Scope) -> bool:
        """Whether a scope begins with a Pass, because something must be assigned or put out first."""
        first = scope.begin.exits[0]
        has_output = self.deliveries.output(first, self.values) is not None
        return has_output or bool(self._assign(first)) or self._is_indexed(scope)

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
        return {asl.TYPE: asl.PASS, **written, **self._leave(first, with_output=False)}

    # states

    def _write(self, state: State, states: Fields) -> None:
        name = self.names.of(state)
        match state.kind:
            case Begin():
                pass
            case Task(vertex=vertex):
                self._write_node(state, vertex, name, states)
            case Each(vertex=vertex, body=body):
                self.node_of_state[name] = self._node(vertex).id
                states[name] = self._map(state, vertex, body)
            case Parallel(inner):
                states[name] = {
                    asl.TYPE: asl.PARALLEL,
                    asl.BRANCHES: [self._scope(scope) for scope in inner],
                    **(self._leave(state.exits[0]) if state.exits else {asl.END: True}),
                }
            case Decision():
                conditions = [self._asked(leaving) for leaving in state.exits[:-1]]
                rules = list(zip(conditions, state.exits[:-1], strict=True))
                states[name] = self._choice(rules, state.exits[-1])
            case Entry():
                rules = [(self._is_trigger(leaving), leaving) for leaving in state.exits[:-1]]
                states[name] = self._choice(rules, state.exits[-1])
            case Guard():
                again, over = state.exits
                states[name] = self._choice([(self._may_repeat(again), again)], over)
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
        elif error_action(node) != "fail" and not isinstance(shape, TaskShape):
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
        left = self._leave(normal)
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
                return self._choice(rules, by_handle[shape.default])
            case Pause(seconds=seconds, until=until):
                when = {asl.TIMESTAMP: until} if until is not None else {asl.SECONDS: seconds}
                return {asl.TYPE: asl.WAIT, **when, **self._leave(normal[0])}
            case End() if normal[0].target is None and not self._assign(normal[0]):
                fields = self._leave(normal[0])
                fields.pop(asl.END)
                return {asl.TYPE: asl.SUCCEED, **fields}
            case _:
                return {asl.TYPE: asl.PASS, **self._leave(normal[0])}

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
            **self._retry(node, shape.retry, told),
            **self._catch(state, node),
            **self._leave(leaving),
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
            **self._retry(node, ()),
            **self._catch(state, node),
            **self._leave(state.exits[0]),
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
            asl.BRANCHES: [{asl.START_AT: inner_name, asl.STATES: {inner_name: self._attempt(shape)}}],
            **self._catch(state, node),
        }
        states[name] = parallel
        if isinstance(shape, Branch) and not shape.every and shape.cases:
            choice_name = self.names.free(f"Which way from {name}?")
            handle = self.values.names.handle(vertex)
            parallel[asl.ASSIGN] = {handle: enclosed("$states.result[0]")}
            parallel[asl.OUTPUT] = INPUT
            parallel[asl.NEXT] = choice_name
            by_handle = {leaving.outcome.handle: leaving for leaving in normal if leaving.outcome}
            rules = [(f"${handle} = {text_of(case.handle)}", by_handle[case.handle]) for case in shape.cases]
            states[choice_name] = self._choice(rules, by_handle[shape.default])
            return
        parallel |= {asl.OUTPUT: INPUT, **self._leave(normal[0])}

    def _attempt(self, shape: Shape | None) -> Fields:
        """The state inside a guard: it computes what may fail."""
        match shape:
            case Branch(cases=cases, every=False):
                handles = "".join(f"({case.condition}) ? {text_of(case.handle)} : " for case in cases)
                return {
                    asl.TYPE: asl.PASS,
                    asl.OUTPUT: enclosed(handles + text_of(shape.default)),
                    asl.END: True,
                }
            case Branch(cases=cases):
                return {
                    asl.TYPE: asl.PASS,
                    asl.OUTPUT: {case.handle: enclosed(case.condition) for case in cases},
                    asl.END: True,
                }
            case Pause(seconds=seconds, until=until):
                when = {asl.TIMESTAMP: until} if until is not None else {asl.SECONDS: seconds}
                return {asl.TYPE: asl.WAIT, **when, asl.END: True}
            case Value(output=output):
                return {asl.TYPE: asl.PASS, asl.OUTPUT: output, asl.END: True}
            case EachShape(items=items):
                return {asl.TYPE: asl.PASS, asl.OUTPUT: enclosed(items), asl.END: True}
            case _:
                return {asl.TYPE: asl.PASS, asl.END: True}

    # fields

    def _leave(self, leaving: Exit, *, with_output: bool = True) -> Fields:
        """`Assign`, `Output` and `Next` or `End` of an exit."""
        fields: Fields = {}
        assigned = self._assign(leaving)
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

    def _assign(self, leaving: Exit) -> dict[str, Json]:
        return self.values.assigned_by(leaving, self._variables.get(leaving, ()))

    def _output(self, leaving: Exit) -> Json | None:
        """`Output`, where what the state puts out by itself is not what is meant."""
        output = self.deliveries.output(leaving, self.values)
        own = self._own_output(leaving)
        if output is None:
            output = own
        elif self._is_lost(leaving, own, output):
            output = enclosed(f"({text_of(own)}; {text_of(output)})")
        return (
            None
            if output in (INPUT, enclosed("$states.result")) and self._is_default(leaving, output)
            else output
        )

    def _is_lost(self, leaving: Exit, own: Json, output: Json) -> bool:
        """Whether a node's expression would not be evaluated at all, although it may fail."""
        kind = leaving.state.kind
        if not isinstance(kind, Task) or (leaving.outcome is not None and leaving.outcome.is_caught):
            return False
        if kind.vertex in self.values.once:
            return False
        is_value = isinstance(self.values.shapes[kind.vertex], Value)
        if not is_value or not self.deliveries.reads[kind.vertex].symbols or own is None:
            return False
        written = json.dumps([output, self._assign(leaving)])
        return json.dumps(own)[1:-1] not in written and json.dumps(text_of(own))[1:-1] not in written

    def _is_default(self, leaving: Exit, output: Json) -> bool:
        if leaving.folded or is_catcher(leaving):
            return False
        kind = leaving.state.kind
        if not isinstance(kind, Task):
            return (output == INPUT) != isinstance(kind, Parallel | Each)
        shape = self.values.shapes[kind.vertex]
        if error_action(self._node(kind.vertex)) != "fail" and not isinstance(shape, TaskShape):
            return isinstance(shape, Branch)
        return (output == INPUT) != isinstance(shape, TaskShape)

    def _own_output(self, leaving: Exit) -> Json | None:
        if leaving.outcome is not None and leaving.outcome.is_caught:
            return CAUGHT
        if leaving.folded:
            return self.values.own_output(leaving.folded[-1], leaving)
        kind = leaving.state.kind
        match kind:
            case Task(vertex=vertex):
                if leaving.state.is_package and passes_input(self.values.shapes[vertex]):
                    return None
                return self.values.own_output(vertex, leaving)
            case Each():
                return self.values.results_of(leaving.state)
            case _:
                return None

    def _choice(self, rules: list[tuple[str, Exit]], default: Exit) -> Fields:
        """A Choice; its own `Assign` and `Output` hold where no rule does."""
        last = self._leave(default)
        choices: list[Fields] = []
        for condition, leaving in rules:
            choices += self._rule(condition, leaving)
        if default.is_guarded:
            choices.append({asl.CONDITION: enclosed(self._may_repeat(default)), **last})
            last = {asl.NEXT: self._exhausted(default)}
        if asl.OUTPUT in last:
            choices = [{asl.OUTPUT: INPUT, **rule} for rule in choices]
            choices = [{asl.CONDITION: rule.pop(asl.CONDITION), **rule} for rule in choices]
        return {
            asl.TYPE: asl.CHOICE,
            asl.CHOICES: choices,
            **{key: value for key, value in last.items() if key != asl.NEXT},
            asl.DEFAULT: last[asl.NEXT],
        }

    def _rule(self, condition: str, leaving: Exit) -> list[Fields]:
        if not leaving.is_guarded:
            return [{asl.CONDITION: enclosed(condition), **self._leave(leaving)}]
        allowed = f"({condition}) and {self._may_repeat(leaving)}"
        # Only one of the two rules can hold, even if the condition is another each time it is evaluated.
        over = f"({condition}) and $not({self._may_repeat(leaving)})"
        return [
            {asl.CONDITION: enclosed(allowed), **self._leave(leaving)},
            {asl.CONDITION: enclosed(over), asl.NEXT: self._exhausted(leaving)},
        ]

    def _asked(self, leaving: Exit) -> str:
        """Whether one of the ports that a Decision asks for has fired."""
        values = (self.values.at_state(Fired(port), leaving.state) for port in leaving.fired)
        return " or ".join(operand(value) for value in values)

    def _is_trigger(self, leaving: Exit) -> str:
        assert leaving.outcome is not None
        return f"$states.input.`exeoflow:trigger` = {text_of(leaving.outcome.handle)}"

    def _may_repeat(self, leaving: Exit) -> str:
        assert leaving.repeats is not None
        count = self.values.at_state(Count(leaving.repeats.header), leaving.state)
        return f"{operand(count)} < {self.max_iterations}"

    def _exhausted(self, leaving: Exit) -> str:
        assert leaving.repeats is not None
        header = leaving.repeats.header
        scope = leaving.state.scope
        return next(self.names.of(state) for state in scope.states if state.kind == Exhausted(header))

    def _retry(self, node: Node, own: tuple[Retrier, ...], told: Sequence[str] = ()) -> Fields:
        retriers: list[Fields] = [
            {
                asl.ERROR_EQUALS: list(each.errors),
                asl.INTERVAL_SECONDS: each.interval,
                asl.MAX_ATTEMPTS: each.max_attempts,
                asl.BACKOFF_RATE: each.backoff,
            }
            for each in own
        ]
        if node.retry is not None:
            if told:
                # What tells of a handle is no failure, whatever the author wants to be tried again.
                retriers.append({asl.ERROR_EQUALS: list(told), asl.MAX_ATTEMPTS: 0})
            retriers.append(
                {
                    asl.ERROR_EQUALS: list(node.retry.errors) or [asl.ALL_ERRORS],
                    asl.INTERVAL_SECONDS: ceil(node.retry.interval),
                    asl.MAX_ATTEMPTS: node.retry.max_attempts,
                    asl.BACKOFF_RATE: node.retry.backoff,
                }
            )
        return {asl.RETRY: retriers} if retriers else {}

    def _catch(self, state: State, node: Node) -> Fields:
        catchers: list[Fields] = []
        for leaving in state.exits:
            if leaving.outcome is None or not is_catcher(leaving):
                continue
            if leaving.outcome.error is not None:
                errors = [leaving.outcome.error]
            else:
                errors = [asl.ALL_ERRORS] if isinstance(node.on_error, str) else list(node.on_error.errors)
            catchers.append({asl.ERROR_EQUALS: errors, **self._leave(leaving)})
        return {asl.CATCH: catchers} if catchers else {}

    def _node(self, vertex: int) -> Node:
        return self.values.flow.vertices[vertex].node
