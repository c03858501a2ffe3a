"""Messages of the queue of starts: how they are written, and how they are read.

Others':    {"workflow_id", "workspace"?, "trigger"?, "input"?, "deduplication_id"?}
Our own:    {"failed_execution_id"}, {"waiting_execution_id"}, {"late_record"} or {"event_part"}
"""

import json
from typing import Final, TypeAlias

from exeoflow.adapters.sqs.event_part_messages import event_part_of
from exeoflow.errors import MalformedBody
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.recording.record_late import LateRecord
from exeoflow.service.executions.starting.start_by_event import Occurrence
from exeoflow.service.executions.starting.start_error_workflow import Failure
from exeoflow.service.executions.starting.start_next import Wakeup

MARKS: Final = frozenset(
    {"workflow_id", "failed_execution_id", "waiting_execution_id", "late_record", "event_part"}
)
"""The fields of which each message has one; what lies in other queues has none of them."""

Cause: TypeAlias = Occurrence | Failure | Wakeup | LateRecord
"""What is acted on for one workflow."""


def failure_message(execution_id: str) -> str:
    """Return the message that starts the error workflow of a failed execution."""
    return json.dumps({"failed_execution_id": execution_id})


def wakeup_message(execution_id: str) -> str:
    """Return the message that lets an execution begin that has waited."""
    return json.dumps({"waiting_execution_id": execution_id})


def cause_of_message(message_id: str, text: str) -> Cause | ChannelEvent:
    """Read a message. Raises `MalformedBody` or `InvalidRequest`."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedBody from error
    match content:
        case {"failed_execution_id": str(execution_id), **others} if not others:
            return Failure(execution_id)
        case {"waiting_execution_id": str(execution_id), **others} if not others:
            return Wakeup(execution_id)
        case {"late_record": dict(_), **others} if not others:
            # Few executions are recorded late.
            from exeoflow.adapters.sqs.late_record_messages import late_record_of  # noqa: PLC0415

            return LateRecord(late_record_of(content))
        case {"event_part": dict(_), **others} if not others:
            return event_part_of(content)
        case _:
            # Only what others write is checked by a model; what the product writes starts without pydantic.
            from exeoflow.adapters.sqs.workflow_messages import named_workflow  # noqa: PLC0415

            return named_workflow(message_id, content)
