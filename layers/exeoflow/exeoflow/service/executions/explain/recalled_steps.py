"""What each step of an execution was given and put out, from its history and its workflow.

A machine keeps only what is read later, joins several outputs into one and gives pure nodes no state. What a
history does not hold is computed again from what it holds, by the meaning of the node's type.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush
from operator import itemgetter
from typing import Any, Final

from exeoflow.expressions.recalled_values import NotEvaluated
from exeoflow.model import json, moment
from exeoflow.model.execution import ExecutionRecord, Pin, Step
from exeoflow.model.history import HistoryEvent
from exeoflow.model.workflow import Connection, Node, Workflow
from exeoflow.nodes.lowering import Bindings, Branch, Case, Each, Shape, Task, Value
from exeoflow.nodes.lowering.changing import changes
from exeoflow.nodes.node_type import ERROR_HANDLE, LOOP_HANDLE
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.service.executions.explain.preparations import Prepared, prepared_by
from exeoflow.service.executions.explain.roots import Recall, Roots
from exeoflow.service.executions.history_reading import (
    details_of,
    instant_step,
    message_of,
    read_visits,
    trigger_step,
)
from exeoflow.service.executions.visits import Items, Visit

_LOST: Final = object()
"""What neither the history tells nor the meaning of a node."""


@dataclass(frozen=True, slots=True)
class RecalledStep:
    """A step with its data; `visit` is that of its state, None for the trigger and for nodes without a state.

    `input` and `output` are empty where nothing is known of them (yet), else they hold the value.
    """

    step: Step
    items: Items
    visit: Visit | None
    input: tuple[Any] | tuple[()]
    output: tuple[Any] | tuple[()]
    roots: Roots


def recalled_steps(
    history: Sequence[HistoryEvent], record: ExecutionRecord, workflow: Workflow
) -> tuple[RecalledStep, ...]:
    """Return the steps with their data, in the order in which they began."""
    if not history:
        return ()
    visits = read_visits(history, record)
    memory = _Memory(record, workflow, prepared_by(visits.in_order, record.source_map))
    started = memory.started()
    runs = (run for visit in visits.in_order for run in _runs(visit, record))
    return (started, *memory.all_recalled(sorted(runs, key=itemgetter(0))))


def recorded_pins(
    history: Sequence[HistoryEvent], record: ExecutionRecord, workflow: Workflow
) -> Mapping[str, Pin | None]:
    """Return what each node put out, and by which handles it was left, when it ran last outside of items.

    None stands for what nobody knows any more. The trigger is none of them.
    """
    visits = read_visits(history, record)
    memory = _Memory(record, workflow, prepared_by(visits.in_order, record.source_map))
    memory.started()
    runs = (run for visit in visits.in_order for run in _runs(visit, record))
    memory.all_recalled(sorted(runs, key=itemgetter(0)))
    left = {node for items, node in memory.fired if not items and memory.can_be_pinned(node)}
    return {node_id: memory.pin(node_id) for node_id in left}


@dataclass(frozen=True, slots=True)
class _Run:
    node_id: str
    step: Step
    visit: Visit
    is_folded: bool = False


def _runs(visit: Visit, record: ExecutionRecord) -> Iterator[tuple[int, _Run]]:
    """The runs of nodes that a visit tells of, each with the event at which it began."""
    source_map = record.source_map
    folded = source_map.folded.get(visit.state, {})
    for node in folded.get("before", ()):
        yield (
            visit.entered,
            _Run(node, instant_step(node, source_map, visit.entered_at), visit, is_folded=True),
        )
    if (node_id := source_map.node_of_state.get(visit.state)) is not None:
        name = source_map.node_names.get(node_id, node_id)
        step = Step(node_id, name, visit.status, visit.entered_at, visit.left_at)
        yield visit.entered, _Run(node_id, step, visit)
    if visit.left is not None and visit.left_at is not None:
        for node in folded.get("after", ()):
            yield visit.left, _instant_run(node, visit, record, visit.left_at)


def _instant_run(node: str, visit: Visit, record: ExecutionRecord, at: datetime) -> _Run:
    return _Run(node, instant_step(node, record.source_map, at), visit, is_folded=True)


@dataclass
class _Memory:
    """What is known so far, by item and node: outputs, the handles that fired, the lists of for_each."""

    record: ExecutionRecord
    workflow: Workflow
    prepared: Prepared = field(default_factory=Prepared)
    outputs: dict[Items, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    fired: dict[tuple[Items, str], frozenset[str | None]] = field(default_factory=dict)
    lists: dict[tuple[Items, str], Any] = field(default_factory=dict)
    ran: dict[tuple[Items, str], int] = field(default_factory=dict)
    """When each node ran last, as the number of the run among all."""

    def __post_init__(self) -> None:
        self.count = 0
        self.keyed: dict[str, Any] | None = None
        self.nodes = {node.id: node for node in self.workflow.nodes}
        self.sources: dict[str, list[Connection]] = {}
        self.targets: dict[str, list[Connection]] = {}
        for connection in self.workflow.connections:
            self.sources.setdefault(connection.target, []).append(connection)
            self.targets.setdefault(connection.source, []).append(connection)

    def started(self) -> RecalledStep:
        """The trigger's own step: it puts out what started the execution."""
        execution = self.record.execution
        step = trigger_step(self.record)
        self.outputs[()][execution.trigger_node] = self.record.input
        self.ran[(), execution.trigger_node] = 0
        return RecalledStep(step, (), None, (), (self.record.input,), self._roots((), None))

    def all_recalled(self, runs: Sequence[tuple[int, _Run]]) -> list[RecalledStep]:
        """All runs in the order of their events. What a for_each puts out is known once its items are."""
        steps: list[RecalledStep] = []
        open_loops: list[tuple[int, int, _Run]] = []
        for event, run in runs:
            while open_loops and open_loops[0][0] <= event:
                _, position, loop = heappop(open_loops)
                steps[position] = self._with_results(steps[position], loop)
            node = self.nodes.get(run.node_id)
            if node is not None and NODE_TYPES[node.type].is_loop and run.visit.left is not None:
                heappush(open_loops, (run.visit.left, len(steps), run))
            steps.append(self.recalled(run))
        for _, position, loop in open_loops:
            steps[position] = self._with_results(steps[position], loop)
        return steps

    def _with_results(self, step: RecalledStep, run: _Run) -> RecalledStep:
        node = self.nodes[run.node_id]
        output = step.roots.input if node.disabled else self._results(run, node)
        self.outputs[run.visit.items][run.node_id] = output
        place = (run.visit.items, run.node_id)
        self.fired[place] = _filled(node, output, self.fired.get(place, frozenset({None})))
        return replace(step, output=_known(output))

    def recalled(self, run: _Run) -> RecalledStep:
        """One run of a node, and remember what it put out."""
        items, node = run.visit.items, self.nodes.get(run.node_id)
        self.keyed = None
        given = self._input(run, node)
        roots = self._roots(items, None if given is _LOST else given)
        output = _LOST if node is None else self._output(run, node, roots)
        if output is not _LOST:
            self.outputs[items][run.node_id] = output
        self.count += 1
        self.ran[items, run.node_id] = self.count
        return RecalledStep(run.step, items, run.visit, _known(given), _known(output), roots)

    def _roots(self, items: Items, given: Any) -> Roots:
        execution = self.record.execution
        item, index = self._item(items)
        return Roots(
            input=given,
            trigger=self.record.input,
            nodes=_Outputs(self, items),
            execution={
                "id": execution.id,
                "started_at": moment.write(execution.started_at),
                "resume_url": self.prepared.resume_url,
            },
            workflow={"id": execution.workflow_id, "name": execution.workflow_name},
            vars=self.prepared.variables,
            item=item,
            index=index,
        )

    def _item(self, items: Items) -> tuple[Any, int | None]:
        if not items:
            return None, None
        *outer, (state, index) = items
        for_each = self.record.source_map.node_of_state.get(state, "")
        listed = self.lists.get((tuple(outer), for_each))
        is_known = isinstance(listed, list) and index < len(listed)
        return (listed[index] if is_known and listed is not None else None), index

    def can_be_pinned(self, node_id: str) -> bool:
        """Whether a node puts out the same by all of its handles; one that does not only computes."""
        return not NODE_TYPES[self.nodes[node_id].type].parts_its_output

    def pin(self, node_id: str) -> Pin | None:
        """What a node put out when it ran last; None if it is not known."""
        output, fired = self.outputs[()].get(node_id, _LOST), self.fired[(), node_id]
        if output is _LOST:
            return None  # pragma: no cover - what its data cannot tell, which no test has yet
        node = self.nodes[node_id]
        names = set(NODE_TYPES[node.type].handles(parse_config(node))) - {None}
        has_names = bool(names) or node.on_error != "fail"
        is_plain = not has_names or NODE_TYPES[node.type].is_loop
        return Pin(output, None if is_plain else tuple(sorted(fired, key=str)))

    def latest(self, items: Items, node_id: str) -> Any:
        """The latest output of a node, seen from an item: its own there, or one further out."""
        for depth in range(len(items), -1, -1):
            if node_id in (found := self.outputs.get(items[:depth], {})):
                return found[node_id]
        return _LOST

    def _input(self, run: _Run, node: Node | None) -> Any:
        """What arrived; the state itself is given something else where its node reads no input."""
        arrived = self._arrived(run)
        if arrived:
            is_keyed = node is not None and NODE_TYPES[node.type].has_keyed_input and not node.disabled
            self.keyed = arrived if is_keyed else None
            return _joined(arrived)
        return _LOST if run.is_folded or run.visit.input is None else json.read(run.visit.input)

    def _arrived(self, run: _Run) -> dict[str, Any]:
        """The outputs of the live predecessors by their ids."""
        items = run.visit.items
        since = self.ran.get((items, run.node_id), -1)
        arrived: dict[str, Any] = {}
        for each in self.sources.get(run.node_id, ()):
            if self._is_live(items, each.source, each.source_handle, since):
                # Of several connections of one source the first live one counts.
                arrived.setdefault(each.source, self._carried(items, each.source, each.source_handle))
        return {source: output for source, output in arrived.items() if output is not _LOST}

    def _is_live(self, items: Items, source: str, handle: str | None, since: int) -> bool:
        """Whether a source was left by the handle after the node behind it ran last."""
        for depth in range(len(items), -1, -1):
            place = (items[:depth], source)
            if place in self.ran:
                fired = self.fired.get(place, frozenset({None}))
                is_new = self.ran[place] >= since
                return is_new and (handle in fired or None in fired or handle == LOOP_HANDLE)
        return False

    def _carried(self, items: Items, source: str, handle: str | None) -> Any:
        node = self.nodes.get(source)
        if handle == LOOP_HANDLE and node is not None and NODE_TYPES[node.type].is_loop and items:
            return self._item(items)[0]
        output = self.latest(items, source)
        is_parted = node is not None and NODE_TYPES[node.type].parts_its_output and not node.disabled
        return output[handle] if is_parted and isinstance(output, dict) and handle in output else output

    def _output(self, run: _Run, node: Node, roots: Roots) -> Any:
        visit, items = run.visit, run.visit.items
        if node.disabled:
            return roots.input
        if self.keyed is not None:
            roots = replace(roots, input=self.keyed)
        is_inside = visit.is_inside(self.record.source_map)
        recall = Recall(roots, _states(visit, roots, run, is_inside=is_inside))
        shape = _shape(node, recall, tuple(roots.input) if isinstance(roots.input, Mapping) else ())
        if isinstance(shape, Each):
            self.lists[items, node.id] = _or_lost(lambda: recall.text(shape.items))
        if not run.is_folded and (visit.left_at is None or visit.output is None):
            return _LOST
        output = _output_of(run, node, shape, recall)
        fired = _fired(run, node, shape, recall)
        is_caught = not run.is_folded and visit.is_caught
        self.fired[items, node.id] = fired if is_caught else _filled(node, output, fired)
        return output

    def _results(self, run: _Run, node: Node) -> Any:
        """The results of a for_each: its state puts them out only where something reads them."""
        visit = run.visit
        listed, since = self.lists.get((visit.items, node.id)), self.ran[visit.items, node.id]
        if not isinstance(listed, list):
            return _LOST  # pragma: no cover - likewise
        if not any(each.source_handle == LOOP_HANDLE for each in self.targets.get(node.id, ())):
            return listed
        places = ((*visit.items, (visit.state, index)) for index in range(len(listed)))
        return [self._result(place, node, since) for place in places]

    def _result(self, items: Items, node: Node, since: int) -> Any:
        """What came back from an item; if nothing did, what its paths ended with."""
        put_out = {
            each: output
            for each, output in self.outputs.get(items, {}).items()
            if self.ran[items, each] > since
        }
        back = (each for each in self.sources.get(node.id, ()) if self._has_fired(each, items))
        came: dict[str, Any] = {}
        for each in back:
            if each.source in put_out:  # pragma: no branch - likewise
                came.setdefault(each.source, self._carried(items, each.source, each.source_handle))
        ends = came or {each: output for each, output in put_out.items() if not self._goes_on(each, items)}
        return _joined(ends) if ends else None

    def _goes_on(self, node_id: str, items: Items) -> bool:
        return any(self._has_fired(each, items) for each in self.targets.get(node_id, ()))

    def _has_fired(self, connection: Connection, items: Items) -> bool:
        """Whether its source was left by its handle when it ran last for an item."""
        fired = self.fired.get((items, connection.source), frozenset())
        return connection.source_handle in fired or None in fired


@dataclass(frozen=True, slots=True)
class _Outputs:
    """The outputs of nodes as an item sees them; null for what did not run."""

    memory: _Memory
    of_items: Items

    def get(self, node_id: str, /) -> Any:
        """The latest one."""
        output = self.memory.latest(self.of_items, node_id)
        return None if output is _LOST else output


def _joined(arrived: Mapping[str, Any]) -> Any:
    """The output of the only live predecessor, or all of them by their ids."""
    return next(iter(arrived.values())) if len(arrived) == 1 else dict(arrived)


def _known(value: Any) -> tuple[Any] | tuple[()]:
    return () if value is _LOST else (value,)


def _states(visit: Visit, roots: Roots, run: _Run, *, is_inside: bool) -> dict[str, Any]:
    """`$states` as the node's state had it."""
    states: dict[str, Any] = {"input": roots.input, "context": {"Execution": {"Name": roots.execution["id"]}}}
    if not run.is_folded and visit.answer is not None:
        # Of a task within a state of its own, that state's result is the list of what it put out.
        answer = json.read(visit.answer)
        states["result"] = [json.read(visit.output or "null")] if is_inside else answer
    if visit.is_caught:
        caught = {"Error": visit.error} | ({} if visit.cause is None else {"Cause": visit.cause})
        states["errorOutput"] = caught
    return states


def _shape(node: Node, recall: Recall, input_keys: tuple[str, ...]) -> Shape | None:
    bindings = Bindings(node.id, node.timeout, recall.name, input_keys, node.retry)
    return NODE_TYPES[node.type].lower(parse_config(node), bindings)


def _output_of(run: _Run, node: Node, shape: Shape | None, recall: Recall) -> Any:
    visit = run.visit
    put_out = _LOST if run.is_folded or visit.output is None else json.read(visit.output)
    if not run.is_folded and visit.is_caught:
        told = shape.error_outputs if isinstance(shape, Task) else {}
        handle = _told_handle(node, visit)
        return _or_lost(lambda: recall.field(told[handle])) if handle in told else _caught(visit)
    match shape:
        case Task(output=output) if "result" in recall.states:
            return _or(lambda: recall.field(output), put_out)
        case Value(output=output) if not changes(shape):
            return _or(lambda: recall.field(output), put_out)
        case Task() | Value() | Each():
            return put_out
        case _:
            return recall.roots.input


def _caught(visit: Visit) -> Any:
    """The output of a node that failed, as nodes behind its handle `error` read it."""
    cause = visit.cause or ""
    details = details_of(cause)
    error = {"code": visit.error or "", "message": message_of(cause)}
    return {"error": error if details is None else {**error, "details": details}}


def _told_handle(node: Node, visit: Visit) -> str:
    errors = NODE_TYPES[node.type].errors(parse_config(node))
    return next((handle for handle, error in errors.items() if error == visit.error), "")


def _fired(run: _Run, node: Node, shape: Shape | None, recall: Recall) -> frozenset[str | None]:
    """The handles by which a node was left; None stands for all ordinary ones."""
    if not run.is_folded and run.visit.is_caught:
        handle = _told_handle(node, run.visit)
        return frozenset({handle} if handle else {ERROR_HANDLE} if node.on_error == "branch" else {None})
    if not isinstance(shape, Branch):
        told = NODE_TYPES[node.type].errors(parse_config(node))
        named = set(NODE_TYPES[node.type].handles(parse_config(node))) - told.keys()
        return frozenset(named if told else {None})
    holding = [case.handle for case in shape.cases if _holds(case, recall)]
    return frozenset((holding if shape.every else holding[:1]) or [shape.default])


def _filled(node: Node, output: Any, fired: frozenset[str | None]) -> frozenset[str | None]:
    """The handles of these that an empty list has not kept from firing."""
    if NODE_TYPES[node.type].parts_its_output and isinstance(output, dict):
        return frozenset(handle for handle, items in output.items() if items)
    is_stopped = node.when_empty == "stop" and not node.disabled and output == []
    return frozenset() if is_stopped else fired


def _holds(case: Case, recall: Recall) -> bool:
    return _or(lambda: recall.text(case.condition), None) is True


def _or_lost(evaluate: Callable[[], Any]) -> Any:
    return _or(evaluate, _LOST)


def _or(evaluate: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return evaluate()
    except NotEvaluated:
        return otherwise
