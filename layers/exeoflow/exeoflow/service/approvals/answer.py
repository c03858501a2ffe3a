"""Use case: answer what an execution waits for, or will wait for, once.

The decision is stored first and sent to the execution second, by one sender at a time. What fails between the
two is made good by whoever comes after it: another answer, or the sweep.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from exeoflow.errors import ApprovalDecided, ApprovalExpired, ApprovalNotFound, InputTooLarge
from exeoflow.model import json
from exeoflow.model.approval import (
    DECISIONS,
    MAX_CALL_BYTES,
    MAX_DECISION_BYTES,
    REJECTED,
    AnswerDelivery,
    AnswerKind,
    Approval,
    ApprovalKind,
    Decision,
    result_of,
)
from exeoflow.model.execution import rerun_machine
from exeoflow.model.history import HistoryEvent
from exeoflow.model.identifiers import is_identifier
from exeoflow.model.json import Json
from exeoflow.service.duties import LONGEST_PAUSE, Duty
from exeoflow.service.ports import Ports

# Whoever gave the answer has surely ended by then: a function runs for 29 s.
_SENT_WITHIN: Final = timedelta(seconds=30)
# A history may not show yet what was accepted a moment ago.
_PAUSES_BEFORE_A_LOOK: Final = (0, 4, 5)
# Ours tells when a decision was stored, that of Step Functions when it arrived.
_CLOCKS_DIFFER: Final = timedelta(minutes=5)
_LIMITS: Final = {ApprovalKind.APPROVAL: MAX_DECISION_BYTES, ApprovalKind.CALL: MAX_CALL_BYTES}


def find_approval(ports: Ports, approval_id: str, answer: str, token: str) -> Approval:
    """Return an approval to whoever has its address. Raises `ApprovalNotFound`."""
    approval = ports.approvals.get(approval_id) if is_identifier(approval_id) else None
    if approval is None or not approval.takes(answer, token):
        raise ApprovalNotFound
    return approval


def check_open(ports: Ports, approval: Approval) -> None:
    """Raise `ApprovalDecided` or `ApprovalExpired` if no answer is waited for any more.

    A decision that was not sent in time is open: whoever answers now sends it, if a task waits for it.
    """
    decision, now = approval.decision, ports.clock.now()
    if approval.delivery is AnswerDelivery.TOO_LATE or (decision is None and now >= approval.expires_at):
        raise ApprovalExpired
    if decision is None:
        return
    is_settled = approval.delivery is AnswerDelivery.ARRIVED or not approval.is_awaited
    if is_settled or now - decision.decided_at < _SENT_WITHIN:
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
    is_own = decided.decision.id == own.id
    if not is_own:
        check_open(ports, decided)
    if not decided.is_awaited:
        # What will wait takes it with the address.
        return decided.decision
    # The decision of another that never arrived counts, and is sent before anything is said of it.
    if deliver(ports, decided, decided.decision) is AnswerDelivery.TOO_LATE:
        raise ApprovalExpired
    if not is_own and not _says_the_same(own, decided.decision):
        raise _decided(decided.decision)
    return decided.decision


def late_answers(ports: Ports, now: datetime) -> Duty[str]:
    """Send what was decided and did not arrive."""

    def settle(approval_id: str) -> None:
        approval = ports.approvals.get(approval_id)
        if approval is None or approval.decision is None:
            return
        if approval.is_awaited:
            deliver(ports, approval, approval.decision)
        elif _runs(ports, approval.execution_id):
            ports.approvals.postpone(approval_id, now + LONGEST_PAUSE)
        else:
            ports.approvals.settle(approval, AnswerDelivery.TOO_LATE)

    return Duty(
        name="late_answer",
        find=lambda: ports.approvals.undelivered(now - _SENT_WITHIN),
        settle=settle,
        id_of=str,
        begun_at=lambda approval_id: _decided_at(ports, approval_id),
        put_back=ports.approvals.postpone,
    )


def _runs(ports: Ports, execution_id: str) -> bool:
    record = ports.executions.get(execution_id)
    return record is not None and record.execution.is_running


def _decided_at(ports: Ports, approval_id: str) -> datetime:
    approval = ports.approvals.get(approval_id)
    if approval is None or approval.decision is None:
        raise LookupError(approval_id)
    return approval.decision.decided_at


def _says_the_same(decision: Decision, other: Decision) -> bool:
    """Whether somebody says again what had not arrived, and so is right."""
    return (decision.answer, decision.data) == (other.answer, other.data)


def deliver(ports: Ports, approval: Approval, decision: Decision) -> AnswerDelivery:
    """Send the decision; note and return what became of it."""
    is_taken = _sent(ports, approval, decision) or _has_arrived(ports, approval, decision)
    delivery = AnswerDelivery.ARRIVED if is_taken else AnswerDelivery.TOO_LATE
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
    since = decision.decided_at - _CLOCKS_DIFFER
    for pause in _PAUSES_BEFORE_A_LOOK:
        ports.clock.pause(pause)
        for machine in (approval.workflow_id, rerun_machine(approval.workflow_id)):
            if ports.machines.has_event(machine, approval.execution_id, since, partial(_tells, decision)):
                return True
    return False


def _tells(decision: Decision, event: HistoryEvent) -> bool:
    result = result_of(decision)
    if decision.answer is AnswerKind.REJECT:
        return (event.error, event.cause) == (REJECTED, result)
    is_success = event.kind == "TaskSucceeded" and event.data is not None
    return is_success and json.read(event.data or "") == json.read(result)


def _decided(decision: Decision) -> ApprovalDecided:
    return ApprovalDecided(DECISIONS[decision.answer])
