"""Nodes that call services, run as the Task states that they become, against the local AWS."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.table import NODE_TYPES, parse_config
from local.aws.services import local_aws
from tests.integration.local.machines import run

_TABLE = "for-workflows-table"
_BUCKET = "for-workflows-bucket"
_ITEM = {
    "id": "a",
    "n": 1.5,
    "yes": True,
    "none": None,
    "list": [1, [2], {"q": "x"}],
    "map": {},
    "empty": [],
    "one": [[1]],
}


@pytest.fixture(autouse=True)
def _aws() -> Iterator[None]:
    with local_aws():
        yield


def _executed(kind: str, config: dict[str, Any], given: object) -> dict[str, Any]:
    node = Node(id="n", type=kind, config=config)
    task = NODE_TYPES[kind].lower(parse_config(node), Bindings("n", None, lambda _: "$states.input"))
    assert isinstance(task, Task)
    state = {
        "Type": "Task",
        "Resource": task.resource,
        "Arguments": task.arguments,
        "Output": task.output,
        "End": True,
    }
    return run({"QueryLanguage": "JSONata", "StartAt": "n", "States": {"n": state}}, given)


def _output(kind: str, config: dict[str, Any], given: object = None) -> Any:
    execution = _executed(kind, config, given)
    assert execution["status"] == "SUCCEEDED", execution
    return json.loads(execution["output"])


@pytest.mark.parametrize(
    ("message", "body"),
    [
        ({"a": "{{ $input.x }}"}, '{"a":[1]}'),
        ("no. {{ $input.y }}", "no. 2"),
        ("{{ $input }}", '{"x":[1],"y":2}'),
    ],
)
def test_a_message_is_sent_to_a_queue(message: object, body: str) -> None:
    queues = boto3.client("sqs")
    url = queues.create_queue(QueueName="for-workflows-queue")["QueueUrl"]

    output = _output("queue", {"queue_url": url, "message": message, "delay_seconds": 0}, {"x": [1], "y": 2})

    (received,) = queues.receive_message(QueueUrl=url)["Messages"]
    assert received["Body"] == body
    assert output == {"message_id": received["MessageId"]}


def test_a_message_of_a_fifo_queue_has_a_group() -> None:
    queues = boto3.client("sqs")
    url = queues.create_queue(QueueName="for-workflows.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    config = {"queue_url": url, "group_id": "{{ $input }}", "deduplication_id": "d", "message": "m"}

    assert set(_output("queue", config, "g")) == {"message_id"}


def test_a_topic_is_notified() -> None:
    topics, queues = boto3.client("sns"), boto3.client("sqs")
    topic = topics.create_topic(Name="for-workflows-topic")["TopicArn"]
    url = queues.create_queue(QueueName="subscriber")["QueueUrl"]
    queue = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topics.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)

    output = _output("notify", {"topic_arn": topic, "message": {"left": "{{ $input }}"}, "subject": "low"}, 3)

    delivered = json.loads(queues.receive_message(QueueUrl=url)["Messages"][0]["Body"])
    assert (delivered["Message"], delivered["Subject"]) == ('{"left":3}', "low")
    assert output == {"message_id": delivered["MessageId"]}


def test_an_event_is_put_on_a_bus() -> None:
    config = {"source": "shop", "detail_type": "Paid", "detail": {"order": "{{ $input }}"}}

    assert set(_output("emit_event", config, 7)) == {"event_id"}


@pytest.mark.parametrize("receivers", ["a@example.com", ["a@example.com", "{{ $input }}"], "{{ [$input] }}"])
def test_a_mail_is_sent(receivers: object) -> None:
    boto3.client("sesv2").create_email_identity(EmailIdentity="shop@example.com")
    config = {
        "sender": "shop@example.com",
        "to": receivers,
        "subject": "Hi",
        "text": "t",
        "html": "h",
        "cc": "c@example.com",
    }

    assert set(_output("email", config, "b@example.com")) == {"message_id"}


@pytest.mark.parametrize("nobody", ["{{ $input.mail }}", ["{{ $input.mail }}", "{{ $input.empty }}"]])
def test_a_copy_for_nobody_is_none(nobody: object) -> None:
    boto3.client("sesv2").create_email_identity(EmailIdentity="shop@example.com")
    mail = {"sender": "shop@example.com", "to": "a@example.com", "subject": "Hi", "text": "t"}
    config = {**mail, "cc": nobody, "bcc": nobody, "reply_to": nobody}

    assert set(_output("email", config, {"mail": None, "empty": ""})) == {"message_id"}


@pytest.fixture
def _table() -> None:
    boto3.client("dynamodb").create_table(
        TableName=_TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


@pytest.mark.usefixtures("_table")
def test_an_item_comes_back_as_it_was_put() -> None:
    key = {"operation": "get", "table": _TABLE, "key": {"id": "{{ $input.id }}"}}

    assert _output("database", key, _ITEM) is None
    assert _output("database", {"operation": "put", "table": _TABLE, "item": "{{ $input }}"}, _ITEM) is None
    assert _output("database", key, _ITEM) == _ITEM


@pytest.mark.usefixtures("_table")
def test_what_others_wrote_is_read_as_lists_and_base64() -> None:
    item: Any = {
        "id": {"S": "a"},
        "s": {"SS": ["x"]},
        "n": {"NS": ["1.5"]},
        "b": {"B": b"x"},
        "bs": {"BS": [b"x"]},
    }
    boto3.client("dynamodb").put_item(TableName=_TABLE, Item=item)
    plain = {"id": "a", "s": ["x"], "n": [1.5], "b": "eA==", "bs": ["eA=="]}

    for operation, answer in (("get", plain), ("query", [plain])):
        config = {"operation": operation, "table": _TABLE, "key": {"id": "a"}}
        assert _output("database", config) == answer


@pytest.mark.usefixtures("_table")
def test_an_item_is_put_only_once_if_so_asked() -> None:
    config = {"operation": "put", "table": _TABLE, "item": "{{ $input }}", "unless_exists": "id"}

    assert _output("database", config, {"id": "a"}) is None
    assert _executed("database", config, {"id": "a"})["error"] == "DynamoDB.ConditionalCheckFailedException"


@pytest.mark.usefixtures("_table")
def test_attributes_are_set_whatever_their_names() -> None:
    config = {
        "operation": "update",
        "table": _TABLE,
        "key": {"id": "a"},
        "set": {"order": "{{ $input }}", "a.b": [1]},
    }

    assert _output("database", config, {"x": None}) == {"id": "a", "order": {"x": None}, "a.b": [1]}


@pytest.mark.usefixtures("_table")
def test_items_are_found_by_their_key() -> None:
    _output("database", {"operation": "put", "table": _TABLE, "item": _ITEM})
    config = {"operation": "query", "table": _TABLE, "key": {"id": "a"}, "limit": 5, "descending": True}

    assert _output("database", config) == [_ITEM]


@pytest.mark.usefixtures("_table")
def test_a_deleted_item_is_the_output() -> None:
    _output("database", {"operation": "put", "table": _TABLE, "item": {"id": "a", "n": 1}})
    config = {"operation": "delete", "table": _TABLE, "key": {"id": "a"}}

    assert _output("database", config) == {"id": "a", "n": 1}
    assert _output("database", config) is None


@pytest.fixture
def _bucket() -> None:
    boto3.client("s3").create_bucket(
        Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )


@pytest.mark.usefixtures("_bucket")
def test_an_object_is_stored() -> None:
    config = {
        "operation": "put",
        "bucket": _BUCKET,
        "key": "orders/{{ $input }}",
        "body": {"n": "{{ $input }}"},
        "content_type": "a/b",
    }

    output = _output("storage", config, 7)

    stored = boto3.client("s3").get_object(Bucket=_BUCKET, Key="orders/7")
    assert (stored["Body"].read(), stored["ContentType"]) == (b'{"n":7}', "a/b")
    assert output == {"etag": stored["ETag"]}


@pytest.mark.usefixtures("_bucket")
def test_a_stored_object_is_read_and_listed() -> None:
    _output(
        "storage", {"operation": "put", "bucket": _BUCKET, "key": "a", "body": [1], "content_type": "a/b"}
    )

    stored = _output("storage", {"operation": "get", "bucket": _BUCKET, "key": "a"})
    (listed,) = _output("storage", {"operation": "list", "bucket": _BUCKET})

    assert (stored["body"], stored["content_type"], stored["size"]) == ("[1]", "a/b", 3)
    assert (listed["key"], listed["size"], listed["etag"]) == ("a", 3, stored["etag"])


@pytest.mark.usefixtures("_table")
def test_no_item_has_an_unknown_key() -> None:
    config = {"operation": "query", "table": _TABLE, "key": {"id": "z"}}

    assert _output("database", config) == []


def test_a_model_answers() -> None:
    assert set(_output("ai", {"model": "m", "prompt": "p"})) == {"text", "stop_reason", "usage"}


@pytest.mark.usefixtures("_bucket")
def test_an_empty_bucket_lists_nothing() -> None:
    assert _output("storage", {"operation": "list", "bucket": _BUCKET, "prefix": "a/", "limit": 5}) == []
