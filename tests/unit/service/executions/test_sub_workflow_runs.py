"""What `sub_workflow` nodes start is recorded, however Step Functions tells of it."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exeoflow.errors import Unavailable
from exeoflow.model import json
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionStatus,
    Parent,
    TriggerKind,
)
from exeoflow.model.identifiers import sub_run_id
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.executions.cancelling.subjects import subjects_of
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.recording.record_start import StartedRun, record_sub_run
from exeoflow.service.executions.records import list_executions
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_error_workflow import Failure, start_error_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from local.jsonata.evaluation import evaluate
from tests.fakes.graphs import TRIGGER, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.state_machines import FakeRun

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject


@pytest.fixture
def called(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Called", graph=greeting_graph(), tags=("inner",)))


@pytest.fixture
def parent(ports: FakePorts, called: StoredWorkflow) -> Execution:
    workflow = create_workflow(ports, "acme", NewWorkflow("Calling", graph=calling(called)))
    return execute_workflow(ports, "acme", workflow.id, Start())


def calling(called: StoredWorkflow, **settings: Any) -> Graph:
    run: JsonObject = {"id": "run", "type": "sub_workflow", "config": {"workflow_id": called.id}}
    nodes: tuple[JsonObject, ...] = (TRIGGER, run)
    return Graph(nodes, ({"source": "start", "target": "run"},), settings or None)


def begun(ports: FakePorts, called: StoredWorkflow, parent_id: str, text: str | None = "{}") -> StartedRun:
    """Let Step Functions start it."""
    run_id = str(evaluate(sub_run_id("run", "$parent"), {"parent": parent_id}))
    ports.machines.runs[run_id] = FakeRun(f"arn:{called.id}:1", {"read": "anew"})
    return StartedRun(run_id, called.id, ports.clock.now(), text)


def test_a_start_keeps_what_it_is_about(ports: FakePorts, parent: Execution) -> None:
    rule: JsonObject = {
        "pattern": {"source": ["shop"]},
        "match": {"trigger": "$trigger.n", "event": "$event.detail.n"},
    }
    drawn = greeting_graph()
    graph = Graph(drawn.nodes, drawn.connections, {"cancel_on": [rule]})
    called = create_workflow(ports, "acme", NewWorkflow("Called", graph=graph))

    recorded = record_sub_run(ports, begun(ports, called, parent.id, '{"n": 1}'))

    assert recorded is not None
    assert recorded.subjects == subjects_of(called, {"n": 1}) != ()


def test_a_start_is_recorded_once_with_its_parent(
    ports: FakePorts, called: StoredWorkflow, parent: Execution
) -> None:
    run = begun(ports, called, parent.id, '{"n": 1}')

    recorded = record_sub_run(ports, run)

    assert record_sub_run(ports, run) is None
    record = ports.executions.get(run.id)
    assert record is not None
    execution = record.execution
    assert execution == recorded
    assert (execution.workspace, execution.workflow_name) == ("acme", "Called")
    assert (execution.trigger_kind, execution.trigger_node) == (TriggerKind.SUB_WORKFLOW, "start")
    assert execution.parent == Parent(parent.id, "run")
    assert (execution.revision, execution.tags) == (1, ("inner",))
    assert record.input == {"n": 1}
    found = list_executions(ports, "acme", ExecutionFilter(parent_id=parent.id), PageRequest(1, 20))
    assert [each.id for each in found.items] == [run.id]


def test_of_two_that_tell_at_once_one_records(
    ports: FakePorts, called: StoredWorkflow, parent: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begun(ports, called, parent.id)
    monkeypatch.setattr(ports.executions, "add", lambda *_: parent)

    assert record_sub_run(ports, run) is None


def test_what_an_event_has_no_room_for_is_read(
    ports: FakePorts, called: StoredWorkflow, parent: Execution
) -> None:
    run = begun(ports, called, parent.id, None)

    record_sub_run(ports, run)

    assert ports.executions.records[run.id].input == {"read": "anew"}
    unknown = begun(ports, called, parent.id, None)
    del ports.machines.runs[unknown.id]
    with pytest.raises(Unavailable):
        record_sub_run(ports, unknown)


def test_what_nobody_started_is_not_recorded(ports: FakePorts, called: StoredWorkflow) -> None:
    assert record_sub_run(ports, StartedRun("exec_1", called.id, ports.clock.now(), "{}")) is None
    assert record_sub_run(ports, begun(ports, called, "exec_01hmk3wexvt5j7n1p3s6w8abcd")) is None


def test_what_a_run_starts_waits_for_the_record_of_that(
    ports: FakePorts, called: StoredWorkflow, parent: Execution
) -> None:
    first = begun(ports, called, parent.id)
    second = begun(ports, called, first.id)

    with pytest.raises(Unavailable):
        record_sub_run(ports, second)
    record_sub_run(ports, first)
    recorded = record_sub_run(ports, second)

    assert recorded is not None
    assert recorded.parent == Parent(first.id, None)  # the greeting has no such node


def test_the_revision_that_ran_is_recorded(
    ports: FakePorts, called: StoredWorkflow, parent: Execution
) -> None:
    run = begun(ports, called, parent.id)
    ports.clock.advance(seconds=1)
    update_workflow(ports, "acme", called.id, WorkflowChanges(nodes=greeting_graph("Servus").nodes))
    older = replace(begun(ports, called, parent.id), started_at=called.updated_at - timedelta(seconds=1))
    newer = begun(ports, called, parent.id)

    revisions = [record_sub_run(ports, each) for each in (run, newer, older)]

    assert [each.revision for each in revisions if each] == [1, 2, 2]


def test_of_a_deleted_workflow_and_of_a_draft_nothing_is_recorded(
    ports: FakePorts, called: StoredWorkflow, parent: Execution
) -> None:
    draft = create_workflow(ports, "acme", NewWorkflow("Draft"))
    run = begun(ports, called, parent.id)
    delete_workflow(ports, "acme", called.id, even_if_used=True)

    assert record_sub_run(ports, run) is None
    assert record_sub_run(ports, begun(ports, draft, parent.id)) is None


def test_its_failure_starts_its_error_workflow(ports: FakePorts, parent: Execution) -> None:
    helper, failing = _failing_with_helper(ports)
    run = begun(ports, failing, parent.id)

    record_sub_run(ports, run)
    record_execution_end(ports, run.id, _failure(ports))

    assert ports.outbox.failures == [run.id]
    assert start_error_workflow(ports, Failure(run.id)).workflow_id == helper.id


def test_what_began_with_a_failure_starts_no_error_workflow_however_deep(ports: FakePorts) -> None:
    _, failing = _failing_with_helper(ports)
    workflow = create_workflow(ports, "acme", NewWorkflow("Calling", graph=calling(failing)))
    first = execute_workflow(ports, "acme", workflow.id, Start(kind=TriggerKind.ERROR))
    second = begun(ports, workflow, first.id)
    third = begun(ports, failing, second.id)

    for run in (second, third):
        record_sub_run(ports, run)
    record_execution_end(ports, third.id, _failure(ports))

    assert ports.outbox.failures == []


def test_the_sweep_closes_what_was_recorded_and_never_reported(
    ports: FakePorts, called: StoredWorkflow, parent: Execution
) -> None:
    run = begun(ports, called, parent.id)
    record_sub_run(ports, run)
    ports.machines.end(run.id, ExecutionStatus.SUCCESS, json.read("1"))
    ports.clock.advance(hours=1)

    sweep_executions(ports, lambda: True)

    assert ports.executions.records[run.id].execution.status is ExecutionStatus.SUCCESS


def _failing_with_helper(ports: FakePorts) -> tuple[StoredWorkflow, StoredWorkflow]:
    helper = create_workflow(ports, "acme", NewWorkflow("Helper", graph=greeting_graph()))
    graph = replace(greeting_graph(), settings={"error_workflow": helper.id})
    return helper, create_workflow(ports, "acme", NewWorkflow("Failing", graph=graph))


def _failure(ports: FakePorts) -> ExecutionEnd:
    return ExecutionEnd(ExecutionStatus.FAILED, ports.clock.now(), error=ExecutionError("Sub.Bad", "nope"))
