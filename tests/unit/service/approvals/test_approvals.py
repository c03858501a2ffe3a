"""Asking, answering once, and what becomes of an answer when something fails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.errors import (
    ApprovalDecided,
    ApprovalExpired,
    ApprovalNotFound,
    ExeoflowError,
    InputTooLarge,
    Unavailable,
)
from exeoflow.model.approval import (
    MAX_CALL_BYTES,
    MAX_DECISION_BYTES,
    AnswerDelivery,
    AnswerKind,
    Approval,
    ApprovalKind,
    Decision,
)
from exeoflow.model.execution import (
    Execution,
    ExecutionRecord,
    ExecutionStatus,
    Step,
    TriggerKind,
)
from exeoflow.model.json import Json
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.service.approvals.answer import answer_approval, check_open, find_approval, late_answers
from exeoflow.service.approvals.pending import pending_approvals
from exeoflow.service.approvals.request import (
    MAX_QUESTION_BYTES,
    Question,
    QuestionTooLarge,
    request_approval,
)
from exeoflow.service.duties import perform
from exeoflow.service.ports import Ports
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.ports import FakePorts, fake_ports

ORIGIN = "https://api.example.com"
QUESTION = Question(
    workspace="acme",
    workflow_id="wf_1",
    execution_id="exec_1",
    node_id="ask",
    kind=ApprovalKind.APPROVAL,
    task_token="token",
    timeout=3600,
    message="Zahlen?",
    data={"total": 250},
)
CALL = replace(QUESTION, kind=ApprovalKind.CALL, message="", data=None)
APPROVE, REJECT, RESUME = AnswerKind.APPROVE, AnswerKind.REJECT, AnswerKind.RESUME


def ask(ports: FakePorts, question: Question = QUESTION) -> Approval:
    ports.machines.waiting[question.task_token] = question.execution_id
    return request_approval(ports, question, ORIGIN)


def answer(ports: Ports, approval: Approval, kind: AnswerKind = APPROVE, data: Json = None) -> Decision:
    found = find_approval(ports, approval.id, kind, approval.signature(kind))
    return answer_approval(ports, found, kind, data)


def told(ports: FakePorts) -> list[tuple[str, str | None, str | None, str | None]]:
    events = ports.machines.answers.get("exec_1", [])
    return [(event.kind, event.error, event.cause, event.data) for event in events]


def sent_late(ports: FakePorts, has_time: Callable[[], bool] = lambda: True) -> int:
    return perform([late_answers(ports, ports.clock.now())], ports.clock, has_time).settled["late_answer"]


@pytest.fixture
def approval(ports: FakePorts) -> Approval:
    return ask(ports)


def test_a_question_is_stored_and_announced_with_its_addresses(ports: FakePorts) -> None:
    approval = ask(ports)

    ((detail_type, detail),) = ports.announcements.told
    assert ports.approvals.get(approval.id) == approval
    assert approval.expires_at - approval.requested_at == timedelta(hours=1)
    assert detail_type == "Approval Requested"
    assert detail == {
        "approval_id": approval.id,
        "workspace": "acme",
        "workflow_id": "wf_1",
        "execution_id": "exec_1",
        "node_id": "ask",
        "message": "Zahlen?",
        "data": {"total": 250},
        "expires_at": "2024-01-20T11:00:00.000Z",
        "approve_url": f"{ORIGIN}/approvals/{approval.id}/approve?token={approval.signature(APPROVE)}",
        "reject_url": f"{ORIGIN}/approvals/{approval.id}/reject?token={approval.signature(REJECT)}",
    }


def test_a_call_is_awaited_at_one_address(ports: FakePorts) -> None:
    approval = ask(ports, CALL)

    ((detail_type, detail),) = ports.announcements.told
    assert detail_type == "Call Awaited"
    assert [name for name in detail if name.endswith("_url")] == ["resume_url"]
    assert str(detail["resume_url"]).startswith(f"{ORIGIN}/approvals/{approval.id}/resume?token=")


def test_the_same_task_asked_again_is_the_same_approval(ports: FakePorts, approval: Approval) -> None:
    ports.clock.advance(seconds=5)

    again = ask(ports)

    assert again == approval
    assert ports.announcements.told[0] == ports.announcements.told[1]


def test_an_approval_that_could_not_be_announced_is_taken_back(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(ports.announcements, "announce", refuse)

    with pytest.raises(Unavailable):
        ask(ports)

    assert ports.approvals.approvals == {}


def test_a_question_that_nobody_would_read_is_refused(ports: FakePorts) -> None:
    with pytest.raises(QuestionTooLarge) as error:
        ask(ports, replace(QUESTION, data="ä" * (MAX_QUESTION_BYTES // 2)))

    assert type(error.value).__name__ == "Approval.TooLarge"
    assert ports.approvals.approvals == {}


def test_a_yes_is_the_success_of_the_task(ports: FakePorts, approval: Approval) -> None:
    decision = answer(ports, approval, APPROVE, {"comment": "ja"})

    output = '{"decision":"approved","data":{"comment":"ja"},"decided_at":"2024-01-20T10:00:00.000Z"}'
    assert (decision.answer, decision.data) == (APPROVE, {"comment": "ja"})
    assert told(ports) == [("TaskSucceeded", None, None, output)]
    assert ports.approvals.approvals[approval.id].delivery is AnswerDelivery.ARRIVED


def test_a_no_is_an_error_that_holds_the_output(ports: FakePorts, approval: Approval) -> None:
    answer(ports, approval, REJECT)

    cause = '{"decision":"rejected","data":null,"decided_at":"2024-01-20T10:00:00.000Z"}'
    assert told(ports) == [("TaskFailed", "Approval.Rejected", cause, None)]


def test_the_data_of_a_call_are_the_output(ports: FakePorts) -> None:
    answer(ports, ask(ports, CALL), RESUME, [1, None])

    assert told(ports) == [("TaskSucceeded", None, None, "[1,null]")]


@pytest.mark.parametrize(
    ("approval_id", "kind", "signed"),
    [
        ("apr_unknown", "approve", "approve"),
        ("no id", "approve", "approve"),
        (None, "approve", "reject"),
        (None, "resume", "resume"),
        (None, "delete", "approve"),
        (None, "approve", None),
    ],
)
def test_an_address_that_is_not_ours_leads_nowhere(
    ports: FakePorts, approval: Approval, approval_id: str | None, kind: str, signed: str | None
) -> None:
    token = "\ud800" if signed is None else approval.signature(AnswerKind(signed))

    with pytest.raises(ApprovalNotFound):
        find_approval(ports, approval_id or approval.id, kind, token)


def test_addresses_belong_to_their_approval(ports: FakePorts, approval: Approval) -> None:
    other = ask(ports, replace(QUESTION, task_token="another"))

    with pytest.raises(ApprovalNotFound):
        find_approval(ports, approval.id, APPROVE, other.signature(APPROVE))


@pytest.mark.parametrize(("first", "word"), [(APPROVE, "approved"), (REJECT, "rejected")])
@pytest.mark.parametrize("second", [APPROVE, REJECT])
def test_the_first_answer_counts(
    ports: FakePorts, approval: Approval, first: AnswerKind, second: AnswerKind, word: str
) -> None:
    answer(ports, approval, first)

    with pytest.raises(ApprovalDecided) as error:
        answer(ports, approval, second)

    assert error.value.decision == word
    assert len(told(ports)) == 1


def test_of_two_at_once_one_is_told_what_the_other_decided(ports: FakePorts, approval: Approval) -> None:
    seen_by_both = find_approval(ports, approval.id, REJECT, approval.signature(REJECT))
    answer(ports, approval, APPROVE)

    with pytest.raises(ApprovalDecided) as error:
        answer_approval(ports, seen_by_both, REJECT, None)

    assert error.value.decision == "approved"
    assert len(told(ports)) == 1


def test_an_answer_after_its_time_is_refused(ports: FakePorts, approval: Approval) -> None:
    ports.clock.advance(hours=1)

    with pytest.raises(ApprovalExpired):
        answer(ports, approval)

    assert told(ports) == []
    assert ports.approvals.approvals[approval.id].decision is None


def test_an_answer_that_the_execution_did_not_wait_for_is_told_so_for_ever(
    ports: FakePorts, approval: Approval
) -> None:
    ports.machines.waiting.clear()

    for kind in (APPROVE, REJECT):
        with pytest.raises(ApprovalExpired):
            answer(ports, approval, kind)

    assert ports.approvals.approvals[approval.id].delivery is AnswerDelivery.TOO_LATE


def test_an_approval_that_is_gone_meanwhile_is_not_found(ports: FakePorts, approval: Approval) -> None:
    found = find_approval(ports, approval.id, APPROVE, approval.signature(APPROVE))
    ports.approvals.remove(approval)

    with pytest.raises(ApprovalNotFound):
        answer_approval(ports, found, APPROVE, None)


@pytest.mark.parametrize(
    ("question", "kind", "limit"),
    [
        (QUESTION, APPROVE, MAX_DECISION_BYTES),
        (QUESTION, REJECT, MAX_DECISION_BYTES),
        (CALL, RESUME, MAX_CALL_BYTES),
    ],
)
def test_an_answer_must_fit_into_what_step_functions_takes(
    ports: FakePorts, question: Question, kind: AnswerKind, limit: int
) -> None:
    approval = ask(ports, question)

    with pytest.raises(InputTooLarge) as error:
        answer(ports, approval, kind, "ä" * (limit // 2))

    assert error.value.limit == limit
    assert ports.approvals.approvals[approval.id].decision is None


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("kind", [APPROVE, REJECT])
def test_a_crash_at_any_call_is_healed_by_the_same_answer(kind: AnswerKind, moment: Moment) -> None:
    at = 1
    while True:
        ports, plan = fake_ports(), CrashPlan(at, moment)
        approval = ask(ports)
        try:
            answer(ports.crashing(plan), approval, kind, {"n": 1})
        except Crash:
            ports.clock.advance(seconds=30)
            with_retry = _outcome(ports, approval, kind)
        else:
            break

        assert with_retry in ("done", "decided"), at
        assert len(told(ports)) == 1, at
        assert ports.approvals.approvals[approval.id].delivery is AnswerDelivery.ARRIVED
        at += 1

    assert at > 4


def _outcome(ports: FakePorts, approval: Approval, kind: AnswerKind) -> str:
    try:
        answer(ports, approval, kind, {"n": 1})
    except ApprovalDecided:
        return "decided"
    return "done"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_at_any_call_is_healed_by_the_sweep(moment: Moment) -> None:
    at = 1
    while True:
        ports, plan = fake_ports(), CrashPlan(at, moment)
        approval = ask(ports)
        try:
            answer(ports.crashing(plan), approval, REJECT)
        except Crash:
            ports.clock.advance(minutes=5)
            sent_late(ports)
        else:
            break

        stored = ports.approvals.approvals[approval.id]
        assert len(told(ports)) == (stored.decision is not None), at
        assert stored.delivery is (AnswerDelivery.ARRIVED if stored.decision else None)
        at += 1


def test_another_answer_sends_the_one_that_counts(ports: FakePorts, approval: Approval) -> None:
    decision = Decision("answer_1", REJECT, None, ports.clock.now())
    ports.approvals.decide(approval, decision)
    ports.clock.advance(seconds=30)

    with pytest.raises(ApprovalDecided) as error:
        answer(ports, approval, APPROVE)

    assert error.value.decision == "rejected"
    assert [kind for kind, *_ in told(ports)] == ["TaskFailed"]


def test_only_one_sends_an_answer_at_a_time(ports: FakePorts, approval: Approval) -> None:
    ports.approvals.decide(approval, Decision("answer_1", APPROVE, None, ports.clock.now()))
    ports.clock.advance(seconds=29)

    with pytest.raises(ApprovalDecided):
        answer(ports, approval, APPROVE)

    assert told(ports) == []


def test_an_answer_whose_fate_is_unknown_is_late_if_the_history_does_not_know_it(
    ports: FakePorts, approval: Approval
) -> None:
    ports.approvals.decide(approval, Decision("answer_1", APPROVE, {"n": 1}, ports.clock.now()))
    ports.machines.finish_task("token", '{"n": 2}')
    ports.clock.advance(minutes=5)

    assert sent_late(ports) == 1

    assert ports.approvals.approvals[approval.id].delivery is AnswerDelivery.TOO_LATE


def test_the_sweep_lets_whoever_answers_finish_and_stops_in_time(
    ports: FakePorts, approval: Approval
) -> None:
    ports.approvals.decide(approval, Decision("answer_1", APPROVE, None, ports.clock.now()))

    assert sent_late(ports) == 0
    ports.clock.advance(minutes=5)
    assert sent_late(ports, has_time=lambda: False) == 0
    assert told(ports) == []


def test_the_sweep_passes_over_what_is_gone(
    ports: FakePorts, approval: Approval, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.approvals, "undelivered", lambda _: [approval.id, "apr_gone"])

    sent_late(ports)

    assert told(ports) == []


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_cannot_be_sent_now_is_put_back(
    ports: FakePorts, approval: Approval, monkeypatch: pytest.MonkeyPatch, *, is_gone: bool
) -> None:
    decided_at = ports.clock.now()
    ports.approvals.decide(approval, Decision("answer_1", APPROVE, None, decided_at))
    ports.clock.advance(minutes=30)

    def refuse(*_: object) -> None:
        if is_gone:
            ports.approvals.remove(approval)
        raise Unavailable

    monkeypatch.setattr(ports.machines, "finish_task", refuse)

    sent_late(ports)

    pause = timedelta(hours=1) if is_gone else timedelta(minutes=15)
    assert ports.approvals.put_back == {approval.id: ports.clock.now() + pause}


def test_what_is_decided_is_not_shown_as_a_question(ports: FakePorts, approval: Approval) -> None:
    check_open(ports, approval)
    ports.approvals.decide(approval, Decision("answer_1", APPROVE, None, ports.clock.now()))
    ports.clock.advance(seconds=30)
    check_open(ports, ports.approvals.approvals[approval.id])  # whoever sends it again makes it arrive
    answer(ports, approval, APPROVE)

    with pytest.raises(ApprovalDecided):
        check_open(ports, ports.approvals.approvals[approval.id])
    ports.clock.advance(hours=1)
    with pytest.raises(ExeoflowError):
        check_open(ports, approval)


def record(
    ports: FakePorts, *running: str, status: ExecutionStatus = ExecutionStatus.RUNNING
) -> ExecutionRecord:
    now = ports.clock.now()
    execution = Execution("exec_1", "acme", "wf_1", "W", status, now, TriggerKind.MANUAL, "t")
    steps = [Step(node, node, ExecutionStatus.RUNNING, now) for node in running]
    ended = Step("other", "other", ExecutionStatus.SUCCESS, now, now)
    source_map = SourceMap({}, {}, told={"ask": ["Approval.Rejected"], "other": ["States.Timeout"]})
    return ExecutionRecord(execution, {}, source_map, steps=(*steps, ended))


def test_what_a_running_node_waits_for_is_pending(ports: FakePorts, approval: Approval) -> None:
    ask(ports, replace(QUESTION, node_id="other", task_token="of a branch that was ended"))

    assert pending_approvals(ports, record(ports, "ask", "work")) == [approval]


def test_nothing_is_read_where_nothing_can_be_waited_for(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(type(ports.approvals), "pending")

    assert pending_approvals(ports, record(ports, "work")) == ()
    assert pending_approvals(ports, record(ports, "ask", status=ExecutionStatus.FAILED)) == ()
    assert pending_approvals(ports, replace(record(ports), steps=None)) == ()
