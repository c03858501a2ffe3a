"""Waiting for people, as people and programs see it from outside."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.api import Api
from tests.e2e.workflows import node

HANDLES = ("approved", "rejected", "timeout")


def approving(timeout: int = 60) -> dict[str, Any]:
    ends = [node(handle, "transform", expression="$input.decision") for handle in HANDLES]
    return {
        "name": "Approving",
        "nodes": [
            node("start", "trigger"),
            node("ask", "approval", message="Pay {{ $trigger.total }}?", timeout=timeout),
            *ends,
        ],
        "connections": [
            {"source": "start", "target": "ask"},
            *({"source": "ask", "target": handle, "source_handle": handle} for handle in HANDLES),
        ],
    }


def called() -> dict[str, Any]:
    return {
        "name": "Called",
        "nodes": [node("start", "trigger"), node("hold", "wait", call=True, timeout=60)],
        "connections": [{"source": "start", "target": "hold"}],
    }


def asked(api: Api, workflow: dict[str, Any]) -> tuple[str, Any]:
    """Start a workflow; return the execution, and what it waits for as soon as it does."""
    execution = api.execute(api.create(workflow), {"total": 250})
    shown = api.execution_when(execution, lambda found: found.get("approvals"))
    return execution, shown["approvals"][0]


def path_of(url: str) -> str:
    address = urlsplit(url)
    return f"{address.path}?{address.query}"


@pytest.mark.parametrize(("answer", "decision"), [("approve", "approved"), ("reject", "rejected")])
def test_whoever_has_the_address_decides_without_a_key(
    api: Api, stranger: Api, answer: str, decision: str
) -> None:
    execution, approval = asked(api, approving())
    path = path_of(approval[f"{answer}_url"])

    question = stranger.get(path)
    told = stranger.post(path, {"data": {"comment": "ok"}})
    again = stranger.post(path)

    assert question.data["message"] == "Pay 250?"
    assert told.data["decision"] == decision
    assert (again.status, again.error["code"]) == (409, "APPROVAL_DECIDED")
    assert api.finished(execution)["output"] == decision


def test_addresses_begin_as_the_api_was_called(api: Api, url: str) -> None:
    execution, approval = asked(api, approving())

    assert approval["approve_url"].startswith(f"{url}/approvals/{approval['id']}/approve?token=")
    assert api.post(f"/v1/executions/{execution}/cancel").status == 200
    late = api.post(path_of(approval["approve_url"]))
    assert (late.status, late.error["code"]) == (409, "APPROVAL_EXPIRED")


def test_nobody_answers_in_time(api: Api) -> None:
    execution = api.execute(api.create(approving(timeout=1)))

    assert api.finished(execution)["output"] == "timeout"


def test_a_program_calls_what_waits_for_it(api: Api, stranger: Api) -> None:
    execution, approval = asked(api, called())

    told = stranger.post(path_of(approval["resume_url"]), {"paid": True})

    assert told.data["decision"] == "resumed"
    assert api.finished(execution)["output"] == {"paid": True}


def test_a_forged_address_and_another_method_lead_nowhere(api: Api, stranger: Api) -> None:
    execution, approval = asked(api, approving())
    path = path_of(approval["approve_url"])

    assert stranger.post(path.partition("?")[0]).error["code"] == "APPROVAL_NOT_FOUND"
    assert stranger.post(path[:-1] + "!").error["code"] == "APPROVAL_NOT_FOUND"
    assert stranger.call("DELETE", path).error["code"] == "METHOD_NOT_ALLOWED"
    assert api.post(f"/v1/executions/{execution}/cancel").status == 200
