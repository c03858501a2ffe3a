"""Use case: ask for an answer from outside, on behalf of a task that waits for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from exeoflow.errors import ExeoflowError
from exeoflow.model import json, moment
from exeoflow.model.approval import Approval, ApprovalKind, approval_id
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.approvals.address import give_back_address, taken_address
from exeoflow.service.approvals.answer import deliver
from exeoflow.service.ports import Ports

MAX_QUESTION_BYTES: Final = 65_536
"""More than people read; an event of EventBridge holds four times as much."""

_EVENTS: Final = {ApprovalKind.APPROVAL: "Approval Requested", ApprovalKind.CALL: "Call Awaited"}


class QuestionTooLarge(Exception):
    """Message and data are more than an event should hold."""


QuestionTooLarge.__name__ = "Approval.TooLarge"  # by which Lambda tells Step Functions of it


@dataclass(frozen=True, slots=True)
class Question:
    """What a task waits for, `timeout` seconds at most."""

    workspace: str
    workflow_id: str
    execution_id: str
    node_id: str
    kind: ApprovalKind
    task_token: str
    timeout: int
    message: str = ""
    data: Json = None


def request_approval(ports: Ports, question: Question, origin: str) -> Approval:
    """Store the question and announce it with its addresses, which begin with `origin`.

    The same task asked again has the same addresses; the first `wait` of an execution that has opened one has
    that. Raises `QuestionTooLarge`, `Unavailable`.
    """
    asked = json.write([question.message, question.data]).encode("utf-8", "surrogatepass")
    if len(asked) > MAX_QUESTION_BYTES:
        message = f"message and data together have more than {MAX_QUESTION_BYTES} bytes"
        raise QuestionTooLarge(message)
    awaited = _approval(ports, question)
    taken = taken_address(ports, awaited)
    approval = taken or ports.approvals.add(awaited)
    try:
        if taken is not None and taken.decision is not None:
            deliver(ports, taken, taken.decision)
        else:
            ports.announcements.announce(_EVENTS[approval.kind], _detail(approval, origin))
    except ExeoflowError:
        # The task fails now; a try after it has a token of its own.
        if taken is None:
            ports.approvals.remove(approval)
        else:
            give_back_address(ports, taken)
        raise
    return approval


def _approval(ports: Ports, question: Question) -> Approval:
    now = ports.clock.now()
    return Approval(
        id=approval_id(question.task_token),
        workspace=question.workspace,
        workflow_id=question.workflow_id,
        execution_id=question.execution_id,
        node_id=question.node_id,
        kind=question.kind,
        message=question.message,
        data=question.data,
        task_token=question.task_token,
        requested_at=now,
        expires_at=now + timedelta(seconds=question.timeout),
    )


def _detail(approval: Approval, origin: str) -> JsonObject:
    return {
        "approval_id": approval.id,
        "workspace": approval.workspace,
        "workflow_id": approval.workflow_id,
        "execution_id": approval.execution_id,
        "node_id": approval.node_id,
        "message": approval.message,
        "data": approval.data,
        "expires_at": moment.write(approval.expires_at),
        **approval.addresses(origin),
    }
