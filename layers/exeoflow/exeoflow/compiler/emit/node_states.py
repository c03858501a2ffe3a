"""The states of nodes: what each shape is in the Amazon States Language."""

from collections.abc import Mapping
from dataclasses import dataclass

from exeoflow.compiler import asl
from exeoflow.compiler.data.made_values import INPUT
from exeoflow.compiler.data.single_evaluation import FIRST_RESULT, SingleEvaluation
from exeoflow.compiler.data.values import Values
from exeoflow.compiler.emit.choices import Choices
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.emit.failures import answer_errors, catch_fields, own_retry_fields, retry_fields
from exeoflow.compiler.emit.state_names import StateNames
from exeoflow.compiler.machine import Exit, State
from exeoflow.compiler.machine.exit_kinds import is_normal, needs_guard
from exeoflow.expressions.jsonata import enclosed, first_of, text_of
from exeoflow.fixed import fixed
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Branch, Each, End, Pause, Retrier, Shape, Task, Value

_FAIL_AS_TOLD: Fields = {
    asl.TYPE: asl.FAIL,
    asl.ERROR: enclosed("$states.input.error.code"),
    asl.CAUSE: enclosed("$states.input.error.message"),
}


@fixed
class StatesOfNode:
    """A node's states by name; `standing` is the one that stands for the node in a history.

    `added` are those behind it that are entered whenever the node succeeds; `around` is the state around it
    that fails if what it has called says so.
    """

    standing: str
    states: Mapping[str, Fields]
    added: int = 0
    around: str | None = None


@dataclass(frozen=True, slots=True)
class NodeStates:
    """Writes the states of nodes down."""

    values: Values
    names: StateNames
    exits: ExitFields
    choices: Choices

    def of_node(self, state: State, vertex: int) -> StatesOfNode:
        """The states of a node without a body."""
        node, written = self._node(vertex), self.values.nodes[state]
        shape, name = written.shape, self.names.of(state)
        if isinstance(shape, End) and shape.status != "success":
            return StatesOfNode(name, {name: _failure(shape)})
        if isinstance(shape, Task) and shape.unpacked is not None:
            return self._unpacked(state, node, shape)
        if isinstance(shape, Task) and shape.renamed is not None:
            return self._renamed(state, node, shape)
        if needs_guard(node, shape):
            return self._guarded(state, vertex, shape)
        if written.once is not None:
            return self._evaluated_once(state, written.once)
        return StatesOfNode(name, {name: self._of_shape(state, node, shape)})

    def _of_shape(self, state: State, node: Node, shape: Shape | None) -> Fields:
        """The state of a node that needs only one."""
        match shape:
            case Task():
                return self._task(state, node, shape)
            case Branch(every=False) if shape.cases:
                conditions = {case.handle: case.condition for case in shape.cases}
                return self._choice(state, conditions, shape.default)
            case Pause():
                return self.exits.leave(_normal_exit(state), _wait(shape))
            case End() if self._ends_with_nothing_to_assign(_normal_exit(state)):
                return self.exits.succeed(_normal_exit(state))
            case _:
                return self.exits.leave(_normal_exit(state), {asl.TYPE: asl.PASS})

    def _ends_with_nothing_to_assign(self, leaving: Exit) -> bool:
        """Whether a Succeed may stand there, which knows no `Assign`."""
        return leaving.target is None and not self.exits.assign(leaving)

    def _choice(self, state: State, conditions: Mapping[str, str], default: str) -> Fields:
        by_handle = {
            leaving.outcome.handle: leaving
            for leaving in state.exits
            if leaving.outcome is not None and leaving.outcome.is_success
        }
        rules = [(condition, by_handle[handle]) for handle, condition in conditions.items()]
        return self.choices.choice(rules, by_handle[default])

    def _task(self, state: State, node: Node, shape: Task) -> Fields:
        seconds = node.timeout if shape.timeout is None else shape.timeout
        fields: Fields = {asl.TYPE: asl.TASK, asl.RESOURCE: shape.resource, asl.ARGUMENTS: shape.arguments}
        if seconds is not None:
            fields[asl.TIMEOUT_SECONDS] = seconds
        return self._with_errors(state, node, fields, shape.retry)

    def _with_errors(self, state: State, node: Node, fields: Fields, own: tuple[Retrier, ...] = ()) -> Fields:
        """A state with all that stands behind what it runs: `Retry`, `Catch`, and how it is left."""
        fields |= retry_fields(node, own, answer_errors(state))
        fields |= catch_fields(state, node, self.exits)
        return self.exits.leave(_normal_exit(state), fields)

    def _unpacked(self, state: State, node: Node, shape: Task) -> StatesOfNode:
        """A task that succeeds even if what it called failed: a Parallel state around it fails then.

        So the node's error has its own name, which retries and catchers can tell from others.
        """
        name = self.names.of(state)
        running, telling = self.names.free(f"Run {name}"), self.names.free(f"Has {name} failed?")
        failing, ending = self.names.free(f"Fail {name}"), self.names.free(f"End {name}")
        failed = {asl.CONDITION: enclosed("$exists($states.input.error)"), asl.NEXT: failing}
        inside: Fields = {
            running: {
                asl.TYPE: asl.TASK,
                asl.RESOURCE: shape.resource,
                asl.ARGUMENTS: shape.arguments,
                **({} if shape.timeout is None else {asl.TIMEOUT_SECONDS: shape.timeout}),
                **own_retry_fields(shape.retry),
                asl.OUTPUT: shape.unpacked,
                asl.NEXT: telling,
            },
            telling: {asl.TYPE: asl.CHOICE, asl.CHOICES: [failed], asl.DEFAULT: ending},
            failing: _FAIL_AS_TOLD,
            ending: {asl.TYPE: asl.SUCCEED},
        }
        return self._around(state, node, running, inside)

    def _renamed(self, state: State, node: Node, shape: Task) -> StatesOfNode:
        """A task whose error says little: a Parallel state around it fails by the one in its cause."""
        name = self.names.of(state)
        running, failing = self.names.free(f"Run {name}"), self.names.free(f"Fail {name}")
        caught = {asl.ERROR_EQUALS: [asl.TASK_FAILED], asl.OUTPUT: shape.renamed, asl.NEXT: failing}
        inside: Fields = {
            running: {
                asl.TYPE: asl.TASK,
                asl.RESOURCE: shape.resource,
                asl.ARGUMENTS: shape.arguments,
                **({} if node.timeout is None else {asl.TIMEOUT_SECONDS: node.timeout}),
                asl.CATCH: [caught],
                asl.END: True,
            },
            failing: _FAIL_AS_TOLD,
        }
        return self._around(state, node, running, inside)

    def _around(self, state: State, node: Node, running: str, inside: Fields) -> StatesOfNode:
        """The Parallel state that fails for what runs in it."""
        name = self.names.of(state)
        parallel: Fields = {
            asl.TYPE: asl.PARALLEL,
            asl.BRANCHES: [{asl.START_AT: running, asl.STATES: inside}],
        }
        return StatesOfNode(running, {name: self._with_errors(state, node, parallel)}, around=name)

    def map(self, state: State, vertex: int, processor: Fields) -> Fields:
        """The Map state of a for_each whose body is the processor."""
        node = self._node(vertex)
        item = "$states.context.Map.Item"
        selected = {"item": enclosed(f"{item}.Value"), "index": enclosed(f"{item}.Index")}
        fields = {
            asl.TYPE: asl.MAP,
            **_items(self.values.nodes[state].shape),
            **({asl.ITEM_SELECTOR: selected} if vertex in self.values.made.indexed else {}),
            asl.ITEM_PROCESSOR: {asl.PROCESSOR_CONFIG: {asl.MODE: asl.INLINE}, **processor},
        }
        return self._with_errors(state, node, fields)

    def _evaluated_once(self, state: State, once: SingleEvaluation) -> StatesOfNode:
        """A node that one field evaluates; what else is needed of it the next state reads there."""
        name = self.names.of(state)
        left = self.exits.leave(_normal_exit(state), {})
        if asl.ASSIGN not in left and asl.OUTPUT not in left:
            return StatesOfNode(name, {name: {asl.TYPE: asl.PASS, **once.fields, **left}})
        keeping = self.names.free(f"Keep {name}")
        evaluating = {asl.TYPE: asl.PASS, **once.fields, asl.NEXT: keeping}
        return StatesOfNode(name, {name: evaluating, keeping: {asl.TYPE: asl.PASS, **left}}, added=1)

    def _guarded(self, state: State, vertex: int, shape: Shape | None) -> StatesOfNode:
        """A node whose expressions may fail, but whose state could not catch that.

        A Parallel state catches it.
        """
        name = self.names.of(state)
        trying = self.names.free(f"Try {name}")
        parallel: Fields = {
            asl.TYPE: asl.PARALLEL,
            asl.BRANCHES: [{asl.START_AT: trying, asl.STATES: {trying: _attempt(shape)}}],
            **catch_fields(state, self._node(vertex), self.exits),
        }
        if not isinstance(shape, Branch) or shape.every or not shape.cases:
            parallel[asl.OUTPUT] = INPUT
            return StatesOfNode(trying, {name: self.exits.leave(_normal_exit(state), parallel)})
        choosing = self.names.free(f"Which way from {name}?")
        handle = self.values.places.names.handle(vertex)
        parallel |= {asl.ASSIGN: {handle: enclosed(FIRST_RESULT)}, asl.OUTPUT: INPUT, asl.NEXT: choosing}
        conditions = {case.handle: f"${handle} = {text_of(case.handle)}" for case in shape.cases}
        choice = self._choice(state, conditions, shape.default)
        return StatesOfNode(trying, {name: parallel, choosing: choice}, added=1)

    def _node(self, vertex: int) -> Node:
        return self.values.places.flow.vertices[vertex].node


def _failure(shape: End) -> Fields:
    """Fail as the node says; the schema of Amazon's editor takes no cause without a character."""
    cause = {asl.CAUSE: shape.message} if shape.message else {}
    return {asl.TYPE: asl.FAIL, asl.ERROR: shape.code, **cause}


def _normal_exit(state: State) -> Exit:
    """The exit of a node's state that it takes when it succeeds; the first one, of a Choice."""
    return next(leaving for leaving in state.exits if is_normal(leaving))


def _items(shape: Shape | None) -> Fields:
    return (
        {asl.ITEMS: enclosed(shape.items), asl.MAX_CONCURRENCY: shape.concurrency}
        if isinstance(shape, Each)
        else {}
    )


def _attempt(shape: Shape | None) -> Fields:
    """The state inside a guard: it computes what may fail."""
    ended: Fields = {asl.END: True}
    match shape:
        case Branch(cases=cases, every=False):
            handles = [(f"({case.condition})", text_of(case.handle)) for case in cases]
            return {
                asl.TYPE: asl.PASS,
                asl.OUTPUT: enclosed(first_of(handles, text_of(shape.default))),
                **ended,
            }
        case Branch(cases=cases):
            said = {case.handle: enclosed(case.condition) for case in cases}
            return {asl.TYPE: asl.PASS, asl.OUTPUT: said, **ended}
        case Pause():
            return {**_wait(shape), **ended}
        case Each(items=items):
            return {asl.TYPE: asl.PASS, asl.OUTPUT: enclosed(items), **ended}
        case _:
            # A task catches its own errors, and an end has none to catch: what is left is a value.
            output = {asl.OUTPUT: shape.output} if isinstance(shape, Value) else {}
            return {asl.TYPE: asl.PASS, **output, **ended}


def _wait(shape: Pause) -> Fields:
    when = {asl.TIMESTAMP: shape.until} if shape.until is not None else {asl.SECONDS: shape.seconds}
    return {asl.TYPE: asl.WAIT, **when}
