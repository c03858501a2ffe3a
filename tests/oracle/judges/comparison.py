"""Holds what a compiled machine did against what the workflow means."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tests.oracle.interpreter.environment import Environment
from tests.oracle.interpreter.interpret import interpret, survey
from tests.oracle.interpreter.trace import NodeRun, Trace
from tests.oracle.json_value import Json, canonical_text
from tests.oracle.judges.failing import failed_node
from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine, MachineTrace, StateRun
from tests.oracle.simulator.simulate import simulate
from tests.oracle.simulator.tasks import answer_of_stack, request_of

T = TypeVar("T")
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both traces of one execution, and every difference between them as a sentence."""

    meant: Trace
    happened: MachineTrace
    differences: tuple[str, ...]

    @property
    def slowdown(self) -> float:
        """The finishing time as a multiple of the ideal one."""
        ideal = self.meant.outcome.seconds
        return self.happened.outcome.seconds / ideal if ideal else 1.0


def machine_input(machine: Machine, trigger: str, data: Json) -> Json:
    """Return the machine's input that starts the workflow by this trigger."""
    return {"exeoflow:trigger": trigger, "data": data} if trigger in machine.wrapped_triggers else data


def compare(
    workflow: Mapping[str, Json], machine: Machine, trigger: str, data: Json, environment: Environment
) -> Comparison:
    """Run the workflow by the interpreter and the machine by the simulator, and compare."""
    meant = interpret(workflow, trigger, data, environment)
    happened = simulate(machine, machine_input(machine, trigger, data), environment)
    states = Executed(workflow, machine, happened)
    if meant.outcome.status == "success" or happened.outcome.status == "success":
        differences = [*_outcomes(meant, happened), *_runs(meant.runs, states), *_order(meant.runs, states)]
    else:
        possible = survey(workflow, trigger, data, environment)
        failure = (happened.outcome.code or "", failed_node(machine, happened.outcome.node_id or ""))
        differences = (
            [] if failure in possible.failures else [f"failed by {failure}, not {possible.failures}"]
        )
        differences.extend(_runs(possible.runs, states, may_lack=True))
    return Comparison(meant, happened, tuple(differences))


class Executed:
    """The runs of a machine by the nodes that its states stand for."""

    def __init__(self, workflow: Mapping[str, Json], machine: Machine, trace: MachineTrace) -> None:
        self._types = {node["id"]: node["type"] for node in workflow["nodes"]}
        self._states = dict(all_states(machine.definition))
        self._machine = machine
        self._state_runs = trace.runs
        # Each attempt runs them anew; the state around them runs once, as its node does.
        self._attempted = {
            each for name in machine.around for each in self._states[name]["Branches"][0]["States"]
        }
        self.runs = [pair for run in trace.runs for pair in self._node_runs(run)]

    def is_compared(self, node: str) -> bool:
        """Whether runs of the node are compared: a trigger's are none."""
        return bool(self._types[node] != "trigger")

    def requests(self) -> Iterator[tuple[str, str]]:
        """Yield node and resolved configuration of each attempt of each action."""
        for run in self._state_runs:
            for arguments in run.arguments:
                if answer_of_stack(arguments) is not None:
                    continue
                node = self._machine.node_of_state[run.state]
                yield node, canonical_text(request_of(self._states[run.state]["Resource"], arguments))

    def _node_runs(self, run: StateRun) -> Iterator[tuple[str, StateRun]]:
        """Yield the nodes that a run of a state is a run of; those folded into it take no time."""
        folded = self._machine.folded.get(run.state, {})
        for node in filter(self.is_compared, folded.get("before", ())):
            yield node, replace(run, end=run.start)
        node_id = self._node_of(run.state)
        if node_id and self.is_compared(node_id) and not self._is_report(run.state, node_id):
            yield node_id, run
        if run.end is not None and not run.is_caught:
            for node in filter(self.is_compared, folded.get("after", ())):
                yield node, replace(run, start=run.end)

    def _node_of(self, state: str) -> str | None:
        """The node that runs when the state does."""
        if state in self._attempted:
            return None
        return self._machine.around.get(state) or self._machine.node_of_state.get(state)

    def _is_report(self, state: str, node_id: str) -> bool:
        """Whether the state only reports that a loop of the node has run too often."""
        return bool(self._states[state]["Type"] == "Fail" and self._types[node_id] != "stop")


def _outcomes(meant: Trace, happened: MachineTrace) -> Iterator[str]:
    if meant.outcome.status != happened.outcome.status:
        yield f"ended with {happened.outcome} instead of {meant.outcome}"
    elif canonical_text(meant.outcome.output) != canonical_text(happened.outcome.output):
        yield f"output {happened.outcome.output} instead of {meant.outcome.output}"


def _runs(meant: Iterable[NodeRun], happened: Executed, *, may_lack: bool = False) -> Iterator[str]:
    """Yield runs and requests that are too many, and, unless `may_lack`, those that are missing."""
    runs = [run for run in meant if happened.is_compared(run.node_id)]
    yield from _counted(
        Counter(run.node_id for run in runs), Counter(node for node, _ in happened.runs), may_lack=may_lack
    )
    yield from _counted(
        Counter((run.node_id, canonical_text(request)) for run in runs for request in run.requests),
        Counter(happened.requests()),
        may_lack=may_lack,
    )


def _counted(wanted: Counter[T], got: Counter[T], *, may_lack: bool) -> Iterator[str]:
    yield from (f"{what} ran {times} times too often" for what, times in (got - wanted).items())
    if not may_lack:
        yield from (f"{what} ran {times} times too seldom" for what, times in (wanted - got).items())


def _order(meant: Iterable[NodeRun], happened: Executed) -> Iterator[str]:
    """Yield nodes that started before a live predecessor had ended, if both ran once for the same items."""
    spans: dict[tuple[str, tuple[int, ...]], list[StateRun]] = {}
    for node, state_run in happened.runs:
        spans.setdefault((node, state_run.iterations), []).append(state_run)
    single = {key: runs[0] for key, runs in spans.items() if len(runs) == 1}
    for run in meant:
        this = single.get((run.node_id, run.items))
        for source in run.after:
            before = single.get((source, run.items))
            if this and before and before.end is not None and before.end > this.start + _ROUNDING:
                yield f"{run.node_id} started before {source} had ended"
