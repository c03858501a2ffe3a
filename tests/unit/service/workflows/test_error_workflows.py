"""A workflow that is started when an execution of another one fails."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from exeoflow.api.executions.answers import execution_shown
from exeoflow.errors import ExecutionNotFound, WorkflowInvalid, WorkflowNotFound
from exeoflow.model.execution import Execution, ExecutionStatus, TriggerKind
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.executions.consequences import follow_up
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_error_workflow import Failure, start_error_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from exeoflow.service.workflows.validate import validate_workflow
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts, fake_ports

Operation = Callable[[Ports, Execution], None]


def _caring(error_workflow: str) -> NewWorkflow:
    graph = replace(greeting_graph(), settings={"error_workflow": error_workflow})
    return NewWorkflow("Caring", graph=graph)


@pytest.fixture
def helper(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Helper", graph=greeting_graph()))


def failed(ports: FakePorts, helper: StoredWorkflow, start: Start | None = None) -> Execution:
    """Return an execution that has failed, but whose end nobody knows yet."""
    workflow = create_workflow(ports, "acme", _caring(helper.id))
    execution = execute_workflow(ports, "acme", workflow.id, start or Start({"order": 1}))
    ports.machines.end(execution.id, ExecutionStatus.FAILED, error="Http.Status404")
    return execution


def deliver(ports: FakePorts) -> list[Execution]:
    """Do what the queue does, twice each."""
    return [start_error_workflow(ports, Failure(each)) for each in ports.outbox.failures * 2]


def helped(ports: FakePorts) -> list[Execution]:
    """Return the executions that failures started."""
    records = ports.executions.records.values()
    return [each.execution for each in records if each.execution.trigger_kind is TriggerKind.ERROR]


def test_a_failure_starts_the_error_workflow_once_with_the_record(
    ports: FakePorts, helper: StoredWorkflow
) -> None:
    execution = failed(ports, helper)

    record_execution_end(ports, execution.id, None)
    first, second = deliver(ports)

    assert first == second
    assert helped(ports) == [first]
    told = ports.machines.runs[first.id].input
    assert isinstance(told, dict)
    assert told["trigger"] == {"kind": "manual", "node_id": "start"}
    assert (told["input"], told["input_omitted"]) == ({"order": 1}, False)
    assert told["error"] == {"code": "Http.Status404", "message": "", "node_id": "greet"}
    shown = execution_shown(get_execution(ports, "acme", execution.id), "de")
    facts = {"id", "workflow_id", "workflow_name", "status", "started_at", "finished_at", "duration"}
    assert told.keys() == facts | {"trigger", "error", "input", "input_omitted"}
    assert {name: told[name] for name in facts} == {
        name: value for name, value in shown.items() if name in facts
    }


def test_an_inactive_error_workflow_is_started_too(ports: FakePorts, helper: StoredWorkflow) -> None:
    execution = failed(ports, helper)

    record_execution_end(ports, execution.id, None)

    assert helper.status == "inactive"
    assert deliver(ports)[0].workflow_id == helper.id


@pytest.mark.parametrize("status", [ExecutionStatus.SUCCESS, ExecutionStatus.CANCELLED])
def test_another_end_starts_nothing(
    ports: FakePorts, helper: StoredWorkflow, status: ExecutionStatus
) -> None:
    execution = failed(ports, helper)
    ports.machines.end(execution.id, status)

    record_execution_end(ports, execution.id, None)

    assert ports.outbox.failures == []
    assert ports.executions.follow_ups == {}
    with pytest.raises(ExecutionNotFound):
        start_error_workflow(ports, Failure(execution.id))


def test_a_workflow_without_an_error_workflow_leaves_no_mark(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", NewWorkflow("Careless", graph=greeting_graph()))
    execution = execute_workflow(ports, "acme", workflow.id, Start())
    ports.machines.end(execution.id, ExecutionStatus.FAILED)
    plan = CrashPlan()

    record_execution_end(ports.crashing(plan), execution.id, None)

    assert plan.calls == 5  # the record, how it ended, the history, the notifications, the end
    assert ports.executions.follow_ups == {}
    with pytest.raises(ExecutionNotFound):
        start_error_workflow(ports, Failure(execution.id))
    with pytest.raises(ExecutionNotFound):
        start_error_workflow(ports, Failure("exec_unknown"))


def test_the_revision_that_ran_decides(ports: FakePorts, helper: StoredWorkflow) -> None:
    execution = failed(ports, helper)
    workflow_id = execution.workflow_id
    update_workflow(ports, "acme", workflow_id, WorkflowChanges(settings={}))

    record_execution_end(ports, execution.id, None)

    assert ports.outbox.failures == [execution.id]


def test_what_an_error_workflow_does_wrong_starts_no_other(ports: FakePorts, helper: StoredWorkflow) -> None:
    execution = failed(ports, helper)
    settings = WorkflowChanges(settings={"error_workflow": execution.workflow_id})
    update_workflow(ports, "acme", helper.id, settings)
    record_execution_end(ports, execution.id, None)
    started = deliver(ports)[0]
    ports.machines.end(started.id, ExecutionStatus.FAILED)

    record_execution_end(ports, started.id, None)

    assert ports.outbox.failures == [execution.id]


def test_an_input_that_has_no_room_is_left_out(ports: FakePorts, helper: StoredWorkflow) -> None:
    large = Start({"text": "ü" * ((ports.machines.most_input_bytes - 200) // 2)})
    execution = failed(ports, helper, large)

    record_execution_end(ports, execution.id, None)

    told = ports.machines.runs[deliver(ports)[0].id].input
    assert isinstance(told, dict)
    assert (told["input"], told["input_omitted"]) == (None, True)


def test_half_a_character_in_a_cause_does_not_stop_the_start(
    ports: FakePorts, helper: StoredWorkflow
) -> None:
    execution = failed(ports, helper)
    record_execution_end(ports, execution.id, None)
    record = ports.executions.records[execution.id]
    assert record.error is not None
    broken = replace(record, error=replace(record.error, message="half \ud800"))
    ports.executions.records[execution.id] = broken

    told = ports.machines.runs[deliver(ports)[0].id].input

    assert isinstance(told, dict)
    assert told["error"] == {"code": "Http.Status404", "message": "half ?", "node_id": "greet"}


def test_an_error_workflow_that_was_deleted_cannot_be_started(
    ports: FakePorts, helper: StoredWorkflow
) -> None:
    execution = failed(ports, helper)
    delete_workflow(ports, "acme", helper.id, even_if_used=True)

    record_execution_end(ports, execution.id, None)

    with pytest.raises(WorkflowNotFound):
        deliver(ports)


def test_whoever_closes_on_reading_leaves_the_rest_to_the_event(
    ports: FakePorts, helper: StoredWorkflow
) -> None:
    execution = failed(ports, helper)

    read = get_execution(ports, "acme", execution.id)
    assert read.has_follow_up
    assert ports.outbox.failures == []
    assert record_execution_end(ports, execution.id, None) is None

    assert ports.outbox.failures == [execution.id]
    assert ports.executions.follow_ups == {}


def test_what_neither_the_event_nor_anybody_else_did_the_sweep_does(
    ports: FakePorts, helper: StoredWorkflow
) -> None:
    unseen, seen = failed(ports, helper), failed(ports, helper)
    get_execution(ports, "acme", seen.id)
    ports.clock.advance(minutes=5)

    sweep = sweep_executions(ports, lambda: True)

    assert (len(sweep.ends), sweep.followed_up) == (1, 1)
    assert sorted(ports.outbox.failures) == sorted([unseen.id, seen.id])
    assert ports.executions.follow_ups == {}
    assert sweep_executions(ports, lambda: True).setbacks == ()


def test_the_sweep_leaves_what_an_event_is_just_doing(ports: FakePorts, helper: StoredWorkflow) -> None:
    get_execution(ports, "acme", failed(ports, helper).id)
    ports.clock.advance(minutes=1)

    assert sweep_executions(ports, lambda: True).setbacks == ()


def test_the_sweep_stops_in_time_and_passes_over_what_has_expired(
    ports: FakePorts, helper: StoredWorkflow
) -> None:
    execution = failed(ports, helper)
    get_execution(ports, "acme", execution.id)
    ports.clock.advance(minutes=5)

    assert sweep_executions(ports, lambda: False).followed_up == 0
    del ports.executions.records[execution.id]
    assert sweep_executions(ports, lambda: True).setbacks == ()


def test_a_report_that_lost_the_race_sees_to_what_follows(
    ports: FakePorts, helper: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    execution = failed(ports, helper)
    read_history = ports.machines.history

    def history_while_somebody_reads(workflow_id: str, execution_id: str) -> object:
        monkeypatch.setattr(ports.machines, "history", read_history)
        get_execution(ports, "acme", execution_id)
        return read_history(workflow_id, execution_id)

    monkeypatch.setattr(ports.machines, "history", history_while_somebody_reads)

    assert record_execution_end(ports, execution.id, None) is None
    assert ports.outbox.failures == [execution.id]
    assert ports.executions.follow_ups == {}


def test_what_is_not_marked_has_no_follow_up(ports: FakePorts, helper: StoredWorkflow) -> None:
    execution = failed(ports, helper)

    follow_up(ports, ports.executions.records[execution.id])

    assert ports.outbox.failures == []


def record_end(ports: Ports, execution: Execution) -> None:
    record_execution_end(ports, execution.id, None)


def sweep(ports: Ports, execution: Execution) -> None:
    del execution
    sweep_executions(ports, lambda: True)


def start_on_failure(ports: Ports, execution: Execution) -> None:
    start_error_workflow(ports, Failure(execution.id))


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("recorder", [record_end, sweep])
@pytest.mark.parametrize("healer", [record_end, sweep])
@pytest.mark.parametrize("is_closed", [False, True])
def test_a_crash_at_any_call_loses_and_doubles_no_start(
    moment: Moment, recorder: Operation, healer: Operation, *, is_closed: bool
) -> None:
    for crash_at in range(1, 20):
        ports = fake_ports()
        helper = create_workflow(ports, "acme", NewWorkflow("Helper", graph=greeting_graph()))
        execution = failed(ports, helper)
        if is_closed:
            get_execution(ports, "acme", execution.id)

        ports.clock.advance(minutes=5)

        has_crashed = _crashes(recorder, ports, execution, CrashPlan(crash_at, moment))
        ports.clock.advance(minutes=5)
        healer(ports, execution)
        deliver(ports)

        assert len(helped(ports)) == 1
        assert ports.executions.follow_ups == {}
        if not has_crashed:
            assert crash_at > 1
            return
    pytest.fail("the operation never came to its end")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_in_the_start_is_healed_by_the_message_that_comes_again(moment: Moment) -> None:
    for crash_at in range(1, 10):
        ports = fake_ports()
        helper = create_workflow(ports, "acme", NewWorkflow("Helper", graph=greeting_graph()))
        execution = failed(ports, helper)
        record_end(ports, execution)

        has_crashed = _crashes(start_on_failure, ports, execution, CrashPlan(crash_at, moment))
        deliver(ports)

        [started] = helped(ports)
        assert set(ports.machines.runs) == {execution.id, started.id}
        if not has_crashed:
            assert crash_at > 1
            return
    pytest.fail("the operation never came to its end")


def _crashes(operation: Operation, ports: FakePorts, execution: Execution, plan: CrashPlan) -> bool:
    try:
        operation(ports.crashing(plan), execution)
    except Crash:
        return True
    return False


def test_an_error_workflow_of_another_workspace_does_not_exist(ports: FakePorts) -> None:
    foreign = create_workflow(ports, "other", NewWorkflow("Helper", graph=greeting_graph()))

    with pytest.raises(WorkflowInvalid) as refusal:
        create_workflow(ports, "acme", _caring(foreign.id))

    assert [(each.rule, each.path) for each in refusal.value.diagnostics] == [
        ("error-workflow-unknown", "settings.error_workflow")
    ]
    assert not validate_workflow(ports, "acme", _caring(foreign.id)).is_valid


def test_no_workflow_is_its_own_error_workflow(ports: FakePorts, helper: StoredWorkflow) -> None:
    with pytest.raises(WorkflowInvalid) as refusal:
        update_workflow(ports, "acme", helper.id, WorkflowChanges(settings={"error_workflow": helper.id}))

    assert [each.rule for each in refusal.value.diagnostics] == ["error-workflow-itself"]


def test_a_draft_may_name_its_error_workflow(ports: FakePorts, helper: StoredWorkflow) -> None:
    draft = NewWorkflow("Draft", graph=Graph(settings={"error_workflow": helper.id}))

    assert create_workflow(ports, "acme", draft).graph.settings == {"error_workflow": helper.id}
