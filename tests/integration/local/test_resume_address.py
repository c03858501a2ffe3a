"""The address of an execution is known before it waits: its call may come before, while and after."""

import json
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.workflows import chain, node
from tests.integration.http_request.loopback import Call, LoopbackServer, serving


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with running("--memory", "--allow-hosts", "127.0.0.1,localhost") as server:
        yield Api(server.url, KEY)


def sending(target: LoopbackServer, *between: Any, **wait: Any) -> Any:
    send = node(
        "send",
        "http_request",
        url=f"http://127.0.0.1:{target.port}/job",
        method="POST",
        body={"callback": "{{ $execution.resume_url }}"},
    )
    return chain(send, *between, node("w", "wait", call=True, **{"timeout": 20, **wait}))


def resume(api: Api, url: str, data: object) -> int:
    parts = urlsplit(url)
    return api.call("POST", f"{parts.path}?{parts.query}", data).status


def test_a_call_that_comes_before_the_wait_is_taken_by_it_once(api: Api) -> None:
    answered: list[int] = []

    def call_back(call: Call) -> None:
        url = json.loads(call.received.body)["callback"]
        answered.extend(resume(api, url, {"job": number}) for number in (1, 2))
        call.answer(200, b"{}", content_type="application/json")

    with serving() as target:
        target.routes["/job"] = call_back
        ran = api.run(sending(target))

    assert (ran["status"], ran["output"]) == ("success", {"job": 1})
    assert answered == [200, 409]


def test_a_call_while_it_waits_is_taken_too(api: Api) -> None:
    told: list[str] = []

    def note(call: Call) -> None:
        told.append(json.loads(call.received.body)["callback"])
        call.answer(200, b"{}", content_type="application/json")

    with serving() as target:
        target.routes["/job"] = note
        workflow = api.create(sending(target))
        execution = api.execute(workflow)
        shown = api.execution_when(execution, lambda found: found.get("approvals"))
        status = resume(api, told[0], [1])

    assert shown["approvals"][0]["resume_url"] == told[0]
    assert status == 200
    assert api.finished(execution)["output"] == [1]
    assert resume(api, told[0], [2]) == 409
    forged = told[0].partition("token=")[0] + "token=0"
    assert resume(api, forged, [3]) == 404


def test_calls_at_the_moment_when_the_wait_begins_lose_nothing(api: Api) -> None:
    def call_back_later(call: Call) -> None:
        url = json.loads(call.received.body)["callback"]
        threading.Timer(0.01, lambda: resume(api, url, "now")).start()
        call.answer(200, b"{}", content_type="application/json")

    with serving() as target:
        target.routes["/job"] = call_back_later
        workflow = api.create(sending(target))
        runs = [api.execute(workflow) for _ in range(10)]
        outputs = [api.finished(each)["output"] for each in runs]

    assert outputs == ["now"] * 10


def test_a_wait_that_timed_out_takes_no_call_any_more(api: Api) -> None:
    told: list[str] = []

    def note(call: Call) -> None:
        told.append(json.loads(call.received.body)["callback"])
        call.answer(200, b"{}", content_type="application/json")

    with serving() as target:
        target.routes["/job"] = note
        ran = api.run(sending(target, timeout=1))

    assert ran["output"] is None
    assert resume(api, told[0], {}) == 409


def test_steps_show_the_address_that_was_sent(api: Api) -> None:
    with serving() as target:
        target.routes["/job"] = lambda call: call.answer(200, b"{}", content_type="application/json")
        sets = node("s", "set", values={"url": "{{ $execution.resume_url }}"})
        ran = api.run(sending(target, sets, timeout=1))

    steps = api.get(f"/v1/executions/{ran['id']}/steps").data["steps"]
    (step,) = [each for each in steps if each["node_id"] == "s"]
    assert step["output"]["url"].startswith("http://127.0.0.1")
    assert [each["node_id"] for each in steps] == ["start", "send", "s", "w"]
