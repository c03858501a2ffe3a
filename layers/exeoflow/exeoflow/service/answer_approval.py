"""Use case: answer what an execution waits for, once.

The decision is stored first and sent to the execution second. What fails between the two is made good by
whoever comes next: another answer, or the sweep.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from exeoflow.errors import ApprovalDecided, ApprovalExpired, ApprovalNotFound, InputTooLarge
from exeoflow.model.approval import (
    DECISIONS,
    MAX_CALL_BYTES,
    MAX_DECISION_BYTES,
    AnswerKind,
    Approval,
    ApprovalKind,
    Decision,
    Delivery,
    result_of,
)
from exeoflow.model.history import HistoryEvent
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.json_value import Json
from exeoflow.nodes.approval import REJECTED
from exeoflow.service.ports import Ports

# Whoever gave the answer has surely ended by then: a function runs for 29 s.
_SENT_WITHIN: Final = timedelta(minutes=2)
_LIMITS: Final = {ApprovalKind.APPROVAL: MAX_DECISION_BYTES, ApprovalKind.CALL: MAX_CALL_BYTES}


def find_approval(ports: Ports, approval_id: str, answer: str, token: str) -> Approval:
    """Return an approval to whoever has its address. Raises `ApprovalNotFound`."""
    approval = ports.approvals.get(approval_id) if is_identifier(approval_id) else None
    if approval is None or not approval.takes(answer, token):
        raise ApprovalNotFound
    return approval


def check_open(ports: Ports, approval: Approval) -> None:
    """Raise `ApprovalDecided` or `ApprovalExpired` if no answer is waited for any more."""
    decision = approval.decision
    if approval.delivery is Delivery.TOO_LATE or (
        decision is None and ports.clock.now() >= approval.expires_at
    ):
        raise ApprovalExpired
    if decision is not None and approval.delivery is Delivery.ARRIVED:
        raise _decided(decision)


def answer_approval(ports: Ports, approval: Approval, answer: str, data: Json) -> Decision:
    """Decide, and let the execution go on; the first answer counts. `approval` was found by `find_approval`.

    Raises `ApprovalNotFound`, `ApprovalDecided`, `ApprovalExpired`, `InputTooLarge`.
    """
    check_open(ports, approval)
    own = Decision(ports.ids.new_id("answer"), AnswerKind(answer), data, ports.clock.now())
    limit = _LIMITS[approval.kind]
    if len(result_of(own).encode()) > limit:
        raise InputTooLarge(limit)
    decided = ports.approvals.decide(approval, own)
    if decided is None or decided.decision is None:
        raise ApprovalNotFound
    # A decision may be there that never arrived: it counts, and is sent before anything is said of it.
    delivery = _delivered(ports, decided, decided.decision)
    if delivery is Delivery.TOO_LATE:
        raise ApprovalExpired
    if decided.decision.id != own.id and not _is_repeated(own, approval.decision):
        raise _decided(decided.decision)
    return decided.decision


def deliver_late_answers(ports: Ports, now: datetime, has_time: Callable[[], bool]) -> int:
    """Send what was decided and did not arrive, as long as `has_time` says so; return how many."""
    delivered = 0
    for approval_id in ports.approvals.undelivered(now - _SENT_WITHIN):
        if not has_time():
            break
        approval = ports.approvals.get(approval_id)
        if approval is not None and approval.decision is not None:
            _delivered(ports, approval, approval.decision)
            delivered += 1
    return delivered


def _is_repeated(decision: Decision, before: Decision | None) -> bool:
    """Whether the same was answered before, but had not arrived, so that whoever says it again is right."""
    return before is not None and (before.answer, before.data) == (decision.answer, decision.data)


def _delivered(ports: Ports, approval: Approval, decision: Decision) -> Delivery:
    """Send the decision unless its fate is known; note and return what became of it."""
    if approval.delivery in (Delivery.ARRIVED, Delivery.TOO_LATE):
        return approval.delivery
    is_taken = _sent(ports, approval, decision) or _has_arrived(ports, approval, decision)
    delivery = Delivery.ARRIVED if is_taken else Delivery.TOO_LATE
    ports.approvals.settle(approval, delivery)
    return delivery


def _sent(ports: Ports, approval: Approval, decision: Decision) -> bool:
    if decision.answer is AnswerKind.REJECT:
        return ports.machines.fail_task(approval.task_token, REJECTED, result_of(decision))
    return ports.machines.finish_task(approval.task_token, result_of(decision))


def _has_arrived(ports: Ports, approval: Approval, decision: Decision) -> bool:
    """Tell whether a decision that is not taken (any more) was taken before, when its sender failed.

    Step Functions says the same of a task that was answered and of one that is over for another reason.
    """
    history = ports.machines.history(approval.workflow_id, approval.execution_id) or ()
    return any(_tells(event, decision) for event in history)


def _tells(event: HistoryEvent, decision: Decision) -> bool:
    result = result_of(decision)
    if decision.answer is AnswerKind.REJECT:
        return (event.error, event.cause) == (REJECTED, result)
    is_success = event.kind == "TaskSucceeded" and event.output is not None
    return is_success and json.loads(event.output or "") == json.loads(result)


def _decided(decision: Decision) -> ApprovalDecided:
    return ApprovalDecided(DECISIONS[decision.answer])
