"""Approvals and awaited calls through the real handlers, with machines that really wait."""

import json
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from exeoflow.adapters.step_functions.machines import StepFunctionsMachines
from exeoflow.bootstrap import application
from exeoflow.errors import Unavailable
from exeoflow.model.api_key import Scope
from exeoflow.model.approval import AnswerKind, Decision
from tests.integration.handlers.conftest import Answered, Client, load_event, make_client
from tests.integration.handlers.running import execute, execution, finished

AT_ONCE = 8
BROWSER = {"accept": "text/html", "accept-language": "en"}


def approving(**config: Any) -> dict[str, Any]:
    """A workflow whose approval leads by each handle to a node of that name."""
    handles = ("approved", "rejected", "timeout")
    return {
        "name": "Approving",
        "nodes": [
            {"id": "start", "type": "trigger"},
            {"id": "ask", "type": "approval", "config": {"message": "{{ $trigger.total }} EUR?", **config}},
            *(
                {"id": handle, "type": "set", "config": {"values": {"a": "{{ $input }}"}}}
                for handle in handles
            ),
        ],
        "connections": [
            {"source": "start", "target": "ask"},
            *({"source": "ask", "target": handle, "source_handle": handle} for handle in handles),
        ],
    }


CALLED: dict[str, Any] = {
    "name": "Called",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "hold", "type": "wait", "config": {"call": True, "timeout": 60}},
        {"id": "use", "type": "transform", "config": {"expression": "$input.paid"}},
    ],
    "connections": [{"source": "start", "target": "hold"}, {"source": "hold", "target": "use"}],
}


@dataclass(frozen=True)
class Address:
    """An address that somebody was given."""

    functions: Mapping[str, Any]
    url: str

    def open(self, **headers: str) -> Any:
        """Follow the link."""
        return self.functions["show_approval"].invoke(self._event("show_approval", None, headers))

    def send(self, body: str | None = None, *, answer: str | None = None, **headers: str) -> Any:
        """Answer."""
        event = self._event("answer_approval", body, headers)
        event["pathParameters"]["answer"] = answer or event["pathParameters"]["answer"]
        return self.functions["answer_approval"].invoke(event)

    def _event(self, name: str, body: str | None, headers: Mapping[str, str]) -> dict[str, Any]:
        event = load_event(name)
        address = urlsplit(self.url)
        _, _, approval_id, answer = address.path.split("/")
        given = {header.replace("_", "-"): value for header, value in headers.items()}
        event["headers"] |= {"accept": "*/*", **given}
        event["pathParameters"] = {"approval_id": approval_id, "answer": answer}
        event["queryStringParameters"] = {"token": parse_qs(address.query)["token"][0]}
        event["body"] = body
        return event


@dataclass(frozen=True)
class Waiting:
    """An execution that waits, and what it shows of it."""

    client: Client
    execution_id: str
    shown: Mapping[str, Any]

    def address(self, answer: str) -> Address:
        return Address(self.client.functions, self.shown[f"{answer}_url"])

    def end(self) -> Any:
        return finished(self.client, self.execution_id)


def waiting(client: Client, body: Any, given: Any = None) -> Waiting:
    """Start a workflow and wait until it waits."""
    workflow = client.call("create_workflow", body=body)
    assert workflow.status == 201, workflow
    started = execute(client, {"workflow_id": workflow.data["id"]}, body={"input": given or {"total": 250}})
    return asked_by(client, started.data["execution_id"])


def asked_by(client: Client, identifier: str) -> Waiting:
    """Wait until the execution waits."""
    deadline = time.monotonic() + 20
    while not (approvals := execution(client, identifier).get("approvals")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (shown,) = approvals
    return Waiting(client, identifier, shown)


def content(answer: Any) -> Any:
    return json.loads(answer["body"])


def code(answer: Any) -> tuple[int, str]:
    return answer["statusCode"], content(answer)["error"]["code"]


@pytest.mark.parametrize(
    ("answer", "decision", "steps"),
    [("approve", "approved", ["ask", "approved"]), ("reject", "rejected", ["ask", "rejected"])],
)
def test_an_execution_waits_for_an_answer_and_goes_on_by_it(
    client: Client, answer: str, decision: str, steps: list[str]
) -> None:
    asked = waiting(client, approving(data={"order": "{{ $trigger.order }}"}), {"total": 250, "order": 4711})

    told = asked.address(answer).send('{"data": {"comment": "Größe"}}')
    shown = asked.end()

    assert (asked.shown["message"], asked.shown["data"]) == ("250 EUR?", {"order": 4711})
    assert asked.shown["node_id"] == "ask"
    assert content(told)["data"]["decision"] == decision
    assert shown["status"] == "success"
    assert shown["output"]["a"]["decision"] == decision
    assert shown["output"]["a"]["data"] == {"comment": "Größe"}
    assert shown["output"]["a"]["decided_at"] == content(told)["data"]["decided_at"]
    assert [(step["node_id"], step["status"]) for step in shown["steps"]] == [
        (step, "success") for step in ("start", *steps)
    ]
    assert "approvals" not in shown


def test_an_execution_that_nobody_answers_goes_on_when_its_time_is_over(client: Client) -> None:
    asked = waiting(client, approving(timeout=2))
    shown = asked.end()

    answer = asked.address("approve").send()

    assert shown["output"] == {"a": {"decision": "timeout", "data": None, "decided_at": None}}
    assert [(step["node_id"], step["status"]) for step in shown["steps"]] == [
        ("start", "success"),
        ("ask", "success"),
        ("timeout", "success"),
    ]
    assert code(answer) == (409, "APPROVAL_EXPIRED")


def test_a_call_brings_its_body(client: Client) -> None:
    held = waiting(client, CALLED)

    told = held.address("resume").send('{"paid": 12.5}')
    shown = held.end()

    assert content(told)["data"]["decision"] == "resumed"
    assert (shown["status"], shown["output"]) == ("success", 12.5)
    assert [step["status"] for step in shown["steps"]] == ["success"] * 3


def test_following_a_link_decides_nothing(client: Client) -> None:
    asked = waiting(client, approving())

    page = asked.address("approve").open(**BROWSER)
    data = asked.address("reject").open()

    assert page["statusCode"] == 200
    assert "250 EUR?" in page["body"]
    assert page["headers"]["Cache-Control"] == "no-store"
    assert page["headers"]["Referrer-Policy"] == "no-referrer"
    assert content(data)["data"]["message"] == "250 EUR?"
    assert execution(client, asked.execution_id)["approvals"] == [asked.shown]


def test_a_browser_answers_by_a_form_and_is_shown_pages(client: Client) -> None:
    asked = waiting(client, approving())
    address = asked.address("reject")

    done = address.send("comment=Zu+teuer", content_type="application/x-www-form-urlencoded", **BROWSER)
    again = address.open(**BROWSER)

    assert (done["statusCode"], "<h1>Rejected</h1>" in done["body"]) == (200, True)
    assert (again["statusCode"], "rejected" in again["body"]) == (409, True)
    assert asked.end()["output"]["a"]["data"] == {"comment": "Zu teuer"}


def test_a_second_answer_is_told_the_first(client: Client) -> None:
    asked = waiting(client, approving())
    asked.address("approve").send()

    again = asked.address("reject").send(accept_language="en")

    assert code(again) == (409, "APPROVAL_DECIDED")
    assert "approved" in content(again)["error"]["message"]
    assert asked.end()["output"]["a"]["decision"] == "approved"


def test_of_many_answers_at_once_one_counts(client: Client) -> None:
    asked = waiting(client, approving())

    def send(number: int) -> Any:
        address = asked.address("approve" if number % 2 else "reject")
        return address.send(json.dumps({"data": number}))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))

    assert Counter(answer["statusCode"] for answer in answers) == {200: 1, 409: AT_ONCE - 1}
    (winner,) = (number for number, answer in enumerate(answers) if answer["statusCode"] == 200)
    assert asked.end()["output"]["a"]["data"] == winner


def test_a_link_works_for_its_own_answer_only(client: Client) -> None:
    asked = waiting(client, approving())

    assert code(asked.address("approve").send(answer="reject")) == (404, "APPROVAL_NOT_FOUND")
    assert code(asked.address("approve").send(answer="resume")) == (404, "APPROVAL_NOT_FOUND")
    forged = Address(client.functions, asked.shown["approve_url"][:-1] + "!")
    assert code(forged.send()) == (404, "APPROVAL_NOT_FOUND")
    assert code(forged.open()) == (404, "APPROVAL_NOT_FOUND")
    assert execution(client, asked.execution_id)["status"] == "running"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{", (400, "MALFORMED_BODY")),
        ('{"comment": 1}', (400, "INVALID_REQUEST")),
        (json.dumps({"data": "x" * 40_000}), (413, "INPUT_TOO_LARGE")),
        ("x" * 300_000, (413, "INPUT_TOO_LARGE")),
    ],
)
def test_a_bad_answer_decides_nothing(client: Client, body: str, expected: tuple[int, str]) -> None:
    asked = waiting(client, approving())

    assert code(asked.address("approve").send(body)) == expected
    assert execution(client, asked.execution_id)["approvals"] == [asked.shown]


def test_an_answer_to_a_cancelled_execution_is_told_that_nobody_waits(client: Client) -> None:
    asked = waiting(client, approving())
    client.call("cancel_execution", path={"execution_id": asked.execution_id})

    assert code(asked.address("approve").send()) == (409, "APPROVAL_EXPIRED")
    assert code(asked.address("reject").open()) == (409, "APPROVAL_EXPIRED")


def test_addresses_are_shown_to_keys_that_may_change_executions(
    client: Client, functions: Mapping[str, Any]
) -> None:
    asked = waiting(client, approving())
    reader = make_client(functions, workspace=client.workspace, scopes=frozenset({Scope.EXECUTIONS_READ}))

    (seen,) = execution(reader, asked.execution_id)["approvals"]

    assert {
        **seen,
        **{f"{answer}_url": asked.shown[f"{answer}_url"] for answer in ("approve", "reject")},
    } == (asked.shown)
    assert "approve_url" not in seen


ASKING_FOR_EACH: Mapping[str, Any] = {
    "name": "Many",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "each", "type": "for_each", "config": {"items": [1, 2], "concurrency": 2}},
        {"id": "ask", "type": "approval", "config": {"message": "{{ $item }}"}},
    ],
    "connections": [
        {"source": "start", "target": "each"},
        {"source": "each", "target": "ask", "source_handle": "loop"},
        {"source": "ask", "target": "each", "source_handle": "approved"},
        {"source": "ask", "target": "each", "source_handle": "rejected"},
    ],
}


def test_each_item_of_a_for_each_is_asked_for_on_its_own(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow", body=ASKING_FOR_EACH).data["id"]}
    identifier = execute(client, path).data["execution_id"]
    deadline = time.monotonic() + 20
    while len(execution(client, identifier).get("approvals", [])) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)

    for approval in execution(client, identifier)["approvals"]:
        url = approval["approve_url" if approval["message"] == "1" else "reject_url"]
        assert Address(client.functions, url).send()["statusCode"] == 200

    output = finished(client, identifier)["output"]
    assert [result["decision"] for result in output] == ["approved", "rejected"]


def listening(client: Client, pattern: Any) -> str:
    """Activate a workflow that an event starts, and return its id."""
    body = {
        "name": "Listening",
        "nodes": [
            {"id": "told", "type": "trigger", "config": {"mode": "event", "pattern": pattern}},
            {"id": "keep", "type": "transform", "config": {"expression": "$trigger.detail"}},
        ],
        "connections": [{"source": "told", "target": "keep"}],
    }
    identifier: str = client.call("create_workflow", body=body).data["id"]
    path = {"workflow_id": identifier}
    answer: Answered = client.call("set_workflow_status", path=path, body={"status": "active"})
    assert answer.status == 200, answer
    return identifier


def test_a_workflow_of_the_same_workspace_hears_of_it_and_no_other(
    client: Client, functions: Mapping[str, Any]
) -> None:
    pattern = {"source": ["exeoflow.approval"], "detail-type": ["Approval Requested"]}
    stranger = make_client(functions)
    theirs, ours = listening(stranger, pattern), listening(client, pattern)

    asked = waiting(client, approving())
    deadline = time.monotonic() + 20
    while not (started := client.call("list_executions", query={"workflow_id": ours}).data["executions"]):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    detail = finished(client, started[0]["id"])["output"]
    answer = Address(functions, detail["approve_url"]).send()

    assert (detail["node_id"], detail["message"]) == ("ask", "250 EUR?")
    assert detail["expires_at"] == asked.shown["expires_at"]
    assert answer["statusCode"] == 200
    assert asked.end()["output"]["a"]["decision"] == "approved"
    assert stranger.call("list_executions", query={"workflow_id": theirs}).data["executions"] == []


def test_a_question_that_is_too_large_is_an_error_of_its_node(client: Client) -> None:
    workflow = approving(data="{{ $trigger.text }}")
    workflow["nodes"][1]["on_error"] = "branch"
    workflow["nodes"].append(
        {"id": "failed", "type": "transform", "config": {"expression": "$input.error.code"}}
    )
    workflow["connections"].append({"source": "ask", "target": "failed", "source_handle": "error"})
    path = {"workflow_id": client.call("create_workflow", body=workflow).data["id"]}
    started = execute(client, path, body={"input": {"text": "x" * 70_000}})

    shown = finished(client, started.data["execution_id"])

    assert shown["output"] == "Approval.TooLarge"
    assert shown["steps"][1]["status"] == "failed"


def test_what_waits_is_listed_for_its_workspace_until_it_is_answered(
    client: Client, functions: Mapping[str, Any]
) -> None:
    asked = waiting(client, approving())
    reader = make_client(functions, workspace=client.workspace, scopes=frozenset({Scope.EXECUTIONS_READ}))

    listed = client.call("list_approvals", query={"status": "open"})
    [seen] = reader.call("list_approvals", query={}).data["approvals"]
    elsewhere = make_client(functions).call("list_approvals", query={})
    Address(functions, asked.shown["approve_url"]).send()

    [shown] = listed.data["approvals"]
    assert {name: shown[name] for name in asked.shown} == asked.shown
    assert shown["execution_id"] == asked.execution_id
    assert listed.data["pagination"] == {"page": 1, "limit": 20, "total": 1, "pages": 1}
    assert seen == {name: value for name, value in shown.items() if not name.endswith("_url")}
    assert elsewhere.data["approvals"] == []
    assert client.call("list_approvals", query={}).data["approvals"] == []
    assert client.call("list_approvals", query={"status": "decided"}).status == 400


def test_the_sample_events_are_taken(functions: Mapping[str, Any]) -> None:
    asked = [
        functions["request_approval"].invoke(load_event(f"request_approval{kind}")) for kind in ("", "_call")
    ]

    kept = [application().approvals.get(answer["approval_id"]) for answer in asked]

    assert [approval and approval.message for approval in kept] == ["250 EUR zahlen?", ""]
    for name in ("show_approval", "answer_approval", "answer_approval_form"):
        operation = name.removesuffix("_form")
        assert functions[operation].invoke(load_event(name))["statusCode"] == 404


def test_an_answer_that_a_crash_kept_back_is_sent_by_the_sweep(client: Client) -> None:
    asked = waiting(client, approving())
    app = application()
    approval = app.approvals.get(asked.shown["id"])
    assert approval
    decided_at = app.clock.now() - timedelta(minutes=5)
    app.approvals.decide(approval, Decision("answer_1", AnswerKind.REJECT, None, decided_at))

    client.functions["sweep_executions"].invoke(load_event("sweep_executions"))

    output = asked.end()["output"]["a"]
    assert (output["decision"], output["data"]) == ("rejected", None)
    assert app.approvals.undelivered(app.clock.now()) == []


def test_a_retry_publishes_a_workflow_that_asks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change was stored and not published: the retry makes up for it, with what it knows itself."""
    asking = approving()
    drawing = asking | {"nodes": asking["nodes"][:1], "connections": []}
    path = {"workflow_id": client.call("create_workflow", body=drawing).data["id"]}
    ended = finished(client, execute(client, path, body={"input": {"total": 1}}).data["execution_id"])
    with monkeypatch.context() as patch:
        patch.setattr(StepFunctionsMachines, "publish", throttled)
        assert client.call("update_workflow", path=path, body=asking).status == 503

    again = client.call("retry_execution", path={"execution_id": ended["id"]})

    assert asked_by(client, again.data["execution_id"]).shown["message"] == "1 EUR?"


def throttled(*_: object) -> str:
    raise Unavailable
