"""Schedules, EventBridge rules and the stack's queue: start the workflow that each of them names."""

from collections.abc import Mapping, Sequence
from typing import Any

from exeoflow.adapters.trigger_events import occurrence_of, occurrence_of_message
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.bootstrap import Application, application
from exeoflow.errors import ExeoflowError
from exeoflow.service.start_by_event import STALE, Occurrence, start_by_event


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any] | None:
    """Start one workflow, or one per message of the queue; an exception makes AWS deliver the event again."""
    del context
    app = application()
    try:
        if "Records" in event:
            return {"batchItemFailures": _failures_of(app, event["Records"])}
        _start_unless_stale(app, occurrence_of(event))
        return None
    finally:
        app.observability.send()


def _start_unless_stale(app: Application, occurrence: Occurrence) -> None:
    try:
        _start(app, occurrence)
    except STALE as refusal:
        # The trigger was taken away while this was on its way: trying again would change nothing.
        about = {"workflow_id": occurrence.workflow_id, "code": refusal.code}
        app.observability.logger.info("start_by_event", extra=about)


def _failures_of(app: Application, records: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Start by each message; those that fail come again, and after some tries become dead letters."""
    failures = []
    for record in records:
        try:
            _start(app, occurrence_of_message(record["messageId"], record["body"]))
        except ExeoflowError as refusal:
            about = {"message_id": record["messageId"], "code": refusal.code}
            app.observability.logger.warning("start_by_event", extra=about)
            failures.append({"itemIdentifier": record["messageId"]})
    return failures


def _start(app: Application, occurrence: Occurrence) -> None:
    app.observability.begin(occurrence.id)
    execution = start_by_event(app, occurrence)
    about = {"workflow_id": execution.workflow_id, "execution_id": execution.id}
    app.observability.logger.info("start_by_event", extra=about)
    app.observability.count(EXECUTION_STARTED)
