"""Schedules, EventBridge rules and the stack's queue: start what each of them names, or cancel it."""

from collections.abc import Mapping, Sequence
from typing import Any

from exeoflow.adapters.event_bridge.trigger_events import (
    CHANNEL,
    channel_event_of,
    occurrence_of,
    occurrences_at,
)
from exeoflow.adapters.sqs.start_messages import Cause, cause_of_message
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.bootstrap import Application, application
from exeoflow.errors import ExeoflowError
from exeoflow.model.execution import Execution, TriggerKind
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.cancelling.by_event import cancel_by_event
from exeoflow.service.executions.recording.record_late import LateRecord, record_late
from exeoflow.service.executions.starting.fan_out import told_in_parts
from exeoflow.service.executions.starting.start_by_event import STALE, Occurrence, start_by_event
from exeoflow.service.executions.starting.start_by_schedule import start_by_schedule
from exeoflow.service.executions.starting.start_error_workflow import Failure, start_error_workflow
from exeoflow.service.executions.starting.start_next import Wakeup, begin_put_off
from exeoflow.service.workflows.triggers.cancelling import is_cancelling


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any] | None:
    """Act on one cause, or on one per message of the queue; on an exception AWS delivers the event again."""
    del context
    app = application()
    try:
        if "Records" in event:
            return {"batchItemFailures": _failures_of(app, event["Records"])}
        if event["trigger"] == CHANNEL:
            _act_for_all(app, channel_event_of(event))
        else:
            occurrence = occurrence_of(event)
            about = {"cause": occurrence.id, "workflow_id": occurrence.workflow_id}
            with app.observability.telling("start_by_event", about):
                _act_unless_stale(app, occurrence)
        return None
    finally:
        app.observability.send()


def _act_for_all(app: Application, event: ChannelEvent) -> None:
    """Act for whoever listens, or tell the event on in parts if these are many.

    What fails does so after the others, and the event comes again for all of its part: what was started
    before is not started twice.
    """
    heard = occurrences_at(event, app.listeners.of(event))
    if told_in_parts(app, event, [*heard]):
        app.observability.logger.info("start_by_event", extra={"told_in_parts": len(heard)})
        return
    failures = []
    for each in heard.values():
        try:
            _act_for_one(app, each)
        except Exception as error:  # noqa: BLE001  (the others are other workspaces')
            app.observability.crashed("start_by_event", error)
            failures.append(error)
    if failures:
        raise failures[0]


def _act_for_one(app: Application, heard: Occurrence | Exception) -> None:
    if isinstance(heard, Exception):
        raise heard
    _act_unless_stale(app, heard)


def _failures_of(app: Application, records: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Act on each message; those that fail come again, and after some tries become dead letters."""
    failures = []
    for record in records:
        try:
            cause = cause_of_message(record["messageId"], record["body"])
            _act_on_message(app, cause)
        except ExeoflowError as refusal:
            about = {"message_id": record["messageId"], "code": refusal.code}
            app.observability.logger.warning("start_by_event", extra=about)
            failures.append({"itemIdentifier": record["messageId"]})
        except Exception as error:  # noqa: BLE001  (the other messages are other workspaces')
            app.observability.crashed("start_by_event", error)
            failures.append({"itemIdentifier": record["messageId"]})
    return failures


def _act_on_message(app: Application, cause: Cause | ChannelEvent) -> None:
    """Act on what a message says; who sends one must learn that it names nothing, of our own nobody does."""
    match cause:
        case ChannelEvent():
            _act_for_all(app, cause)
        case Occurrence():
            _act(app, cause)
        case _:
            _act_unless_stale(app, cause)


def _act_unless_stale(app: Application, cause: Cause) -> None:
    try:
        _act(app, cause)
    except STALE as refusal:
        # What starts, or what is to be started, was taken away meanwhile: trying again would change nothing.
        about = {"cause": cause.id, "code": refusal.code}
        app.observability.logger.info("start_by_event", extra=about)


def _act(app: Application, cause: Cause) -> None:
    """Cancel what an event ends, record what is over, or start."""
    app.observability.begin(cause.id)
    about: dict[str, object]
    if isinstance(cause, Occurrence) and is_cancelling(cause.node_id):
        about = {"workflow_id": cause.workflow_id, "cancelled": cancel_by_event(app, cause)}
    elif isinstance(cause, LateRecord):
        about = {"recorded_late": record_late(app, cause).id}
    elif (execution := _started(app, cause)) is None:
        about = {"let_go": cause.id}
    else:
        about = {"workflow_id": execution.workflow_id, "execution_id": execution.id}
        app.observability.count(EXECUTION_STARTED)
    app.observability.logger.info("start_by_event", extra=about)


def _started(app: Application, cause: Occurrence | Failure | Wakeup) -> Execution | None:
    match cause:
        case Occurrence(kind=TriggerKind.SCHEDULE):
            return start_by_schedule(app, cause)
        case Occurrence():
            return start_by_event(app, cause)
        case Failure():
            return start_error_workflow(app, cause)
        case Wakeup():
            return begin_put_off(app, cause)
