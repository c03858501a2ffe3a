"""Use cases: list the steps of an execution with their data, get one of them whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from exeoflow.errors import StepNotFound
from exeoflow.model import json
from exeoflow.model.execution import ExecutionError, ExecutionRecord, ExecutionStatus, Step
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.service.executions.explain.faulty_field import FaultyField, faulty_field
from exeoflow.service.executions.explain.memory import RecalledStep
from exeoflow.service.executions.explain.recalled_steps import recalled_steps
from exeoflow.service.executions.history_reading import (
    EVALUATION_ERROR,
    UNKNOWN,
    called_run_of,
    error_of,
    message_of,
)
from exeoflow.service.executions.records import find_execution
from exeoflow.service.executions.rerun.pinning import pinned_graph
from exeoflow.service.executions.visits import Items, Try, Visit
from exeoflow.service.ports import Ports

_MOST_RUNS: Final = 5
"""So many executions that failed inside are read for one answer, beside each other and one in the other."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call that a step made; `finished_at` is None while it lasts."""

    started_at: datetime
    finished_at: datetime | None
    error: ExecutionError | None


@dataclass(frozen=True, slots=True)
class Iteration:
    """What a step belongs to: an item of a for_each by its `index`, or a `round` of a loop, from 1."""

    node_id: str
    index: int | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True)
class StepFault:
    """Why a step failed; `cause` is the raw text, `field` says which text of the author is to blame.

    Of a node that ran another workflow: `called` is the id of that execution, `inner` what failed in it.
    """

    code: str
    message: str
    cause: str | None
    field: FaultyField | None
    called: str | None = None
    inner: "InnerFault | None" = None


@dataclass(frozen=True, slots=True)
class InnerFault:
    """Why another workflow failed that a node ran: the names of that workflow and of the node in it."""

    workflow_name: str
    node_name: str
    fault: StepFault


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """A step by its `number`, from 1; `input` and `output` are empty where nothing is known (yet).

    `logs` are the lines that its code wrote.
    """

    number: int
    step: Step
    input: tuple[Any] | tuple[()]
    output: tuple[Any] | tuple[()]
    fault: StepFault | None
    attempts: tuple[Attempt, ...]
    iteration: tuple[Iteration, ...]
    logs: tuple[str, ...] = ()


def list_steps(ports: Ports, workspace: str, execution_id: str, page: PageRequest) -> Page[ExplainedStep]:
    """Return one page of the steps, in the order in which they began. Raises `ExecutionNotFound`."""
    record = find_execution(ports, workspace, execution_id)
    steps = _steps(ports, record)
    shown = steps[page.offset : page.offset + page.limit]
    calling = [each.number for each in shown if each.fault is not None and each.fault.called is not None]
    read = frozenset(calling[:_MOST_RUNS])
    told = (_with_inner(ports, record, each) if each.number in read else each for each in shown)
    return Page(tuple(told), len(steps), page)


def get_step(ports: Ports, workspace: str, execution_id: str, number: int) -> ExplainedStep:
    """Return the step of this number. Raises `ExecutionNotFound`, `StepNotFound`."""
    record = find_execution(ports, workspace, execution_id)
    steps = _steps(ports, record)
    if not 1 <= number <= len(steps):
        raise StepNotFound
    return _with_inner(ports, record, steps[number - 1])


def explained_fault(ports: Ports, record: ExecutionRecord) -> StepFault | None:
    """Return why a failed execution failed, in the author's words; None where its steps do not tell."""
    if record.error is None or record.error.node_id is None:
        return None
    of_node = [each for each in _steps(ports, record) if each.step.node_id == record.error.node_id]
    failed = next((each for each in reversed(of_node) if each.fault is not None), None)
    return None if failed is None else _with_inner(ports, record, failed).fault


def _with_inner(
    ports: Ports, record: ExecutionRecord, step: ExplainedStep, depth: int = _MOST_RUNS
) -> ExplainedStep:
    """The step with what failed in the execution that it waited for, if an expression did."""
    fault = step.fault
    if fault is None or fault.called is None or depth == 0:
        return step
    return replace(step, fault=replace(fault, inner=_inner_fault(ports, record, fault.called, depth)))


def _inner_fault(ports: Ports, record: ExecutionRecord, called: str, depth: int) -> InnerFault | None:
    child = ports.executions.get(called)
    parent = None if child is None else child.execution.parent
    # The id was read out of a text.
    if child is None or parent is None or parent.execution_id != record.execution.id:
        return None
    for step in reversed(_steps(ports, child)):
        fault = _with_inner(ports, child, step, depth - 1).fault
        if fault is not None and (fault.field is not None or fault.inner is not None):
            return InnerFault(child.execution.workflow_name, step.step.node_name, fault)
    return None


def _steps(ports: Ports, record: ExecutionRecord) -> tuple[ExplainedStep, ...]:
    execution = record.execution
    workflow = _workflow_run(ports, record)
    shows_data = workflow.settings.record_data
    # With its data also where none are shown: only they tell by which error code has failed.
    history = ports.machines.history(execution.machine, execution.id, with_data=True)
    recalled = recalled_steps(history or (), record, workflow)
    return tuple(
        _explained(number, each, iteration, record, workflow)
        if shows_data == "all" or (shows_data == "errors" and each.step.status is ExecutionStatus.FAILED)
        else _without_data(number, each, iteration)
        for number, (each, iteration) in enumerate(_with_iterations(recalled, record), start=1)
    )


def _workflow_run(ports: Ports, record: ExecutionRecord) -> Workflow:
    """The workflow as it was when it started; one without nodes where its revision is no longer kept."""
    execution = record.execution
    if execution.revision is None:
        return Workflow()
    stored = ports.workflows.get_revision(execution.workspace, execution.workflow_id, execution.revision)
    if stored is None:
        return Workflow()
    graph = pinned_graph(stored.graph, record.pins) if record.pins else stored.graph
    return Workflow.model_validate(graph.as_json())


def _explained(
    number: int,
    recalled: RecalledStep,
    iteration: tuple[Iteration, ...],
    record: ExecutionRecord,
    workflow: Workflow,
) -> ExplainedStep:
    return ExplainedStep(
        number=number,
        step=recalled.step,
        input=recalled.input,
        output=recalled.output,
        fault=_fault(recalled, record, workflow),
        attempts=_attempts(recalled),
        iteration=iteration,
        logs=_logs(recalled.visit, record),
    )


def _without_data(number: int, recalled: RecalledStep, iteration: tuple[Iteration, ...]) -> ExplainedStep:
    return ExplainedStep(number, recalled.step, (), (), None, _attempts(recalled), iteration)


def _fault(recalled: RecalledStep, record: ExecutionRecord, workflow: Workflow) -> StepFault | None:
    visit, status = recalled.visit, recalled.step.status
    if visit is None or status is not ExecutionStatus.FAILED:
        return None
    # Where something inside failed, the execution's error tells of it.
    told = ExecutionError(visit.error or UNKNOWN, message_of(visit.cause or ""))
    error = record.error if record.error is not None and visit.error is None else told
    nodes = {node.id: node for node in workflow.nodes}
    node = nodes.get(recalled.step.node_id)
    is_evaluation = error.code == EVALUATION_ERROR and node is not None
    field = faulty_field(node, recalled.roots) if is_evaluation and node is not None else None
    called = called_run_of(visit.raw_cause or "") if is_evaluation and field is None else None
    return StepFault(error.code, error.message, visit.cause, field, called)


def _logs(visit: Visit | None, record: ExecutionRecord) -> tuple[str, ...]:
    if visit is None or visit.output is None or not visit.is_inside(record.source_map):
        return ()
    put_out = json.read(visit.output)
    lines = put_out.get("logs", ()) if isinstance(put_out, dict) else ()
    return tuple(map(str, lines))


def _attempts(recalled: RecalledStep) -> tuple[Attempt, ...]:
    return () if recalled.visit is None else tuple(map(_attempt, recalled.visit.tries))


def _attempt(tried: Try) -> Attempt:
    failed = None if tried.error is None else ExecutionStatus.FAILED
    error = None if failed is None else error_of(failed, tried.error, tried.cause, None)
    return Attempt(tried.began_at, tried.ended_at, error)


def _with_iterations(
    steps: Sequence[RecalledStep], record: ExecutionRecord
) -> Iterator[tuple[RecalledStep, tuple[Iteration, ...]]]:
    """Each step with what it belongs to; of a node that ran once for the same item no round is told."""
    nodes = record.source_map.node_of_state
    runs = Counter((each.items, each.step.node_id) for each in steps)
    so_far: Counter[tuple[Items, str]] = Counter()
    for each in steps:
        node_id = each.step.node_id
        place = (each.items, node_id)
        so_far[place] += 1
        iteration = [Iteration(nodes.get(state, state), index=index) for state, index in each.items]
        if runs[place] > 1:
            iteration.append(Iteration(node_id, round=so_far[place]))
        yield each, tuple(iteration)
