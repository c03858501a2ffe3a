"""Reruns, queues and trials where something is missing."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exeoflow.errors import (
    ConcurrencyReached,
    InvalidRequest,
    RevisionNotFound,
    StateMachineMissing,
    WorkflowGone,
)
from exeoflow.model.execution import ExecutionEnd, ExecutionFilter, ExecutionStatus
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.executions.bulk import ExecutionAction, change_executions
from exeoflow.service.executions.explain.try_node import Given, try_node
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.rerun import outputs, succeeded_items
from exeoflow.service.executions.rerun.publication import rerun_published
from exeoflow.service.executions.retry import Retry, retry_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from tests.fakes.graphs import TRIGGER, greeting_graph
from tests.fakes.ports import FakePorts

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

OLD = Retry(by_old_revision=True)


def workflow(ports: FakePorts, **settings: Any) -> StoredWorkflow:
    drawn = greeting_graph()
    graph = Graph(drawn.nodes, drawn.connections, settings)
    return create_workflow(ports, "acme", NewWorkflow("W", graph=graph))


def ended(ports: FakePorts, of: StoredWorkflow) -> str:
    execution = execute_workflow(ports, "acme", of.id, Start())
    end = ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now(), {})
    record_execution_end(ports, execution.id, end)
    return execution.id


def test_a_revision_that_is_no_longer_kept_cannot_be_run_again(ports: FakePorts) -> None:
    of = workflow(ports)
    execution = ended(ports, of)
    kept = ports.workflows.revisions["acme", of.id]
    ports.workflows.revisions["acme", of.id] = [replace(kept[0], revision=9)]

    with pytest.raises(RevisionNotFound):
        retry_execution(ports, "acme", execution, retry=OLD)


def test_nothing_of_a_deleted_workflow_is_run_again(ports: FakePorts) -> None:
    of = workflow(ports)
    execution = ended(ports, of)
    delete_workflow(ports, "acme", of.id)

    with pytest.raises(WorkflowGone):
        retry_execution(ports, "acme", execution, retry=OLD)


def test_an_output_that_nobody_knows_any_more_is_told(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    execution = ended(ports, workflow(ports))
    monkeypatch.setattr(outputs, "recorded_pins", lambda *_: {"start": None})

    with pytest.raises(InvalidRequest) as refusal:
        retry_execution(ports, "acme", execution, retry=Retry("greet"))

    assert [fault.rule for fault in refusal.value.faults] == ["rerun-output-lost"]


def test_an_item_of_which_nobody_knows_what_it_came_to_is_told(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    each: JsonObject = {"id": "each", "type": "for_each", "config": {"items": "{{ [1] }}"}}
    graph = Graph((TRIGGER, each), ({"source": str(TRIGGER["id"]), "target": "each"},))
    execution = ended(ports, create_workflow(ports, "acme", NewWorkflow("W", graph=graph)))
    monkeypatch.setattr(succeeded_items, "recorded_items", lambda *_: None)

    with pytest.raises(InvalidRequest) as refusal:
        retry_execution(ports, "acme", execution, retry=Retry("each", keeps_items=True))

    assert [fault.rule for fault in refusal.value.faults] == ["rerun-output-lost"]


def test_a_draft_has_no_machine_for_reruns(ports: FakePorts) -> None:
    assert rerun_published(ports, replace(workflow(ports), graph=Graph()), {}).publication is None


def test_a_version_for_a_rerun_is_not_made_again(ports: FakePorts, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise StateMachineMissing

    of = workflow(ports)
    monkeypatch.setattr(ports.machines, "start", missing)

    with pytest.raises(StateMachineMissing):
        execute_workflow(ports, "acme", of.id, Start(outputs={"greet": 1}))

    assert ports.executions.records == {}


def test_room_that_comes_while_a_start_queues_is_taken(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first = execute_workflow(ports, "acme", of.id, Start())
    monkeypatch.setattr(
        ports.executions, "enqueue", lambda _: ports.executions.free_slot("acme", of.id, first.id)
    )

    assert not execute_workflow(ports, "acme", of.id, Start()).is_queued


def test_who_never_gets_the_room_that_is_made_is_refused(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = workflow(ports, concurrency={"max": 1, "mode": "skip"})
    monkeypatch.setattr(ports.executions, "take_slot", lambda *_: ["exec_gone"])

    with pytest.raises(ConcurrencyReached):
        execute_workflow(ports, "acme", of.id, Start())


def test_what_was_never_published_leaves_the_queue(ports: FakePorts) -> None:
    of = workflow(ports, concurrency={"max": 1})
    first, second = (execute_workflow(ports, "acme", of.id, Start()) for _ in range(2))
    kept = ports.workflows.revisions["acme", of.id]
    ports.workflows.revisions["acme", of.id] = [replace(each, publication=None) for each in kept]

    record_execution_end(ports, first.id, ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now(), {}))

    assert list(ports.executions.queued("acme", of.id)) == []
    assert not ports.machines.find(of.id, second.id).is_known


def test_what_a_filter_finds_is_retried(ports: FakePorts) -> None:
    of = workflow(ports)
    ended(ports, of)

    report = change_executions(ports, "acme", ExecutionAction.RETRY, ExecutionFilter(of.id))

    assert [result.error for result in report.results] == [None]


def test_what_is_evaluated_for_each_item_is_not_evaluated_for_none(ports: FakePorts) -> None:
    kept: JsonObject = {
        "id": "kept",
        "type": "filter",
        "config": {"items": "{{ $input }}", "expression": "$item > 1"},
    }
    graph = Graph((TRIGGER, kept), ({"source": str(TRIGGER["id"]), "target": "kept"},))
    of = create_workflow(ports, "acme", NewWorkflow("W", graph=graph))

    tried = try_node(ports, "acme", of.id, "kept", Given({"input": [1, 2]}))

    assert (tried.output, [field for field, _, _ in tried.evaluated]) == (([2],), ["items"])
