"""What must be true of the world whatever failed, once the sweep has had its time."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Final

from exeoflow.errors import ExeoflowError
from exeoflow.model.approval import AnswerDelivery
from exeoflow.model.execution import express_machine, machines_of
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.model.workflows.trigger import WebhookTrigger, trigger_name
from exeoflow.service.executions.recording.record_late import LateRecord, record_late
from exeoflow.service.executions.starting.start_error_workflow import Failure, start_error_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.workflows.triggers.activation import active_plan
from tests.fakes.ports import FakePorts
from tests.fakes.state_machines import FakeRun

_SWEEPS_AFTER: Final = tuple(timedelta(minutes=each) for each in (3, 6, 10, 20, 60, 120))


def settle(ports: FakePorts) -> None:
    """Let time pass: sweeps run, and what lies in the queues is carried out."""
    for pause in _SWEEPS_AFTER:
        ports.clock.moment += pause
        sweep_executions(ports, lambda: True)
        _start_error_workflows(ports)
        for record in ports.outbox.records:
            record_late(ports, LateRecord(record))


def _start_error_workflows(ports: FakePorts) -> None:
    for execution_id in ports.outbox.failures:
        # What cannot be started now comes again; what was taken away meanwhile is passed over.
        with suppress(ExeoflowError):
            start_error_workflow(ports, Failure(execution_id))


def violations(ports: FakePorts) -> Iterator[str]:
    """Yield what is wrong, in words."""
    yield from _of_executions(ports)
    yield from _of_workflows(ports)
    if ports.journal.moves:
        yield "a move of triggers is not over"
    if any(each.delivery is AnswerDelivery.UNDER_WAY for each in ports.approvals.approvals.values()):
        yield "an answer has not arrived"


def _of_executions(ports: FakePorts) -> Iterator[str]:
    for execution_id, run in ports.machines.runs.items():
        record = ports.executions.records.get(execution_id)
        if record is None:
            # Who dies between an express run and its record leaves none; nor do faults of store and queue.
            if not _is_express(run):
                yield "an execution runs without a record"
        elif record.execution.is_running and run.end is not None:
            yield "an end was never recorded"
        elif not record.execution.is_running and run.end is None:
            yield "an execution runs, though its record is closed"
    for execution_id, record in ports.executions.records.items():
        if record.execution.is_running and execution_id not in ports.machines.runs:
            yield "a record waits for an execution that never began"
    if ports.executions.follow_ups:
        yield "something is still to follow from an end"


def _is_express(run: FakeRun) -> bool:
    return run.version_arn.split(":")[1].endswith(express_machine(""))


def _of_workflows(ports: FakePorts) -> Iterator[str]:
    live = [revisions[-1] for key, revisions in ports.workflows.revisions.items()]
    live = [each for each in live if (each.workspace, each.id) not in ports.workflows.deleted]
    if ports.workflows.deleted:
        yield "a deleted workflow left remains"
    known = {name for each in live for name in machines_of(each.id)}
    if set(ports.machines.versions) - known:
        yield "a state machine belongs to no workflow"
    if set(ports.triggers.placed) != {name for each in live for name in _names_of(each)}:
        yield "the triggers in place are not those of the active workflows"
    hooks = {(each.workflow_id, each.node_id) for each in ports.webhooks.webhooks.values()}
    if any((each.id, node) not in hooks for each in live for node in _hooks_of(each)):
        yield "an active trigger has no webhook"
    if any(workflow_id not in {each.id for each in live} for workflow_id, _ in hooks):
        yield "a webhook belongs to no workflow"


def _names_of(workflow: StoredWorkflow) -> set[str]:
    plan = active_plan(workflow)
    return {trigger_name(workflow.id, each) for each in plan if not isinstance(each, WebhookTrigger)}


def _hooks_of(workflow: StoredWorkflow) -> set[str]:
    return {each.node_id for each in active_plan(workflow) if isinstance(each, WebhookTrigger)}
