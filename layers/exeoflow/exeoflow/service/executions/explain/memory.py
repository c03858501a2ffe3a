"""What is known of a run's data while its steps are recalled one after the other."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Any

from exeoflow.model import json, moment
from exeoflow.model.execution import ExecutionRecord, Pin, Step
from exeoflow.model.workflows.workflow import Connection, Node, Workflow
from exeoflow.nodes.lowering import Each
from exeoflow.nodes.node_type import LOOP_HANDLE
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.service.executions.explain.node_outputs import (
    LOST,
    handles_filled,
    handles_fired,
    or_lost,
    output_of,
    shape_of,
    states_of,
)
from exeoflow.service.executions.explain.preparations import Prepared
from exeoflow.service.executions.explain.roots import Recall, Roots
from exeoflow.service.executions.explain.runs import Run
from exeoflow.service.executions.history_reading import trigger_step
from exeoflow.service.executions.visits import Items, Visit


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


@dataclass
class Memory:
    """What is known so far, by item and node: outputs, the handles that fired, the lists of for_each."""

    record: ExecutionRecord
    workflow: Workflow
    prepared: Prepared = field(default_factory=Prepared)
    cut_from: float = math.inf
    """The event from which on no data are held: what follows from others would be half of the truth."""
    outputs: dict[Items, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    fired: dict[tuple[Items, str], frozenset[str | None]] = field(default_factory=dict)
    lists: dict[tuple[Items, str], Any] = field(default_factory=dict)
    ran: dict[Items, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
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
        self.ran[()][execution.trigger_node] = 0
        return RecalledStep(step, (), None, (), (self.record.input,), self._roots((), None))

    def all_recalled(self, runs: Sequence[tuple[int, Run]]) -> list[RecalledStep]:
        """All runs in the order of their events. What a for_each puts out is known once its items are."""
        steps: list[RecalledStep] = []
        open_loops: list[tuple[int, int, Run]] = []
        for event, run in runs:
            while open_loops and open_loops[0][0] <= event:
                _, position, loop = heappop(open_loops)
                steps[position] = self._with_results(steps[position], loop)
            node = self.nodes.get(run.node_id)
            if node is not None and NODE_TYPES[node.type].is_loop and run.visit.left is not None:
                heappush(open_loops, (run.visit.left, len(steps), run))
            steps.append(self.recalled(run) if event < self.cut_from else self._cut(run))
        for _, position, loop in open_loops:
            steps[position] = self._with_results(steps[position], loop)
        return steps

    def _with_results(self, step: RecalledStep, run: Run) -> RecalledStep:
        node = self.nodes[run.node_id]
        output = step.roots.input if node.disabled else self._results(run, node)
        if self._ended_unseen(run):
            output = LOST
        self._remember(run, output)
        place = (run.visit.items, run.node_id)
        self.fired[place] = handles_filled(node, output, self.fired.get(place, frozenset({None})))
        return replace(step, output=_known(output))

    def recalled(self, run: Run) -> RecalledStep:
        """One run of a node, and remember what it put out."""
        items, node = run.visit.items, self.nodes.get(run.node_id)
        self.keyed = None
        given = self._input(run, node)
        roots = self._roots(items, None if given is LOST else given)
        output = LOST if node is None else self._output(run, node, roots)
        if self._ended_unseen(run):
            output = self._lost(run)
        self._note_run(run, output)
        return RecalledStep(run.step, items, run.visit, _known(given), _known(output), roots)

    def _cut(self, run: Run) -> RecalledStep:
        """A run that began where no data are held any more."""
        self._note_run(run, self._lost(run))
        return RecalledStep(run.step, run.visit.items, run.visit, (), (), self._roots(run.visit.items, None))

    def _ended_unseen(self, run: Run) -> bool:
        """Whether data were no longer held when the state was left; of an error there is all in its event."""
        visit = run.visit
        is_unseen = self.cut_from <= (visit.left or 0) or (visit.is_caught and visit.error is None)
        return is_unseen and not run.is_folded

    def _lost(self, run: Run) -> Any:
        """What a run put out that nobody holds: it has gone on, nobody knows by which handles."""
        if run.visit.left is not None or run.visit.is_caught:
            self.fired[run.visit.items, run.node_id] = frozenset({None})
        return LOST

    def _note_run(self, run: Run, output: Any) -> None:
        self._remember(run, output)
        self.count += 1
        self.ran[run.visit.items][run.node_id] = self.count

    def _remember(self, run: Run, output: Any) -> None:
        """Note what a node put out; what it put out before does not hold any more, even if that is lost."""
        outputs = self.outputs[run.visit.items]
        if output is LOST:
            outputs.pop(run.node_id, None)
        else:
            outputs[run.node_id] = output

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
        output, fired = self.outputs[()].get(node_id, LOST), self.fired[(), node_id]
        if output is LOST:
            return None
        node = self.nodes[node_id]
        names = set(NODE_TYPES[node.type].handles(parse_config(node))) - {None}
        has_names = bool(names) or node.on_error != "fail"
        is_plain = not has_names or NODE_TYPES[node.type].is_loop
        return Pin(output, None if is_plain else tuple(sorted(fired, key=str)))

    def finished_items(self, run: Run) -> dict[int, Any]:
        """What each item of a for_each came to that ended without an error; `LOST` if that is not known."""
        node, visit = self.nodes[run.node_id], run.visit
        since = self.ran[visit.items][node.id]
        return {
            index: self._result((*visit.items, (visit.state, index)), node, since)
            if at < self.cut_from
            else LOST
            for index, at in sorted(visit.finished.items())
        }

    def latest(self, items: Items, node_id: str) -> Any:
        """The latest output of a node, seen from an item: its own there, or one further out."""
        for depth in range(len(items), -1, -1):
            if node_id in (found := self.outputs.get(items[:depth], {})):
                return found[node_id]
        return LOST

    def _input(self, run: Run, node: Node | None) -> Any:
        """What arrived; the state itself is given something else where its node reads no input."""
        arrived = self._arrived(run)
        if arrived:
            is_keyed = node is not None and NODE_TYPES[node.type].has_keyed_input and not node.disabled
            self.keyed = arrived if is_keyed else None
            return _joined(arrived)
        return LOST if run.is_folded or run.visit.input is None else json.read(run.visit.input)

    def _arrived(self, run: Run) -> dict[str, Any]:
        """The outputs of the live predecessors by their ids."""
        items = run.visit.items
        since = self.ran[items].get(run.node_id, -1)
        arrived: dict[str, Any] = {}
        for each in self.sources.get(run.node_id, ()):
            if self._is_live(items, each.source, each.source_handle, since):
                # Of several connections of one source the first live one counts.
                arrived.setdefault(each.source, self._carried(items, each.source, each.source_handle))
        known = {source: output for source, output in arrived.items() if output is not LOST}
        # Of several, those that are known would look like all that arrived.
        return known if len(known) == len(arrived) else {}

    def _is_live(self, items: Items, source: str, handle: str | None, since: int) -> bool:
        """Whether a source was left by the handle after the node behind it ran last."""
        for depth in range(len(items), -1, -1):
            ran = self.ran.get(items[:depth], {})
            if source in ran:
                fired = self.fired.get((items[:depth], source), frozenset({None}))
                is_new = ran[source] >= since
                return is_new and (handle in fired or None in fired or handle == LOOP_HANDLE)
        return False

    def _carried(self, items: Items, source: str, handle: str | None) -> Any:
        node = self.nodes.get(source)
        if handle == LOOP_HANDLE and node is not None and NODE_TYPES[node.type].is_loop and items:
            return self._item(items)[0]
        output = self.latest(items, source)
        is_parted = node is not None and NODE_TYPES[node.type].parts_its_output and not node.disabled
        return output[handle] if is_parted and isinstance(output, dict) and handle in output else output

    def _output(self, run: Run, node: Node, roots: Roots) -> Any:
        visit, items = run.visit, run.visit.items
        if node.disabled:
            return roots.input
        if self.keyed is not None:
            roots = replace(roots, input=self.keyed)
        is_inside = visit.is_inside(self.record.source_map)
        recall = Recall(roots, states_of(visit, roots, run, is_inside=is_inside))
        shape = shape_of(node, recall, tuple(roots.input) if isinstance(roots.input, Mapping) else ())
        if isinstance(shape, Each):
            self.lists[items, node.id] = or_lost(lambda: recall.text(shape.items))
        if not run.is_folded and (visit.left_at is None or visit.output is None):
            return LOST
        output = output_of(run, node, shape, recall)
        fired = handles_fired(run, node, shape, recall)
        is_caught = not run.is_folded and visit.is_caught
        self.fired[items, node.id] = fired if is_caught else handles_filled(node, output, fired)
        return output

    def _results(self, run: Run, node: Node) -> Any:
        """The results of a for_each: its state puts them out only where something reads them."""
        visit = run.visit
        listed, since = self.lists.get((visit.items, node.id)), self.ran[visit.items][node.id]
        if not isinstance(listed, list):
            return LOST
        if not any(each.source_handle == LOOP_HANDLE for each in self.targets.get(node.id, ())):
            return listed
        places = ((*visit.items, (visit.state, index)) for index in range(len(listed)))
        results = [self._result(place, node, since) for place in places]
        return LOST if any(each is LOST for each in results) else results

    def _result(self, items: Items, node: Node, since: int) -> Any:
        """What came back from an item; if nothing did, what its paths ended with."""
        pin, index = self.record.pins.get(node.id), items[-1][1]
        if pin is not None and pin.items is not None and index in pin.items:
            return pin.items[index]
        ran = [each for each, number in self.ran[items].items() if number > since]
        back = (each for each in self.sources.get(node.id, ()) if each.source in ran)
        came: dict[str, Any] = {}
        for each in back:
            if self._has_fired(each, items):
                came.setdefault(each.source, self._carried(items, each.source, each.source_handle))
        ends = came or {each: self.latest(items, each) for each in ran if not self._goes_on(each, items)}
        if any(each is LOST for each in ends.values()):
            return LOST
        return _joined(ends) if ends else None

    def _goes_on(self, node_id: str, items: Items) -> bool:
        """Whether a path goes on behind a node; the items of a for_each are no way on from it."""
        is_loop = NODE_TYPES[self.nodes[node_id].type].is_loop
        ways = (
            each for each in self.targets.get(node_id, ()) if not is_loop or each.source_handle != LOOP_HANDLE
        )
        return any(self._has_fired(each, items) for each in ways)

    def _has_fired(self, connection: Connection, items: Items) -> bool:
        """Whether its source was left by its handle when it ran last for an item."""
        fired = self.fired.get((items, connection.source), frozenset())
        return connection.source_handle in fired or None in fired


@dataclass(frozen=True, slots=True)
class _Outputs:
    """The outputs of nodes as an item sees them; null for what did not run."""

    memory: Memory
    of_items: Items

    def get(self, node_id: str, /) -> Any:
        """The latest one."""
        output = self.memory.latest(self.of_items, node_id)
        return None if output is LOST else output


def _joined(arrived: Mapping[str, Any]) -> Any:
    """The output of the only live predecessor, or all of them by their ids."""
    return next(iter(arrived.values())) if len(arrived) == 1 else dict(arrived)


def _known(value: Any) -> tuple[Any] | tuple[()]:
    return () if value is LOST else (value,)
