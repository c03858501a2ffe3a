"""What comes with an answer, and the pages that people see."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exeoflow import errors
from exeoflow.api.answers import Answer
from exeoflow.api.approvals.requests import answer_data
from exeoflow.api.executions.answers import approvals_shown
from exeoflow.api.pages.approval import approval_failed, decision_answer, question_answer
from exeoflow.api.request import Request
from exeoflow.model.api_key import Scope
from exeoflow.model.approval import MAX_CALL_BYTES, AnswerKind, Approval, ApprovalKind, Decision
from exeoflow.model.json import Json
from tests.unit.api.requests import request

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
APPROVAL = Approval(
    id="apr_1",
    workspace="acme",
    workflow_id="wf_1",
    execution_id="exec_1",
    node_id="ask",
    kind=ApprovalKind.APPROVAL,
    message="Pay <script>alert(1)</script>?",
    data={"note": "<b>"},
    task_token="token",
    requested_at=NOW,
    expires_at=NOW,
)
FORM = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}


def asked(answer: str = "approve", body: str | None = None, **headers: str) -> Request:
    sent = request(body, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return replace(sent, path_parameters={"approval_id": "apr_1", "answer": answer})


def html(answer: Answer) -> str:
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return answer.body


@pytest.mark.parametrize(
    ("answer", "body", "headers", "data"),
    [
        ("approve", None, {}, None),
        ("approve", "{}", {}, None),
        ("reject", '{"data": [1, null]}', {}, [1, None]),
        ("approve", "comment=", FORM, None),
        ("approve", "comment=In+Ordnung&empty=", FORM, {"comment": "In Ordnung"}),
        ("resume", None, {}, None),
        ("resume", '{"data": 1}', {}, {"data": 1}),
        ("resume", "[1]", {}, [1]),
        ("resume", "a=1&b=", FORM, {"a": "1", "b": ""}),
    ],
)
def test_what_comes_with_an_answer(
    answer: str, body: str | None, headers: dict[str, str], data: Json
) -> None:
    sent = replace(asked(answer, body), headers=headers)

    assert answer_data(sent) == data


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("[1]", errors.InvalidRequest),
        ('{"comment": "x"}', errors.InvalidRequest),
        ("{", errors.MalformedBody),
        ("x" * (MAX_CALL_BYTES + 1), errors.InputTooLarge),
    ],
)
def test_what_cannot_come_with_a_decision(body: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        answer_data(asked("approve", body))


def test_a_page_asks_before_anything_is_decided() -> None:
    answer = question_answer(APPROVAL, asked(accept="text/html,*/*"))

    page = html(answer)
    assert '<html lang="de">' in page
    assert "Genehmigen?" in page
    assert '<form method="post">' in page
    assert 'for="comment"' in page
    assert "2024-01-20 10:00" in page
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.as_event({})["headers"]["Cache-Control"] == "no-store"


def test_words_of_a_workflow_are_no_tags() -> None:
    page = html(question_answer(APPROVAL, asked(accept="text/html")))

    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_a_page_speaks_the_language_of_its_reader_and_leaves_out_what_there_is_not() -> None:
    bare = replace(APPROVAL, message="", data=None)

    page = html(question_answer(bare, asked("reject", accept="text/html", accept_language="en")))

    assert '<html lang="en">' in page
    assert "Reject?" in page
    assert 'class="message"' not in page
    assert "<pre>" not in page


def test_a_call_has_no_comment() -> None:
    call = replace(APPROVAL, kind=ApprovalKind.CALL)

    assert "textarea id" not in html(question_answer(call, asked("resume", accept="text/html")))


def test_a_program_is_answered_in_the_envelope() -> None:
    decision = Decision("answer_1", AnswerKind.REJECT, None, NOW)

    question = json.loads(question_answer(APPROVAL, asked()).body)
    done = json.loads(decision_answer(decision, asked("reject")).body)
    refused = json.loads(approval_failed(errors.ApprovalDecided("approved"), asked()).body)

    assert question["data"]["message"] == APPROVAL.message
    assert done["data"] == {"id": "apr_1", "decision": "rejected", "decided_at": "2024-01-20T10:00:00.000Z"}
    assert refused["error"]["code"] == "APPROVAL_DECIDED"


def test_a_browser_is_told_how_it_ended() -> None:
    decision = Decision("answer_1", AnswerKind.APPROVE, None, NOW)
    browser = asked(accept="text/html", accept_language="en")

    done = html(decision_answer(decision, browser))
    assert "<h1>Approved</h1><p>Your answer has arrived. You can close this page.</p>" in done
    refused = approval_failed(errors.ApprovalDecided("rejected"), browser)
    assert (refused.status, "rejected" in html(refused)) == (409, True)
    assert approval_failed(errors.ApprovalNotFound(), browser).status == 404


@pytest.mark.parametrize(
    ("error", "language", "title"),
    [
        (errors.ApprovalDecided("approved"), "de", "Schon beantwortet"),
        (errors.ApprovalDecided("approved"), "en", "Already answered"),
        (errors.ApprovalExpired(), "de", "Zu spät"),
        (errors.ApprovalExpired(), "en", "Too late"),
        (errors.ApprovalNotFound(), "de", "Das ging nicht"),
        (errors.ApprovalNotFound(), "en", "That did not work"),
    ],
)
def test_who_clicks_twice_or_late_is_not_told_of_a_failure(
    error: errors.ExeoflowError, language: str, title: str
) -> None:
    page = html(approval_failed(error, asked(accept="text/html", accept_language=language)))

    assert f"<h1>{title}</h1>" in page


@pytest.mark.parametrize(
    ("decision", "language", "told"),
    [
        ("approved", "de", "Die Antwort steht bereits fest: genehmigt."),
        ("rejected", "de", "Die Antwort steht bereits fest: abgelehnt."),
        ("resumed", "de", "Die Antwort steht bereits fest: fortgesetzt."),
        ("rejected", "en", "The answer has already been given: rejected."),
    ],
)
def test_who_comes_late_is_told_what_was_decided_in_words_of_the_page(
    decision: str, language: str, told: str
) -> None:
    refused = approval_failed(
        errors.ApprovalDecided(decision), asked(accept="text/html", accept_language=language)
    )

    assert f"<p>{told}</p>" in html(refused)


def test_addresses_are_shown_to_keys_that_may_change_executions() -> None:
    reader = replace(request(headers={"host": "api"}), scopes=frozenset({Scope.EXECUTIONS_READ}))
    writer = replace(reader, scopes=frozenset({Scope.EXECUTIONS_READ, Scope.EXECUTIONS_WRITE}))

    (seen,) = approvals_shown([APPROVAL], reader)["approvals"]
    (usable,) = approvals_shown([APPROVAL], writer)["approvals"]

    assert (seen["node_id"], seen["data"]) == ("ask", {"note": "<b>"})
    assert not [name for name in seen if name.endswith("_url")]
    assert usable == {**seen, **APPROVAL.addresses("https://api")}
    assert approvals_shown([], writer) == {}
