"""What the executions of a workflow tell together."""

from datetime import date, timedelta

import pytest

from exeoflow.errors import WorkflowNotFound
from exeoflow.model.execution import Execution, ExecutionStatus
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.read import get_workflow_stats
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))


def ended(
    ports: FakePorts, workflow: StoredWorkflow, status: ExecutionStatus, milliseconds: int = 0
) -> Execution:
    execution = execute_workflow(ports, "acme", workflow.id, Start())
    ports.clock.advance(milliseconds=milliseconds)
    ports.machines.end(execution.id, status)
    return get_execution(ports, "acme", execution.id).execution


def test_stats_tell_how_often_how_well_and_how_fast(ports: FakePorts, workflow: StoredWorkflow) -> None:
    for milliseconds in (10, 20, 60):
        ended(ports, workflow, ExecutionStatus.SUCCESS, milliseconds)
    ended(ports, workflow, ExecutionStatus.FAILED, 50_000)
    ended(ports, workflow, ExecutionStatus.CANCELLED, 90_000)
    running = execute_workflow(ports, "acme", workflow.id, Start())

    stats = get_workflow_stats(ports, "acme", workflow.id, None, None)

    assert stats.runs == 6
    assert {status: stats.count(status) for status in ExecutionStatus} == {
        ExecutionStatus.RUNNING: 1,
        ExecutionStatus.SUCCESS: 3,
        ExecutionStatus.FAILED: 1,
        ExecutionStatus.CANCELLED: 1,
    }
    assert stats.failure_rate == 1 / 4
    assert (stats.durations.average, stats.durations.percentile(50), stats.durations.percentile(99)) == (
        30,
        20,
        60,
    )
    assert stats.last_run == running


def test_an_end_that_is_told_twice_and_swept_counts_once(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute_workflow(ports, "acme", workflow.id, Start())
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)
    end = ports.machines.find(workflow.id, execution.id).end

    for _ in range(2):
        record_execution_end(ports, execution.id, end)
    ports.clock.advance(hours=1)
    sweep_executions(ports, lambda: True)

    stats = get_workflow_stats(ports, "acme", workflow.id, None, None)
    assert (stats.runs, stats.durations.count) == (1, 1)


def test_a_workflow_that_never_ran_has_no_rate(ports: FakePorts, workflow: StoredWorkflow) -> None:
    stats = get_workflow_stats(ports, "acme", workflow.id, None, None)

    assert (stats.runs, stats.failure_rate, stats.last_run, stats.durations.average) == (0, None, None, None)


def test_stats_are_of_what_is_kept(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ended(ports, workflow, ExecutionStatus.FAILED)
    ports.clock.advance(days=91)
    kept = ended(ports, workflow, ExecutionStatus.SUCCESS)

    stats = get_workflow_stats(ports, "acme", workflow.id, date(2000, 1, 1), None)

    assert (stats.runs, stats.last_run) == (1, kept)
    assert stats.first_day == (ports.clock.now() - timedelta(days=90)).date()
    assert stats.last_day == ports.clock.now().date()


@pytest.mark.parametrize(("workspace", "workflow_id"), [("other", None), ("acme", "wf_unknown")])
def test_stats_of_what_is_not_here_are_not_found(
    ports: FakePorts, workflow: StoredWorkflow, workspace: str, workflow_id: str | None
) -> None:
    with pytest.raises(WorkflowNotFound):
        get_workflow_stats(ports, workspace, workflow_id or workflow.id, None, None)
