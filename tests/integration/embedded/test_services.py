"""Service nodes of a running embedded server, and what comes in through its AWS endpoint."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, LocalServer, running
from tests.e2e.workflows import chain, node


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with running("--memory") as server:
        yield server


@pytest.fixture
def api(server: LocalServer) -> Api:
    return Api(server.url, KEY)


def aws(server: LocalServer, service: Any) -> Any:
    found = re.search(r"AWS endpoint of this stack: (\S+)", "".join(server.lines))
    assert found
    return boto3.client(
        service,
        endpoint_url=found[1],
        region_name="eu-central-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def ran(api: Api, *nodes: dict[str, Any], **given: Any) -> Any:
    return api.run(chain(*nodes), given)


def test_nothing_of_aws_runs_before_it_is_used_and_then_a_message_arrives(
    api: Api, server: LocalServer
) -> None:
    before = "starting the local AWS services" in "".join(server.lines)
    queues = aws(server, "sqs")
    url = queues.create_queue(QueueName="for-workflows-queue")["QueueUrl"]

    execution = ran(api, node("send", "queue", queue_url=url, message={"n": "{{ $trigger.n }}"}), n=7)

    [message] = queues.receive_message(QueueUrl=url, WaitTimeSeconds=1)["Messages"]
    assert before is False
    assert execution["output"] == {"message_id": message["MessageId"]}
    assert json.loads(message["Body"]) == {"n": 7}


def test_an_error_of_a_service_has_the_name_that_step_functions_gives_it(api: Api) -> None:
    execution = ran(
        api, node("get", "database", operation="get", table="for-workflows-none", key={"id": "a"})
    )

    assert execution["status"] == "failed"
    assert execution["error"]["code"] == "DynamoDB.ResourceNotFoundException"


def test_an_event_reaches_rules_that_were_put_from_outside(api: Api, server: LocalServer) -> None:
    queues, events = aws(server, "sqs"), aws(server, "events")
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
    queues = aws(server, "sqs")
    urls = {url.rpartition("/")[2]: url for url in queues.list_queues()["QueueUrls"]}
    start = next(url for name, url in urls.items() if name.endswith("StartQueue"))

    queues.send_message(QueueUrl=start, MessageBody="{}")

    waiting = queues.get_queue_attributes(QueueUrl=start, AttributeNames=["All"])["Attributes"]
    assert int(waiting["ApproximateNumberOfMessages"]) == 0  # the stack has it, and delivers it itself
