"""What every store of approvals does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from exeoflow.model.approval import AnswerDelivery, AnswerKind, Approval, ApprovalKind, Decision
from exeoflow.model.page import PageRequest
from exeoflow.service.ports.stores.approval_store import ApprovalStore

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
DECISION = Decision("answer_1", AnswerKind.APPROVE, {"comment": "Größe \ud800"}, NOW + timedelta(minutes=1))


def approval(number: int = 1, **changes: object) -> Approval:
    made = Approval(
        id=f"apr_{number}",
        workspace="acme",
        workflow_id="wf_1",
        execution_id="exec_1",
        node_id="ask",
        kind=ApprovalKind.APPROVAL,
        message="Zahlen?",
        data={"total": 1.5, "lines": [None, ""]},
        task_token=f"token {number}",
        requested_at=NOW + timedelta(seconds=number),
        expires_at=NOW + timedelta(days=7),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_an_approval_is_kept_as_it_was_asked_for(approvals: ApprovalStore) -> None:
    assert approvals.add(approval()) == approval()

    assert approvals.get("apr_1") == approval()
    assert approvals.get("apr_2") is None


def test_the_first_request_counts(approvals: ApprovalStore) -> None:
    approvals.add(approval())

    assert approvals.add(approval(requested_at=NOW + timedelta(minutes=1))) == approval()
    assert approvals.get("apr_1") == approval()


def test_what_an_execution_waits_for_is_listed_until_it_is_decided(approvals: ApprovalStore) -> None:
    for each in (approval(2), approval(1), approval(3, execution_id="exec_2")):
        approvals.add(each)

    before = approvals.pending("exec_1")
    approvals.decide(approval(1), DECISION)

    assert before == [approval(1), approval(2)]
    assert approvals.pending("exec_1") == [approval(2)]
    assert approvals.pending("exec_3") == []


def test_what_a_workspace_can_answer_is_listed_by_pages_the_oldest_request_first(
    approvals: ApprovalStore,
) -> None:
    for number in (3, 1, 2, 4, 5, 6, 7):
        approvals.add(approval(number, execution_id=f"exec_{9 - number}"))
    approvals.add(approval(8, workspace="other"))
    approvals.add(approval(9, task_token="", node_id=""))
    approvals.add(approval(10, expires_at=NOW + timedelta(hours=1)))
    approvals.decide(approval(1), DECISION)
    approvals.settle(approval(2), AnswerDelivery.TOO_LATE)

    now = NOW + timedelta(hours=1)
    first, last, behind = (approvals.open_in("acme", now, PageRequest(number, 3)) for number in (1, 2, 3))

    assert [each.id for each in first.items] == ["apr_3", "apr_4", "apr_5"]
    assert [each.id for each in last.items] == ["apr_6", "apr_7"]
    assert first.items[0] == approval(3, execution_id="exec_6")
    assert (first.total, last.total, behind.total, behind.items) == (5, 5, 5, ())
    assert approvals.open_in("nobody", now, PageRequest()).total == 0


def test_an_address_is_listed_while_a_task_waits_with_it(approvals: ApprovalStore) -> None:
    free = approval(kind=ApprovalKind.CALL, task_token="", node_id="", secret="s")
    taken = replace(free, task_token="t", node_id="hold")
    approvals.add(free)

    approvals.hand_over(taken, "")
    while_it_waits = approvals.open_in("acme", NOW, PageRequest())
    approvals.hand_over(free, "t")

    assert while_it_waits.items == (taken,)
    assert approvals.open_in("acme", NOW, PageRequest()).items == ()


def test_the_first_decision_counts(approvals: ApprovalStore) -> None:
    approvals.add(approval())
    decided = replace(approval(), decision=DECISION, delivery=AnswerDelivery.UNDER_WAY)

    first = approvals.decide(approval(), DECISION)
    second = approvals.decide(approval(), replace(DECISION, id="answer_2", answer=AnswerKind.REJECT))

    assert first == second == approvals.get("apr_1") == decided


def test_what_is_gone_cannot_be_decided_or_settled(approvals: ApprovalStore) -> None:
    approvals.add(approval())
    approvals.remove(approval())
    approvals.remove(approval())

    approvals.settle(approval(), AnswerDelivery.ARRIVED)

    assert approvals.decide(approval(), DECISION) is None
    assert approvals.get("apr_1") is None


def test_a_question_that_nobody_can_answer_any_more_is_not_pending(approvals: ApprovalStore) -> None:
    approvals.add(approval(1))

    approvals.settle(approval(1), AnswerDelivery.TOO_LATE)

    assert approvals.pending(approval(1).execution_id) == []
    closed = approvals.get("apr_1")
    assert closed
    assert (closed.decision, closed.delivery) == (None, AnswerDelivery.TOO_LATE)


def test_decisions_under_way_are_found_until_their_fate_is_known(approvals: ApprovalStore) -> None:
    for number in (1, 2, 3):
        approvals.add(approval(number))
        decided_at = NOW + timedelta(minutes=10 - number)
        approvals.decide(approval(number), replace(DECISION, decided_at=decided_at))
    approvals.settle(approval(2), AnswerDelivery.TOO_LATE)

    late = approvals.undelivered(NOW + timedelta(hours=1))

    assert late == ["apr_3", "apr_1"]
    assert approvals.undelivered(NOW + timedelta(minutes=9)) == ["apr_3"]
    approvals.postpone("apr_3", NOW + timedelta(minutes=20))
    approvals.postpone("apr_2", NOW + timedelta(minutes=20))
    assert approvals.undelivered(NOW + timedelta(minutes=20)) == ["apr_1"]
    assert approvals.undelivered(NOW + timedelta(minutes=21)) == ["apr_1", "apr_3"]
    put_back = approvals.get("apr_3")
    assert put_back
    assert put_back.decision
    assert put_back.decision.decided_at == NOW + timedelta(minutes=7)
    settled = approvals.get("apr_2")
    assert settled
    assert settled.delivery is AnswerDelivery.TOO_LATE


def test_an_address_is_handed_over_to_one_that_waits(approvals: ApprovalStore) -> None:
    opened = approval(task_token="", node_id="", secret="s")
    first = replace(opened, task_token="a", node_id="w", expires_at=NOW + timedelta(hours=1))
    second = replace(first, task_token="b")
    approvals.add(opened)

    assert approvals.get("apr_1") == opened
    assert approvals.hand_over(first, "") == first
    assert approvals.hand_over(first, "") == first
    assert approvals.hand_over(second, "") is None
    assert approvals.get("apr_1") == first
    assert approvals.hand_over(replace(first, task_token=""), "a") == replace(first, task_token="")
    assert approvals.hand_over(replace(first, id="apr_2"), "") is None


def test_who_takes_an_address_learns_of_its_decision(approvals: ApprovalStore) -> None:
    opened = approval(task_token="", secret="s")
    approvals.add(opened)
    approvals.decide(opened, DECISION)

    taken = approvals.hand_over(replace(opened, task_token="a"), "")

    assert taken == replace(opened, task_token="a", decision=DECISION, delivery=AnswerDelivery.UNDER_WAY)
