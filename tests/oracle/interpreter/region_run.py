"""One pass through a region: settles connections, starts each unit once, skips what stays dead."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.execution import DEAD, Dead, Execution, Settled
from tests.oracle.interpreter.joins import Arrival, join
from tests.oracle.interpreter.regions import Region, Unit
from tests.oracle.json_value import Json
from tests.oracle.virtual_time import Group, Process


@dataclass
class Scope:
    """What an item of a for_each, or the whole execution, remembers of its nodes' last runs."""

    for_each: str | None = None
    item: Json = None
    index: int | None = None
    outputs: dict[str, Json] = field(default_factory=dict)
    is_end: dict[str, bool] = field(default_factory=dict)

    def ends(self, order: Mapping[str, Json]) -> list[Arrival]:
        """Return the nodes whose last run had no live outgoing connection, with their outputs."""
        return [(node, self.outputs[node]) for node in order if self.is_end.get(node)]


@dataclass
class RegionRun:
    """A region while it runs, inside the runs of the regions around it."""

    execution: Execution
    region: Region
    scope: Scope
    parent: "RegionRun | None" = None
    before: Mapping[str, Json] = field(default_factory=dict)
    """The scope's outputs as they were when this pass began."""

    def __post_init__(self) -> None:
        self.before = dict(self.scope.outputs)
        self._carried: Settled = {}
        self._exits: Settled = {}
        self._group = Group(self.execution.clock)

    @property
    def around(self) -> "Iterator[RegionRun]":
        """This run and those around it, the innermost first."""
        run: RegionRun | None = self
        while run:
            yield run
            run = run.parent

    def pass_from_head(self, head: str, arrivals: list[Arrival], data: Json) -> Process[Settled]:
        """Run the region from its head; returns what its leaving connections carry."""
        self._start(self.region.unit_of[head], arrivals, data)
        yield self._group
        return self._exits

    def pass_from_connections(self, settled: Settled) -> Process[Settled]:
        """Run the region from the connections that enter it; returns what its leaving connections carry."""
        self._settle(settled)
        yield self._group
        return self._exits

    def _settle(self, settled: Settled) -> None:
        pending = deque(settled.items())
        while pending:
            index, value = pending.popleft()
            target = self.region.targets.get(index)
            if target is None:
                self._exits[index] = value
                continue
            self._carried[index] = value
            pending.extend(self._start_or_skip(self.region.unit_of[target]).items())

    def _start_or_skip(self, unit: Unit) -> Settled:
        """Start the unit if it is settled and live; returns its connections if it is skipped."""
        incoming = self.region.incoming[unit.head]
        if any(each.index not in self._carried for each in incoming):
            return {}
        carried = [(each.source, self._carried[each.index]) for each in incoming]
        arrivals = [(source, value) for source, value in carried if not isinstance(value, Dead)]
        if not arrivals:
            return dead_connections(self.execution, unit)
        self._start(unit, arrivals, join(arrivals))
        return {}

    def _start(self, unit: Unit, arrivals: list[Arrival], data: Json) -> None:
        process = self.execution.run_unit(self, unit, arrivals, data)
        if self.execution.is_survey and not self._is_error_treated_outside():
            process = self._surveyed(process)
        self._group.start(process, self._settle)

    def _is_error_treated_outside(self) -> bool:
        nodes = self.execution.graph.nodes
        around = (nodes[run.scope.for_each] for run in self.around if run.scope.for_each)
        return any(node.get("on_error") or node.get("retry") for node in around)

    def _surveyed(self, process: Process[Settled]) -> Process[Settled]:
        """Note the failure of a unit instead of failing; what waits for the unit waits for ever."""
        try:
            return (yield from process)
        except WorkflowError as error:
            self.execution.failures.append(error)
        never = Group(self.execution.clock)
        never.start(_sleep_for_ever())
        yield never
        raise AssertionError


def _sleep_for_ever() -> Process[None]:
    yield inf


def dead_connections(execution: Execution, unit: Unit) -> Settled:
    """Return all connections that leave the unit, as dead."""
    return {
        each.index: DEAD
        for node in unit.nodes
        for each in execution.graph.outgoing[node]
        if each.target not in unit.nodes
    }
