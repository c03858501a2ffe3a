"""Runs on the express machine: for whoever waits, at most once, recorded at their end."""

from contextlib import suppress
from dataclasses import replace

import pytest

from exeoflow.errors import StartRefused, StateMachineMissing, Unavailable
from exeoflow.model.execution import Execution, ExecutionStatus
from exeoflow.model.notification import NotificationEvent
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_late import LateRecord, record_late
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.run_express import OUTCOME_UNKNOWN
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.notifications.create import NewNotification, create_notification
from exeoflow.service.ports.state_machines import Run
from exeoflow.service.workflows.compilation import compile_stored
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.publication import published, still_published
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.crashes import Crash, CrashPlan
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

WAITING = Start({"name": "Ada"}, wait_seconds=5)
EXPRESS = replace(greeting_graph(), settings={"mode": "auto"})


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Greeting", graph=EXPRESS))


def execute(ports: FakePorts, workflow: StoredWorkflow, start: Start = WAITING) -> Execution:
    return execute_workflow(ports, "acme", workflow.id, start)


def test_who_waits_gets_the_end_and_it_is_recorded(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute(ports, workflow)

    record = get_execution(ports, "acme", execution.id)
    assert (execution.status, execution.is_express) == (ExecutionStatus.SUCCESS, True)
    assert (record.execution, record.input, record.output) == (execution, {"name": "Ada"}, {"name": "Ada"})
    assert ports.machines.runs[execution.id].version_arn == f"arn:{workflow.id}-express:1"
    assert record.steps == ()
    assert ports.executions.checks == {}


def test_who_does_not_wait_or_has_a_key_starts_the_standard_machine(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    at_once = execute(ports, workflow, Start())
    keyed = execute_workflow(ports, "acme", workflow.id, WAITING, IdempotentRequest.of("key", {}))

    for execution in (at_once, keyed):
        assert execution.is_running
        assert ports.machines.runs[execution.id].version_arn == f"arn:{workflow.id}:1"


def test_the_mode_of_the_newest_revision_counts(ports: FakePorts, workflow: StoredWorkflow) -> None:
    standard = update_workflow(ports, "acme", workflow.id, WorkflowChanges(settings={}))
    again = update_workflow(ports, "acme", workflow.id, WorkflowChanges(settings={"mode": "express"}))

    assert standard.publication is not None
    assert again.publication is not None
    assert standard.publication.express_arn is None
    assert again.publication.express_arn == f"arn:{workflow.id}-express:2"


def test_a_stack_that_says_something_else_publishes_both_machines_anew(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    ports.machines.filling = "arn:other"

    # Nothing is filled into this one: it is noted to be right.
    assert published(ports, workflow).publication is not None
    assert execute(ports, workflow).status is ExecutionStatus.SUCCESS


def test_a_failed_run_is_an_answer_and_is_told(ports: FakePorts, workflow: StoredWorkflow) -> None:
    create_notification(
        ports,
        "acme",
        NewNotification("https://example.com/", frozenset({NotificationEvent.EXECUTION_FAILED})),
    )
    ports.machines.run_ends = ExecutionStatus.FAILED

    execution = execute(ports, workflow)

    assert execution.status is ExecutionStatus.FAILED
    assert len(ports.outbox.notifications) == 1
    assert ports.executions.follow_ups == {}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_answer_that_is_lost_is_recorded_as_such(
    ports: FakePorts, workflow: StoredWorkflow, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ports.machines.run

    def lost(version_arn: str, execution_id: str, text: str) -> None:
        if moment == "after":
            run(version_arn, execution_id, text)
        raise Unavailable

    monkeypatch.setattr(ports.machines, "run", lost)

    execution = execute(ports, workflow)

    record = get_execution(ports, "acme", execution.id)
    assert execution.status is ExecutionStatus.FAILED
    assert record.error is not None
    assert record.error.code == OUTCOME_UNKNOWN


def test_an_end_that_cannot_be_recorded_is_answered_and_recorded_later(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unavailable

    with monkeypatch.context() as store:
        store.setattr(ports.executions, "add_ended", refuse)
        execution = execute(ports, workflow)
    [record] = ports.outbox.records

    assert record_late(ports, LateRecord(record)) == record_late(ports, LateRecord(record)) == execution
    sweep_executions(ports, lambda: True)

    stored = get_execution(ports, "acme", execution.id)
    assert (execution.status, stored.execution) == (ExecutionStatus.SUCCESS, execution)
    assert (stored.output, stored.has_follow_up) == ({"name": "Ada"}, False)


def test_what_the_express_machine_refuses_runs_on_the_standard_machine(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(version_arn: str, execution_id: str, text: str) -> None:
        del version_arn, execution_id, text
        raise StartRefused

    monkeypatch.setattr(ports.machines, "run", refuse)

    execution = execute(ports, workflow)

    assert (execution.is_running, execution.is_express) == (True, False)
    assert ports.machines.runs[execution.id].version_arn == f"arn:{workflow.id}:1"


def test_what_surely_did_not_run_leaves_no_record(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.refuses_starts = True

    with pytest.raises(StartRefused):
        execute(ports, workflow)

    assert ports.executions.records == {}


def test_a_machine_that_is_missing_is_made_again(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.delete(f"{workflow.id}-express")

    assert execute(ports, workflow).status is ExecutionStatus.SUCCESS


def test_a_machine_that_nobody_wants_any_more_is_not_made_again(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(version_arn: str, execution_id: str, text: str) -> None:
        del version_arn, execution_id, text
        update_workflow(ports, "acme", workflow.id, WorkflowChanges(settings={}))
        raise StateMachineMissing

    monkeypatch.setattr(ports.machines, "run", changed_meanwhile)

    assert execute(ports, workflow).is_running


def test_a_deleted_workflow_leaves_no_express_machine(ports: FakePorts, workflow: StoredWorkflow) -> None:
    delete_workflow(ports, "acme", workflow.id)

    assert ports.machines.versions == {}


def test_wherever_it_dies_a_run_happens_once_and_what_follows_is_done(ports: FakePorts) -> None:
    """Each call of a port fails once, before and after its effect: by death, and by AWS."""
    create_notification(
        ports,
        "acme",
        NewNotification("https://example.com/", frozenset({NotificationEvent.EXECUTION_SUCCESS})),
    )
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=EXPRESS))
    for failure in (Crash, Unavailable):
        for at in range(1, 10):
            for moment in ("before", "after"):
                ports.machines.runs.clear()
                ports.outbox.notifications.clear()
                plan = CrashPlan(at, "before" if moment == "before" else "after", failure=failure)
                with suppress(Crash, Unavailable):
                    execute_workflow(ports.crashing(plan), "acme", workflow.id, WAITING)
                ports.clock.advance(minutes=10)
                sweep_executions(ports, lambda: True)

                assert len(ports.machines.runs) <= 1
                for execution_id in ports.machines.runs.keys() & ports.executions.records.keys():
                    record = ports.executions.records[execution_id]
                    assert not record.execution.is_running
                    assert not record.has_follow_up
                    if record.execution.status is ExecutionStatus.SUCCESS:
                        assert ports.outbox.notifications


def test_a_machine_that_keeps_a_history_tells_the_steps(
    ports: FakePorts, workflow: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ports.machines.run

    def told(version_arn: str, execution_id: str, text: str) -> Run:
        answer = run(version_arn, execution_id, text)
        return replace(answer, history=ports.machines.history("", execution_id, with_data=True))

    monkeypatch.setattr(ports.machines, "run", told)

    record = get_execution(ports, "acme", execute(ports, workflow).id)

    assert record.steps is not None
    assert record.steps[0].node_id == "start"


def test_one_machine_more_or_less_is_another_publication(ports: FakePorts, workflow: StoredWorkflow) -> None:
    standard = compile_stored(replace(workflow, graph=replace(EXPRESS, settings={})))

    assert still_published(ports, workflow, compile_stored(workflow)) == workflow.publication
    assert still_published(ports, workflow, standard) is None
