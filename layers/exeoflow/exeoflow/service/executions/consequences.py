"""What follows from the end of an execution.

Its error workflow starts, whoever registered for it is told, and what it asked can no longer be answered.

The end is stored together with a mark that something follows; the mark goes when all of it is in the queues,
which try until it is done. A crash in between loses nothing, for the event of the end is delivered again, and
the sweep finds the mark. What is put into a queue twice is done once, or can be told to be the same: ids are
derived from the execution's.
"""

from contextlib import suppress
from dataclasses import dataclass

from exeoflow.errors import Unavailable
from exeoflow.model.approval import AnswerDelivery, Approval
from exeoflow.model.execution import ExecutionEnd, ExecutionRecord, ExecutionStatus
from exeoflow.service.executions.time_limits import FOLLOW_UP_GRACE
from exeoflow.service.notifications.message import messages_of
from exeoflow.service.ports import Ports
from exeoflow.service.ports.outbox import NotificationMessage


@dataclass(frozen=True, slots=True)
class _Consequences:
    has_error_workflow: bool
    messages: tuple[NotificationMessage, ...]
    questions: tuple[Approval, ...]

    def __bool__(self) -> bool:
        return self.has_error_workflow or bool(self.messages) or bool(self.questions)


def close_and_follow_up(ports: Ports, record: ExecutionRecord, end: ExecutionEnd) -> bool:
    """Close the record and set going what follows; False, and nothing done, if it is closed already."""
    consequences = _consequences(ports, record.ended(end))
    if not consequences:
        return ports.executions.finish(record.execution, end)
    if not ports.executions.finish(record.execution, end, ports.clock.now() + FOLLOW_UP_GRACE):
        return False
    _set_going(ports, record.execution.id, consequences)
    return True


def add_ended_and_follow_up(ports: Ports, record: ExecutionRecord, end: ExecutionEnd) -> None:
    """Store a record with its end and set going what follows, or leave that to the sweep if it cannot be now.

    Raises `Unavailable` if the record cannot be stored.
    """
    follow_up_at = ports.clock.now() + FOLLOW_UP_GRACE
    try:
        consequences = _consequences(ports, record.ended(end))
    except Unavailable:
        # The record comes first: what it has done, a run has done, whoever is to be told of it.
        ports.executions.add_ended(record, end, follow_up_at)
        return
    ports.executions.add_ended(record, end, follow_up_at if consequences else None)
    if consequences:
        with suppress(Unavailable):
            _set_going(ports, record.execution.id, consequences)


def follow_up(ports: Ports, record: ExecutionRecord) -> None:
    """Set going what follows from a closed record, if it is marked, and remove the mark."""
    if record.has_follow_up:
        _set_going(ports, record.execution.id, _consequences(ports, record))


def _consequences(ports: Ports, closed: ExecutionRecord) -> _Consequences:
    execution = closed.execution
    # A failed asking, or a branch that another one ended, leaves a question behind.
    questions = tuple(ports.approvals.pending(execution.id)) if closed.source_map.told else ()
    if execution.status is ExecutionStatus.CANCELLED:
        return _Consequences(has_error_workflow=False, messages=(), questions=questions)
    has_failed = execution.status is ExecutionStatus.FAILED
    return _Consequences(
        has_error_workflow=has_failed and closed.error_workflow is not None,
        messages=messages_of(ports.notifications.of_workspace(execution.workspace), closed),
        questions=questions,
    )


def _set_going(ports: Ports, execution_id: str, consequences: _Consequences) -> None:
    if consequences.has_error_workflow:
        ports.outbox.put_failure(execution_id)
    if consequences.messages:
        ports.outbox.put_notifications(consequences.messages)
    for question in consequences.questions:
        ports.approvals.settle(question, AnswerDelivery.TOO_LATE)
    ports.executions.end_follow_up(execution_id)
