"""Recording reported ends, sweeping for lost ones, and healing after a crash at any call."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.errors import ApprovalExpired, Unavailable
from exeoflow.model.approval import Approval, ApprovalKind
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionError, ExecutionStatus
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.approvals.answer import check_open
from exeoflow.service.approvals.request import Question, request_approval
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports
from exeoflow.service.ports.state_machines import Sighting
from exeoflow.service.ports.stores.trigger_journal import TriggerMove
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.graphs import event_graph, greeting_graph
from tests.fakes.ports import FakePorts, fake_ports

GREETING = NewWorkflow("Greeting", graph=greeting_graph())
REQUEST = IdempotentRequest.of("key", {})
RENAME = WorkflowChanges(name="Renamed", nodes=greeting_graph("Servus").nodes)


def always() -> bool:
    return True


@pytest.fixture
def execution(ports: FakePorts) -> Execution:
    workflow = create_workflow(ports, "acme", GREETING)
    return execute_workflow(ports, "acme", workflow.id, Start())


def reported(ports: FakePorts, output: str = "reported") -> ExecutionEnd:
    return ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now(), output)


def test_a_reported_end_is_recorded_once_with_its_steps(ports: FakePorts, execution: Execution) -> None:
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, "in the history too")

    first = record_execution_end(ports, execution.id, reported(ports))
    second = record_execution_end(ports, execution.id, reported(ports))

    record = ports.executions.records[execution.id]
    assert first is not None
    assert second is None
    assert record.output == "reported"
    assert record.steps is not None
    assert [step.status for step in record.steps] == [ExecutionStatus.SUCCESS] * 2


def test_a_report_of_an_unknown_execution_is_ignored(ports: FakePorts) -> None:
    assert record_execution_end(ports, "exec_unknown", reported(ports)) is None


def test_a_report_that_lost_a_race_records_nothing(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.executions, "finish", lambda *_: False)

    assert record_execution_end(ports, execution.id, reported(ports)) is None


def test_a_history_that_lags_behind_gives_the_steps_and_the_report_the_end(
    ports: FakePorts, execution: Execution
) -> None:
    end = record_execution_end(ports, execution.id, reported(ports))

    assert end is not None
    assert end.output == "reported"
    assert end.steps is not None


def test_a_history_that_is_gone_leaves_the_report(ports: FakePorts, execution: Execution) -> None:
    ports.machines.runs.clear()

    assert record_execution_end(ports, execution.id, reported(ports)) == reported(ports)


def test_an_end_that_was_too_large_to_be_reported_is_asked_for(
    ports: FakePorts, execution: Execution
) -> None:
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, "large")

    end = record_execution_end(ports, execution.id, None)

    assert end is not None
    assert (end.output, len(end.steps or ())) == ("large", 2)


def test_an_end_that_nobody_can_tell_is_asked_for_again(ports: FakePorts, execution: Execution) -> None:
    with pytest.raises(Unavailable):
        record_execution_end(ports, execution.id, None)


def test_a_history_that_cannot_be_read_now_leaves_the_steps_for_later(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.machines, "history", refuse)

    assert record_execution_end(ports, execution.id, reported(ports)) == reported(ports)
    assert ports.executions.records[execution.id].steps is None


def test_the_node_that_failed_is_told_as_soon_as_a_history_can_be_read(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It used to be null for good where ends came faster than AWS reads histories."""
    ports.machines.end(execution.id, ExecutionStatus.FAILED, error="Http.Timeout")
    failed = replace(reported(ports), status=ExecutionStatus.FAILED, error=ExecutionError("Http.Timeout", ""))
    with monkeypatch.context() as throttled:
        throttled.setattr(ports.machines, "history", refuse)
        record_execution_end(ports, execution.id, failed)
        before = get_execution(ports, "acme", execution.id)

    after = get_execution(ports, "acme", execution.id)

    assert before.error == ExecutionError("Http.Timeout", "")
    assert after.error == ExecutionError("Http.Timeout", "", "greet")
    assert ports.executions.records[execution.id] == after
    assert get_execution(ports, "acme", execution.id) == after


def test_a_running_execution_is_shown_as_it_is_stored_while_no_history_can_be_read(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.machines, "history", refuse)

    assert get_execution(ports, "acme", execution.id) == ports.executions.records[execution.id]


def test_an_end_whose_output_is_not_known_yet_is_left_to_its_event(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, "late")
    monkeypatch.setattr(ports.machines, "find", lambda *_: Sighting(is_known=True))

    record = get_execution(ports, "acme", execution.id)

    assert record.execution.is_running
    assert record.steps is not None
    assert ports.executions.records[execution.id].steps is None


def test_the_sweep_asks_rarely_about_what_waits_for_an_answer(ports: FakePorts, execution: Execution) -> None:
    asking(ports, execution)
    asked, now = 0, ports.clock.now()
    while ports.clock.now() < now + timedelta(days=10):
        ports.clock.moment = ports.executions.checks[execution.id]
        asked += sweep_executions(ports, always).checked

    assert asked == 24  # it was 250; from the third day on there is one a day


@pytest.mark.parametrize("status", [ExecutionStatus.FAILED, ExecutionStatus.SUCCESS])
def test_no_question_outlives_its_execution(
    ports: FakePorts, execution: Execution, status: ExecutionStatus
) -> None:
    asked = asking(ports, execution)
    ports.machines.end(execution.id, status)

    record_execution_end(ports, execution.id, None)

    assert ports.approvals.pending(execution.id) == []
    with pytest.raises(ApprovalExpired):
        check_open(ports, ports.approvals.approvals[asked.id])


def test_no_question_outlives_a_cancellation(ports: FakePorts, execution: Execution) -> None:
    asking(ports, execution)
    cancel_execution(ports, "acme", execution.id)
    ports.clock.advance(minutes=5)

    assert sweep_executions(ports, always).followed_up == 1

    assert ports.approvals.pending(execution.id) == []
    assert ports.outbox.failures == []


def asking(ports: FakePorts, execution: Execution) -> Approval:
    """Let the execution be one that can ask, and ask."""
    record = ports.executions.records[execution.id]
    told = replace(record.source_map, told={"greet": ["Approval.Rejected"]})
    ports.executions.records[execution.id] = replace(record, source_map=told)
    question = Question(
        workspace="acme",
        workflow_id=execution.workflow_id,
        execution_id=execution.id,
        node_id="greet",
        kind=ApprovalKind.APPROVAL,
        task_token="token",
        timeout=30 * 86_400,
    )
    return request_approval(ports, question, "https://api")


def test_the_sweep_closes_what_ended_unreported(ports: FakePorts, execution: Execution) -> None:
    ports.machines.end(execution.id, ExecutionStatus.FAILED, error="Http.Timeout")
    ports.clock.advance(minutes=5)

    sweep = sweep_executions(ports, always)

    assert (sweep.checked, [end.status for end in sweep.ends]) == (1, [ExecutionStatus.FAILED])
    assert ports.executions.records[execution.id].error == ExecutionError("Http.Timeout", "", "greet")
    assert ports.executions.checks == {}


def test_the_sweep_closes_what_never_began(ports: FakePorts, execution: Execution) -> None:
    ports.machines.runs.clear()
    ports.clock.advance(minutes=5)

    assert [end.status for end in sweep_executions(ports, always).ends] == [ExecutionStatus.FAILED]
    assert not ports.executions.records[execution.id].execution.is_running


def test_the_sweep_looks_less_often_at_what_runs_long(ports: FakePorts, execution: Execution) -> None:
    pauses = []
    for _ in range(12):
        ports.clock.moment = ports.executions.checks[execution.id]
        assert sweep_executions(ports, always).ends == ()
        pauses.append(ports.executions.checks[execution.id] - ports.clock.now())

    assert pauses[0] == timedelta(minutes=5)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)


@pytest.mark.parametrize("history", [None, []])
def test_the_sweep_believes_what_it_sees_without_a_history(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch, history: list[object] | None
) -> None:
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, "seen")
    ports.clock.advance(minutes=5)
    monkeypatch.setattr(ports.machines, "history", lambda *_, **__: history)

    assert [end.output for end in sweep_executions(ports, always).ends] == ["seen"]


def test_the_sweep_passes_over_what_others_closed(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports.clock.advance(minutes=5)
    monkeypatch.setattr(ports.executions, "due", lambda _: ["exec_gone", execution.id, execution.id])
    monkeypatch.setattr(ports.executions, "finish", lambda *_: False)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS)

    assert sweep_executions(ports, always).ends == ()


def test_the_sweep_stops_in_time(ports: FakePorts, execution: Execution) -> None:
    deleted = create_workflow(ports, "acme", GREETING)
    delete_workflow(ports, "acme", deleted.id)
    ports.clock.advance(hours=1)
    assert ports.executions.due(ports.clock.now()) == [execution.id]

    sweep = sweep_executions(ports, lambda: False)

    assert (sweep.checked, sweep.cleared_workflows) == (0, 0)


def test_half_of_an_expired_record_is_looked_at_rarely(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports.clock.advance(minutes=5)
    ports.executions.follow_ups[execution.id] = ports.clock.now()
    monkeypatch.setattr(ports.executions, "get", lambda _: None)

    sweep = sweep_executions(ports, always)

    later = ports.clock.now() + timedelta(hours=1)
    assert sweep.setbacks == ()
    assert (ports.executions.checks[execution.id], ports.executions.follow_ups[execution.id]) == (
        later,
        later,
    )


def test_the_sweep_leaves_alone_what_was_closed_while_it_looked(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports.executions.finish(execution, reported(ports))
    monkeypatch.setattr(ports.executions, "due", lambda _: [execution.id])

    sweep = sweep_executions(ports, always)

    assert (sweep.ends, sweep.setbacks, ports.executions.checks) == ((), (), {})


def test_a_record_that_vanishes_while_it_fails_is_put_back_for_long(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(*_: object) -> None:
        monkeypatch.setattr(ports.executions, "get", lambda _: None)
        raise Unavailable

    monkeypatch.setattr(ports.machines, "find", vanish)
    ports.clock.advance(minutes=5)

    assert [each.is_lasting for each in sweep_executions(ports, always).setbacks] == [True]
    assert ports.executions.checks == {execution.id: ports.clock.now() + timedelta(hours=1)}


def test_what_one_workspace_cannot_settle_stops_nothing_of_others(ports: FakePorts) -> None:
    """A rule that EventBridge has no room for used to keep answers and ends of all others waiting."""
    workflow = create_workflow(ports, "acme", GREETING)
    stuck = create_workflow(ports, "acme", NewWorkflow("Stuck", graph=event_graph()))
    active = replace(stuck, status=WorkflowStatus.ACTIVE, revision=2)
    ports.workflows.replace(stuck, active)
    ports.journal.begin(TriggerMove("move_1", "acme", stuck.id, ports.clock.now()))
    ports.triggers.refused.add("listen")
    deleted = create_workflow(ports, "other", GREETING)
    delete_workflow(ports, "other", deleted.id)
    lost = execute_workflow(ports, "other", create_workflow(ports, "other", GREETING).id, Start())
    told = execute_workflow(ports, "acme", workflow.id, Start())
    ports.executions.finish(told, reported(ports), ports.clock.now())
    ports.machines.end(lost.id, ExecutionStatus.SUCCESS)
    ports.clock.advance(hours=2)

    sweep = sweep_executions(ports, always)

    assert [(each.duty, each.item, each.reason, each.is_lasting) for each in sweep.setbacks] == [
        ("trigger_move", stuck.id, "TRIGGER_REFUSED", True)
    ]
    assert (sweep.cleared_workflows, sweep.followed_up, len(sweep.ends)) == (1, 1, 1)
    assert ports.journal.put_back == {"move_1": ports.clock.now() + timedelta(hours=1)}


@pytest.mark.parametrize("name", ["get", "follow_up", "delete"])
def test_every_kind_of_item_is_put_back_when_it_fails(
    ports: FakePorts, execution: Execution, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    begun_at = ports.clock.now()
    match name:
        case "get":
            monkeypatch.setattr(ports.machines, "find", refuse)
        case "follow_up":
            ports.executions.finish(execution, reported(ports), ports.clock.now())
            monkeypatch.setattr(ports.notifications, "of_workspace", refuse)
        case _:
            delete_workflow(ports, "acme", execution.workflow_id)
            monkeypatch.setattr(ports.machines, "delete", refuse)
    ports.clock.advance(minutes=20)

    assert len(sweep_executions(ports, always).setbacks) == 1

    stores = (ports.executions.checks, ports.executions.follow_ups, ports.workflows.put_back)
    moments = [moment for store in stores for moment in (*store.values(),)]
    assert moments == [begun_at + timedelta(minutes=30)]


def refuse(*_: object, **__: object) -> None:
    raise Unavailable


def test_the_sweep_clears_deleted_workflows_after_a_while(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", GREETING)
    delete_workflow(ports, "acme", workflow.id)
    ports.machines.versions[workflow.id] = [{}]  # left by somebody who was publishing meanwhile

    assert sweep_executions(ports, always).cleared_workflows == 0
    ports.clock.advance(minutes=16)
    assert sweep_executions(ports, always).cleared_workflows == 1

    assert ports.machines.versions == {}
    assert ports.workflows.revisions == {}


Operation = Callable[[Ports, StoredWorkflow], object]
OPERATIONS: dict[str, Operation] = {
    "create": lambda ports, _: create_workflow(ports, "acme", GREETING, REQUEST),
    "update": lambda ports, workflow: update_workflow(ports, "acme", workflow.id, RENAME),
    "status": lambda ports, workflow: set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE),
    "execute": lambda ports, workflow: execute_workflow(ports, "acme", workflow.id, Start(), REQUEST),
}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_crash_at_any_call_is_healed_by_the_same_call_again(name: str, moment: Moment) -> None:
    for crash_at in range(1, 10):
        ports = fake_ports()
        workflow = create_workflow(ports, "acme", GREETING)
        plan = CrashPlan(crash_at, moment)

        has_crashed = _crashes(OPERATIONS[name], ports, workflow, plan)
        OPERATIONS[name](ports, workflow)

        _assert_nothing_is_lost_or_doubled(name, ports)
        if not has_crashed:
            assert crash_at > 1
            return
    pytest.fail("the operation never came to its end")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_in_a_start_without_a_key_ends_in_a_true_record(moment: Moment) -> None:
    for crash_at in range(1, 10):
        ports = fake_ports()
        workflow = create_workflow(ports, "acme", GREETING)
        plan = CrashPlan(crash_at, moment)

        has_crashed = _crashes(
            lambda crashing, stored: execute_workflow(crashing, "acme", stored.id, Start()),
            ports,
            workflow,
            plan,
        )
        ports.clock.advance(minutes=5)
        sweep_executions(ports, always)

        for execution_id, record in ports.executions.records.items():
            assert record.execution.is_running == (execution_id in ports.machines.runs)
        assert set(ports.machines.runs) <= set(ports.executions.records)
        if not has_crashed:
            return
    pytest.fail("the operation never came to its end")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_in_a_deletion_leaves_nothing_behind_in_the_end(moment: Moment) -> None:
    for crash_at in range(1, 10):
        ports = fake_ports()
        workflow = create_workflow(ports, "acme", GREETING)

        has_crashed = _crashes(
            lambda crashing, stored: delete_workflow(crashing, "acme", stored.id),
            ports,
            workflow,
            CrashPlan(crash_at, moment),
        )
        if ports.workflows.get("acme", workflow.id) is not None:
            delete_workflow(ports, "acme", workflow.id)
        ports.clock.advance(hours=1)
        sweep_executions(ports, always)

        assert (ports.workflows.revisions, ports.machines.versions) == ({}, {})
        if not has_crashed:
            return
    pytest.fail("the operation never came to its end")


def test_an_unpublished_revision_is_published_by_whoever_needs_it(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", GREETING)
    ports.workflows.revisions["acme", workflow.id] = [replace(workflow, publication=None)]

    execution = execute_workflow(ports, "acme", workflow.id, Start())

    assert execution.id in ports.machines.runs
    healed = ports.workflows.get("acme", workflow.id)
    assert healed is not None
    assert healed.publication is not None


def _crashes(operation: Operation, ports: FakePorts, workflow: StoredWorkflow, plan: CrashPlan) -> bool:
    try:
        operation(ports.crashing(plan), workflow)
    except Crash:
        return True
    return False


def _assert_nothing_is_lost_or_doubled(name: str, ports: FakePorts) -> None:
    workflows = [revisions[-1] for revisions in ports.workflows.revisions.values()]
    assert len(workflows) == (2 if name == "create" else 1)
    for workflow in workflows:
        assert workflow.publication is not None
        number = int(workflow.publication.version_arn.rpartition(":")[2])
        published = ports.machines.versions[workflow.id][number - 1]
        assert published == ports.machines.versions[workflow.id][-1]
    if name == "update":
        assert (workflows[0].name, workflows[0].graph) == ("Renamed", greeting_graph("Servus"))
    if name == "execute":
        assert len(ports.executions.records) == len(ports.machines.runs) == 1
