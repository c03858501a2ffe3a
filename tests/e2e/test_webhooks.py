"""Webhooks as their senders see them."""

from tests.e2e.api import Api
from tests.e2e.webhooks import activated, at_once, hooked, pure
from tests.e2e.workflows import node

_CALLS = 40


def test_every_acknowledged_call_is_one_finished_execution(api: Api) -> None:
    sender = activated(api, pure())

    answers = at_once(lambda number: sender.send({"n": number}), range(_CALLS))

    assert {answer.status for answer in answers} == {202}
    started = {answer.data["execution_id"] for answer in answers}
    assert len(started) == _CALLS
    assert {api.finished(execution)["status"] for execution in started} == {"success"}
    listed = api.get(f"/v1/executions?workflow_id={sender.workflow_id}&limit=1").data
    assert listed["pagination"]["total"] == _CALLS


def test_deliveries_that_come_twice_start_once(api: Api) -> None:
    sender = activated(api, pure(1))

    answers = at_once(
        lambda number: sender.send({"n": number}, x_request_id=f"delivery-{number // 2}"), range(_CALLS)
    )

    assert {answer.status for answer in answers} == {202}
    assert len({answer.data["execution_id"] for answer in answers}) == _CALLS // 2
    listed = api.get(f"/v1/executions?workflow_id={sender.workflow_id}&limit=1").data
    assert listed["pagination"]["total"] == _CALLS // 2


def test_a_workflow_answers_who_waits(api: Api) -> None:
    reply = node(
        "reply", "respond", status=201, headers={"X-Order": "4711"}, body={"n": "{{ $trigger.body.n }}"}
    )
    sender = activated(api, hooked(reply))

    answer = sender.send({"data": {"n": 7}}, "?wait=20")

    assert (answer.status, answer.headers["x-order"], answer.body) == (201, "4711", {"n": 7})


def test_the_answer_comes_at_the_respond_node_and_the_rest_works_on(api: Api) -> None:
    nodes = [node("ack", "respond", body={"text": "Working on it"}), node("work", "wait", seconds=30)]
    connections = [{"source": "hook", "target": each["id"]} for each in nodes]
    sender = activated(api, hooked(*nodes) | {"connections": connections})

    answer = sender.send({}, "?wait=20")

    assert (answer.status, answer.body) == (200, {"text": "Working on it"})
    [execution] = api.get(f"/v1/executions?workflow_id={sender.workflow_id}").data["executions"]
    assert execution["status"] == "running"
    assert api.post(f"/v1/executions/{execution['id']}/cancel").status == 200


def test_who_waits_too_short_gets_the_id(api: Api) -> None:
    sender = activated(api, hooked(node("pause", "wait", seconds=30)))

    answer = sender.send({}, "?wait=1")

    assert (answer.status, answer.data["status"]) == (202, "running")
    assert api.post(f"/v1/executions/{answer.data['execution_id']}/cancel").status == 200


def test_a_webhook_answers_409_while_its_workflow_is_inactive_and_at_once_when_it_is_active(api: Api) -> None:
    sender = activated(api, pure(1))
    path = f"/v1/workflows/{sender.workflow_id}/status"

    for _ in range(3):
        api.post(path, {"status": "inactive"})
        assert sender.send({}).error["code"] == "WORKFLOW_INACTIVE"
        api.post(path, {"status": "active"})
        assert sender.send({}).status == 202
