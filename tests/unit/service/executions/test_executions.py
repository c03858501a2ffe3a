"""Starting, reading, listing and cancelling executions."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exeoflow.errors import (
    ExecutionFinished,
    ExecutionNotFound,
    ExecutionStarting,
    IdempotencyKeyReused,
    InputTooLarge,
    InvalidRequest,
    StartRefused,
    StateMachineMissing,
    Unavailable,
    WorkflowEmpty,
    WorkflowNotFound,
)
from exeoflow.model.execution import Execution, ExecutionFilter, ExecutionStatus, TriggerKind
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.close_record import NEVER_STARTED
from exeoflow.service.executions.records import list_executions
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.executions.wait_for import wait_for_execution
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.crashes import Crash, CrashPlan
from tests.fakes.graphs import TRIGGER, WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

REQUEST = IdempotentRequest.of("key", {"input": {}})


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))


def execute(
    ports: FakePorts,
    workflow: StoredWorkflow,
    start: Start | None = None,
    request: IdempotentRequest | None = None,
) -> Execution:
    return execute_workflow(ports, "acme", workflow.id, start or Start(), request)


def test_a_start_is_recorded_and_runs_the_newest_version(ports: FakePorts, workflow: StoredWorkflow) -> None:
    changed = update_workflow(
        ports, "acme", workflow.id, WorkflowChanges(nodes=greeting_graph("Servus").nodes)
    )

    execution = execute(ports, workflow, Start({"name": "Ada"}))

    record = ports.executions.records[execution.id]
    assert (record.execution, record.input) == (execution, {"name": "Ada"})
    assert (execution.status, execution.trigger_kind) == (ExecutionStatus.RUNNING, TriggerKind.MANUAL)
    assert changed.publication is not None
    assert ports.machines.runs[execution.id].version_arn == changed.publication.version_arn
    assert ports.machines.runs[execution.id].input == {"name": "Ada"}


def test_a_start_by_a_trigger_that_matters_wraps_the_input(ports: FakePorts) -> None:
    graph = greeting_graph("{{ $nodes.hook.a }}", WEBHOOK, TRIGGER)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=graph))

    by_default = execute(ports, workflow, Start({"a": 1}, trigger="start"))
    by_webhook = execute(ports, workflow, Start({"a": 1}, trigger="hook"))

    assert (by_default.trigger_node, by_webhook.trigger_node) == ("start", "hook")
    assert ports.machines.runs[by_default.id].input == {"a": 1}
    assert ports.machines.runs[by_webhook.id].input == {"exeoflow:trigger": "hook", "data": {"a": 1}}
    assert ports.executions.records[by_webhook.id].input == {"a": 1}


def test_a_start_by_a_trigger_that_nothing_tells_from_the_default_one_does_not(ports: FakePorts) -> None:
    graph = greeting_graph("Hallo", WEBHOOK, TRIGGER, {**WEBHOOK, "id": "off", "disabled": True})
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=graph))

    execution = execute(ports, workflow, Start({"a": 1}, trigger="hook"))

    assert execution.trigger_node == "hook"
    assert ports.machines.runs[execution.id].input == {"a": 1}


@pytest.mark.parametrize("trigger", ["greet", "off", "unknown"])
def test_a_start_by_what_is_no_trigger_is_refused(ports: FakePorts, trigger: str) -> None:
    graph = greeting_graph("Hallo", TRIGGER, {**WEBHOOK, "id": "off", "disabled": True})
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=graph))

    with pytest.raises(InvalidRequest) as refusal:
        execute(ports, workflow, Start(trigger=trigger))

    assert [fault.path for fault in refusal.value.faults] == ["trigger"]
    assert ports.executions.records == {}


def test_the_first_trigger_is_the_default_where_none_is_manual(ports: FakePorts) -> None:
    second = {**WEBHOOK, "id": "second"}
    node_without_config = {**greeting_graph().nodes[1]}
    graph = Graph(
        (WEBHOOK, second, node_without_config),
        ({"source": "hook", "target": "greet"}, {"source": "second", "target": "greet"}),
    )
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=graph))

    assert execute(ports, workflow).trigger_node == "hook"


def test_a_trigger_without_config_is_manual(ports: FakePorts) -> None:
    bare: JsonObject = {"id": "bare", "type": "trigger"}
    workflow = create_workflow(
        ports, "acme", NewWorkflow("Greeting", graph=greeting_graph("Hallo", WEBHOOK, bare))
    )

    assert execute(ports, workflow).trigger_node == "bare"


def test_a_draft_cannot_be_executed(ports: FakePorts) -> None:
    draft = create_workflow(ports, "acme", NewWorkflow("Draft"))

    with pytest.raises(WorkflowEmpty):
        execute(ports, draft)


def test_an_input_may_have_as_many_bytes_as_step_functions_takes(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    room = ports.machines.most_input_bytes - len('{"a":""}')

    execute(ports, workflow, Start({"a": "ü" * (room // 2)}))
    with pytest.raises(InputTooLarge):
        execute(ports, workflow, Start({"a": "ü" * (room // 2) + "x"}))

    assert len(ports.executions.records) == 1


def test_the_same_request_starts_once(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = execute(ports, workflow, request=REQUEST)
    ports.machines.end(first.id, ExecutionStatus.SUCCESS)
    get_execution(ports, "acme", first.id)
    second = execute(ports, workflow, request=REQUEST)

    assert (second.id, second.started_at) == (first.id, first.started_at)
    assert len(ports.machines.runs) == 1


def test_the_same_key_for_another_start_is_refused(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execute(ports, workflow, request=REQUEST)

    with pytest.raises(IdempotencyKeyReused):
        execute(ports, workflow, request=IdempotentRequest.of("key", {"input": {"a": 1}}))


def test_a_repetition_makes_up_for_a_start_that_was_refused(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    ports.machines.refuses_starts = True
    with pytest.raises(StartRefused):
        execute(ports, workflow, request=REQUEST)
    ports.machines.refuses_starts = False

    execution = execute(ports, workflow, request=REQUEST)

    assert list(ports.machines.runs) == [execution.id]


def test_a_late_repetition_starts_nothing_that_the_sweep_may_be_giving_up(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    ports.machines.refuses_starts = True
    with pytest.raises(StartRefused):
        execute(ports, workflow, request=REQUEST)
    ports.clock.advance(minutes=2)
    ports.machines.refuses_starts = False

    with pytest.raises(Unavailable):
        execute(ports, workflow, request=REQUEST)

    assert ports.machines.runs == {}


def test_a_late_repetition_finds_what_runs(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = execute(ports, workflow, request=REQUEST)
    ports.clock.advance(minutes=2)

    assert execute(ports, workflow, request=REQUEST).id == first.id
    assert len(ports.machines.runs) == 1


@pytest.mark.parametrize("is_swept", [True, False])
def test_a_repetition_starts_anew_what_never_began(
    ports: FakePorts, workflow: StoredWorkflow, *, is_swept: bool
) -> None:
    ports.machines.refuses_starts = True
    with pytest.raises(StartRefused):
        execute(ports, workflow, request=REQUEST)
    ports.machines.refuses_starts = False
    ports.clock.advance(minutes=5)
    if is_swept:
        sweep_executions(ports, lambda: True)

    second = execute(ports, workflow, request=REQUEST)
    again = execute(ports, workflow, request=REQUEST)

    assert second.id == again.id
    assert list(ports.machines.runs) == [second.id]
    statuses = sorted(record.execution.status for record in ports.executions.records.values())
    assert statuses == ["failed", "running"]


def test_a_repetition_does_not_repeat_what_failed(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = execute(ports, workflow, request=REQUEST)
    ports.machines.end(first.id, ExecutionStatus.FAILED, error="Http.Status500")
    get_execution(ports, "acme", first.id)

    assert execute(ports, workflow, request=REQUEST).id == first.id
    assert len(ports.machines.runs) == 1


def test_a_refused_start_leaves_no_record(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.refuses_starts = True

    with pytest.raises(StartRefused):
        execute(ports, workflow)

    assert ports.executions.records == {}


def test_a_machine_that_vanished_is_published_again(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.versions.clear()

    execution = execute(ports, workflow)

    assert execution.id in ports.machines.runs


def test_a_keyed_start_whose_machine_vanished_is_published_again_at_its_repetition(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    """It used to be refused until the sweep gave up the record of the first attempt."""
    with pytest.raises(Crash):
        execute_workflow(ports.crashing(CrashPlan(3, "before")), "acme", workflow.id, Start(), REQUEST)
    [recorded] = ports.executions.records
    ports.machines.versions.clear()

    execution = execute(ports, workflow, request=REQUEST)

    assert (execution.id, list(ports.machines.runs)) == (recorded, [recorded])


def test_a_version_that_stays_missing_is_a_refused_start(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def miss(*_: object) -> None:
        raise StateMachineMissing

    monkeypatch.setattr(ports.machines, "start", miss)

    with pytest.raises(StateMachineMissing):
        execute(ports, workflow)

    assert ports.executions.records == {}


def test_a_workflow_that_is_deleted_during_the_start_is_not_found(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete_first(*_: object) -> None:
        delete_workflow(ports, "acme", workflow.id)
        raise StateMachineMissing

    monkeypatch.setattr(ports.machines, "start", delete_first)

    with pytest.raises(WorkflowNotFound):
        execute(ports, workflow)

    # The deletion has found it and ended it before it began.
    [record] = ports.executions.records.values()
    assert record.execution.status is ExecutionStatus.CANCELLED


def test_a_workflow_that_is_emptied_during_the_start_cannot_be_executed(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def empty_first(*_: object) -> None:
        update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=(), connections=()))
        raise StateMachineMissing

    monkeypatch.setattr(ports.machines, "start", empty_first)

    with pytest.raises(WorkflowEmpty):
        execute(ports, workflow)

    assert ports.executions.records == {}


def test_a_running_execution_shows_the_steps_so_far(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute(ports, workflow)

    record = get_execution(ports, "acme", execution.id)

    assert record.execution.status is ExecutionStatus.RUNNING
    assert record.steps is not None
    assert [step.finished_at for step in record.steps] == [execution.started_at, None]


def test_reading_an_execution_records_its_end(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute(ports, workflow)
    ports.clock.advance(seconds=2)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, {"text": "Hallo"})

    record = get_execution(ports, "acme", execution.id)

    assert (record.execution.status, record.output) == (ExecutionStatus.SUCCESS, {"text": "Hallo"})
    assert record.execution.duration == 2000
    assert record == ports.executions.records[execution.id]


def test_a_finished_execution_is_read_from_its_record_alone(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)
    record = get_execution(ports, "acme", execution.id)
    ports.machines.runs.clear()

    assert get_execution(ports, "acme", execution.id) == record


def test_an_end_that_another_recorded_first_is_the_one_shown(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, {"text": "Hallo"})
    monkeypatch.setattr(ports.executions, "finish", lambda *_: False)

    record = get_execution(ports, "acme", execution.id)

    assert record == ports.executions.records[execution.id]


def test_an_end_that_expired_meanwhile_is_shown_as_it_was_read(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)

    def expire(*_: object) -> bool:
        ports.executions.records.clear()
        return False

    monkeypatch.setattr(ports.executions, "finish", expire)

    assert get_execution(ports, "acme", execution.id).execution == execution


def test_steps_that_were_not_stored_with_the_end_are_added(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)
    get_execution(ports, "acme", execution.id)
    record = ports.executions.records[execution.id]
    ports.executions.records[execution.id] = replace(record, steps=None)

    shown = get_execution(ports, "acme", execution.id)

    assert shown == record
    assert ports.executions.records[execution.id] == record


def test_who_waited_for_the_end_is_shown_the_steps_as_well(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)
    whole = get_execution(ports, "acme", execution.id)
    ports.executions.records[execution.id] = replace(whole, steps=None)

    assert wait_for_execution(ports, "acme", execution.id, 25) == whole
    assert ports.clock.pauses == []


def test_steps_that_step_functions_forgot_are_none(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)
    get_execution(ports, "acme", execution.id)
    ports.executions.records[execution.id] = replace(ports.executions.records[execution.id], steps=None)
    ports.machines.runs.clear()

    assert get_execution(ports, "acme", execution.id).steps == ()


def test_an_execution_that_never_began_is_running_at_first_and_failed_later(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    execution = execute(ports, workflow)
    ports.machines.runs.clear()

    assert get_execution(ports, "acme", execution.id).execution.status is ExecutionStatus.RUNNING
    ports.clock.advance(minutes=5)
    failed = get_execution(ports, "acme", execution.id)

    assert failed.execution.status is ExecutionStatus.FAILED
    assert failed.error is not None
    assert failed.error.code == NEVER_STARTED


@pytest.mark.parametrize("execution_id", ["exec_unknown", "x#y", ""])
def test_an_unknown_execution_is_not_found(ports: FakePorts, execution_id: str) -> None:
    with pytest.raises(ExecutionNotFound):
        get_execution(ports, "acme", execution_id)


def test_an_execution_of_another_workspace_is_not_found(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute(ports, workflow)

    with pytest.raises(ExecutionNotFound):
        get_execution(ports, "other", execution.id)
    with pytest.raises(ExecutionNotFound):
        cancel_execution(ports, "other", execution.id)


def test_a_running_execution_can_be_cancelled_once(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute(ports, workflow)

    cancelled = cancel_execution(ports, "acme", execution.id)

    assert cancelled.status is ExecutionStatus.CANCELLED
    assert ports.executions.records[execution.id].execution == cancelled
    with pytest.raises(ExecutionFinished):
        cancel_execution(ports, "acme", execution.id)


def test_a_stop_that_step_functions_does_not_show_yet_is_a_stop(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    execution = execute(ports, workflow)
    monkeypatch.setattr(ports.machines, "stop", lambda *_: None)

    assert cancel_execution(ports, "acme", execution.id).status is ExecutionStatus.CANCELLED


def test_an_execution_that_was_faster_than_its_cancellation_keeps_its_own_end(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    execution = execute(ports, workflow)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, {"text": "Hallo"})

    with pytest.raises(ExecutionFinished):
        cancel_execution(ports, "acme", execution.id)

    assert ports.executions.records[execution.id].execution.status is ExecutionStatus.SUCCESS


def test_what_is_just_being_started_cannot_be_cancelled_yet(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    execution = execute(ports, workflow)
    ports.machines.runs.clear()

    with pytest.raises(ExecutionStarting):
        cancel_execution(ports, "acme", execution.id)
    ports.clock.advance(minutes=5)
    with pytest.raises(ExecutionFinished):
        cancel_execution(ports, "acme", execution.id)

    assert ports.executions.records[execution.id].execution.status is ExecutionStatus.FAILED


def test_lists_show_what_matches(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = execute(ports, workflow)
    ports.clock.advance(minutes=1)
    second = execute(ports, workflow)
    cancel_execution(ports, "acme", first.id)

    matching = ExecutionFilter(statuses=frozenset({ExecutionStatus.RUNNING}))
    running = list_executions(ports, "acme", matching, PageRequest())

    assert ([execution.id for execution in running.items], running.total) == ([second.id], 1)
