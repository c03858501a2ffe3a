"""Service nodes of a running embedded server, and what comes in through its AWS endpoint."""

import json
import time
from typing import Any

import pytest
import urllib3

from tests.e2e.api import Api
from tests.e2e.local_server import LocalServer, aws_client
from tests.e2e.workflows import chain, node

SIGNED = "AWS4-HMAC-SHA256 Credential=any/20260101/eu-central-1/sqs/aws4_request"


def ran(api: Api, *nodes: dict[str, Any], **given: Any) -> Any:
    return api.run(chain(*nodes), given)


def test_nothing_of_aws_runs_before_it_is_used_and_then_a_message_arrives(
    api: Api, server: LocalServer
) -> None:
    queues = aws_client(server, "sqs")
    refused = [
        urllib3.request("POST", queues.meta.endpoint_url, headers=headers).status
        for headers in ({}, {"Host": "evil.example", "Authorization": SIGNED})
    ]
    before = "starting the local AWS services" in "".join(server.lines)
    url = queues.create_queue(QueueName="for-workflows-default-queue")["QueueUrl"]

    execution = ran(api, node("send", "queue", queue_url=url, message={"n": "{{ $trigger.n }}"}), n=7)

    [message] = queues.receive_message(QueueUrl=url, WaitTimeSeconds=1)["Messages"]
    assert (refused, before) == ([403, 403], False)
    assert execution["output"] == {"message_id": message["MessageId"]}
    assert json.loads(message["Body"]) == {"n": 7}


def test_an_error_of_a_service_has_the_name_that_step_functions_gives_it(api: Api) -> None:
    execution = ran(
        api, node("get", "database", operation="get", table="for-workflows-default-none", key={"id": "a"})
    )

    assert execution["status"] == "failed"
    assert execution["error"]["code"] == "DynamoDB.ResourceNotFoundException"


def test_an_event_reaches_rules_that_were_put_from_outside(api: Api, server: LocalServer) -> None:
    queues, events = aws_client(server, "sqs"), aws_client(server, "events")
    url = queues.create_queue(QueueName="heard")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="hear", EventPattern=json.dumps({"source": ["shop"]}))
    events.put_targets(Rule="hear", Targets=[{"Id": "queue", "Arn": arn}])

    execution = ran(
        api,
        node("tell", "emit_event", source="shop", detail_type="Paid", detail={"order": "{{ $trigger.n }}"}),
        n=3,
    )

    assert execution["status"] == "success"
    deadline = time.monotonic() + 20
    while not (found := queues.receive_message(QueueUrl=url).get("Messages")):
        assert time.monotonic() < deadline
    assert json.loads(found[0]["Body"])["detail"] == {"order": 3}


def test_a_message_to_a_queue_of_the_stack_is_the_stacks_own(server: LocalServer) -> None:
    queues = aws_client(server, "sqs")
    urls = {url.rpartition("/")[2]: url for url in queues.list_queues()["QueueUrls"]}
    start = next(url for name, url in urls.items() if name.endswith("StartQueue"))

    queues.send_message(QueueUrl=start, MessageBody="{}")

    waiting = queues.get_queue_attributes(QueueUrl=start, AttributeNames=["All"])["Attributes"]
    assert int(waiting["ApproximateNumberOfMessages"]) == 0  # the stack has it, and delivers it itself


@pytest.mark.parametrize(
    "table", ["exeoflow-WorkflowsTable", "for-workflows-other-orders", "for-workflows-x", 7]
)
def test_what_is_not_of_the_workspace_is_refused_before_it_is_called(api: Api, table: object) -> None:
    reading = node("get", "database", operation="get", table="{{ $trigger.table }}", key={"id": "a"})
    on_error = {**reading, "on_error": "continue"}

    execution, caught = ran(api, reading, table=table), ran(api, on_error, table=table)

    assert execution["error"]["code"] == "States.QueryEvaluationError"
    assert caught["status"] == "success"
    if isinstance(table, str):
        saved = api.post(
            "/v1/workflows", chain(node("get", "database", operation="get", table=table, key={"id": "a"}))
        )
        assert [fault["rule"] for fault in saved.error["details"]] == ["resource-not-own"]


@pytest.mark.parametrize("source", ["aws.states", "exeoflow.approval"])
def test_no_node_announces_what_others_announce(api: Api, source: str) -> None:
    forged = node("tell", "emit_event", source="{{ $trigger.source }}", detail_type="t", detail={})

    execution = ran(api, forged, source=source)

    assert execution["error"]["code"] == "States.QueryEvaluationError"


def test_the_stacks_own_queue_cannot_be_written_by_a_node(api: Api, server: LocalServer) -> None:
    urls = aws_client(server, "sqs").list_queues()["QueueUrls"]
    [start] = [url for url in urls if url.endswith("-StartQueue")]

    execution = ran(api, node("send", "queue", queue_url="{{ $trigger.url }}", message={}), url=start)

    assert execution["error"]["code"] == "States.QueryEvaluationError"


def test_the_aws_endpoint_answers_under_no_foreign_name(server: LocalServer) -> None:
    url = aws_client(server, "sqs").meta.endpoint_url

    answer = urllib3.request(
        "POST", url, headers={"Host": "evil.example", "Authorization": SIGNED}, body=b"{}"
    )

    assert (answer.status, answer.data) == (403, b"Call this endpoint as 127.0.0.1 or localhost.")
