"""What a Task calls becomes a node, and its result has the form of Step Functions."""

from typing import Any

import pytest

from tests.oracle.interpreter.environment import Answer
from tests.unit.importers.asl.machines import Replies, imported, ran, reasons

INTEGRATION = "arn:aws:states:::"


def called(resource: str, arguments: Any, reply: Any) -> tuple[Any, dict[str, Any], list[str]]:
    """Return the output, the node and the reasons of a call."""
    state = {"Type": "Task", "Resource": resource, "Arguments": arguments, "End": True}
    done = imported({"Call": state})
    outcome = ran(done, {"n": 1}, Replies(Answer(0.0, reply)))
    return outcome.output, done.workflow["nodes"][1], reasons(done)["Call"]


@pytest.mark.parametrize(
    ("resource", "arguments", "type_", "config", "reply", "output"),
    [
        (
            "lambda:invoke",
            {"FunctionName": "work", "Payload": {"n": "{% $states.input.n %}"}},
            "lambda",
            {"function": "work", "payload": {"n": "{{ $input.n }}"}},
            5,
            {"ExecutedVersion": "$LATEST", "Payload": 5, "StatusCode": 200},
        ),
        (
            "lambda:invoke",
            {"FunctionName": "arn:aws:lambda:eu-central-1:123456789012:function:work:live"},
            "lambda",
            {"function": "work:live", "payload": {}},
            5,
            {"ExecutedVersion": "$LATEST", "Payload": 5, "StatusCode": 200},
        ),
        (
            "sqs:sendMessage",
            {"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/123456789012/q", "MessageBody": "Hi {{ you"},
            "queue",
            {
                "queue_url": "https://sqs.eu-central-1.amazonaws.com/123456789012/q",
                "message": 'Hi {{ "{{" }} you',
            },
            {"MessageId": "m"},
            {"MessageId": "m"},
        ),
        (
            "sns:publish",
            {"TopicArn": "arn:aws:sns:eu-central-1:123456789012:t", "Message": "Hi", "Subject": "S"},
            "notify",
            {"topic_arn": "arn:aws:sns:eu-central-1:123456789012:t", "message": "Hi", "subject": "S"},
            {"MessageId": "m"},
            {"MessageId": "m"},
        ),
        (
            "events:putEvents",
            {"Entries": [{"Source": "a", "DetailType": "b", "Detail": {"c": 1}}]},
            "emit_event",
            {"source": "a", "detail_type": "b", "detail": {"c": 1}},
            {"Entries": [{"EventId": "e"}], "FailedEntryCount": 0},
            {"Entries": [{"EventId": "e"}], "FailedEntryCount": 0},
        ),
        (
            "dynamodb:getItem",
            {"TableName": "t", "Key": {"id": {"S": "{% $string($states.input.n) %}"}}},
            "database",
            {"operation": "get", "table": "t", "key": {"id": "{{ $string($input.n) }}"}},
            {"Item": {"id": {"S": "1"}, "n": {"N": "2"}, "l": {"L": [{"BOOL": True}, {"NULL": True}]}}},
            {"Item": {"id": {"S": "1"}, "n": {"N": "2"}, "l": {"L": [{"BOOL": True}, {"NULL": True}]}}},
        ),
        (
            "dynamodb:getItem",
            {"TableName": "t", "Key": {"id": {"S": "1"}}},
            "database",
            {"operation": "get", "table": "t", "key": {"id": "1"}},
            {},
            {},
        ),
        (
            "dynamodb:putItem",
            {
                "TableName": "t",
                "Item": {
                    "id": {"S": "1"},
                    "n": {"N": "2.5"},
                    "m": {"M": {"a": {"NULL": True}, "b": {"N": "{% '3' %}"}}},
                    "l": {"L": [{"BOOL": False}]},
                },
            },
            "database",
            {
                "operation": "put",
                "table": "t",
                "item": {"id": "1", "n": 2.5, "m": {"a": None, "b": "{{ $number('3') }}"}, "l": [False]},
            },
            {},
            {},
        ),
        (
            "aws-sdk:s3:putObject",
            {"Bucket": "b", "Key": "k", "Body": {"a": 1}},
            "storage",
            {"operation": "put", "bucket": "b", "key": "k", "body": {"a": 1}},
            {"ETag": "e"},
            {"ETag": "e"},
        ),
    ],
)
def test_a_call_has_its_node(  # noqa: PLR0913, PLR0917  a case
    resource: str, arguments: Any, type_: str, config: dict[str, Any], reply: Any, output: Any
) -> None:
    found, node, why = called(INTEGRATION + resource, arguments, reply)

    assert (node["type"], node["config"]) == (type_, config)
    assert found == output
    assert set(why) <= {"resource-name", "result-form"}


def test_a_request_is_one() -> None:
    arguments = {
        "ApiEndpoint": "https://example.com/{% 1 %}",
        "Method": "POST",
        "RequestBody": {"n": "{% $states.input.n %}"},
        "Authentication": {"ConnectionArn": "arn"},
    }

    output, node, why = called(
        f"{INTEGRATION}http:invoke", arguments, {"status": 200, "headers": {}, "body": {"ok": True}}
    )

    assert node["config"]["body"] == {"n": "{{ $input.n }}"}
    assert output["ResponseBody"] == {"ok": True}
    assert why == ["result-form", "credential-needed"]


@pytest.mark.parametrize(
    ("resource", "arguments", "reason"),
    [
        (5, {}, "integration"),
        ("arn:aws:states:eu-central-1:123456789012:activity:x", {}, "integration"),
        (f"{INTEGRATION}glue:startJobRun.sync", {}, "pattern"),
        (f"{INTEGRATION}sqs:sendMessage.waitForTaskToken", {}, "pattern"),
        (f"{INTEGRATION}ecs:runTask", {}, "integration"),
        (f"{INTEGRATION}sqs:sendMessage", "{% {} %}", "field"),
        (f"{INTEGRATION}sqs:sendMessage", {"MessageAttributes": {}}, "field"),
        (f"{INTEGRATION}lambda:invoke", {"FunctionName": "{% $states.input.f %}"}, "field"),
        (f"{INTEGRATION}lambda:invoke", {"InvocationType": "Event"}, "field"),
        (f"{INTEGRATION}events:putEvents", {"Entries": []}, "field"),
        (f"{INTEGRATION}dynamodb:getItem", {"TableName": "t"}, "field"),
        (f"{INTEGRATION}dynamodb:getItem", {"TableName": "t", "Key": {}, "ConsistentRead": True}, "field"),
        (f"{INTEGRATION}dynamodb:putItem", {"TableName": "t", "Item": {"a": "b"}}, "field"),
        (f"{INTEGRATION}dynamodb:putItem", {"TableName": "t", "Item": {"a": {"B": "b"}}}, "field"),
    ],
)
def test_a_call_without_a_node_is_a_placeholder(resource: object, arguments: Any, reason: str) -> None:
    done = imported({"Call": {"Type": "Task", "Resource": resource, "Arguments": arguments, "End": True}})

    assert reasons(done) == {"Call": [reason]}
    assert done.workflow["nodes"][1]["type"] == "placeholder"


def test_states_within_a_placeholder_are_told_with_it() -> None:
    inner = {"StartAt": "X", "States": {"X": {"Type": "Succeed"}}}
    state = {"Type": "Map", "ItemBatcher": {}, "ItemProcessor": inner, "End": True}

    assert reasons(imported({"Each": state})) == {"Each": ["field"], "X": ["field"]}
