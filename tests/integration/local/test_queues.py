"""Queues of the local stack outlive its process, and give up what fails again and again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from local.aws.moto_adapters.queues import durable_queues, restore_messages
from local.aws.resources import create_resources
from local.aws.services import local_aws
from local.place import ACCOUNT_ID, REGION
from local.state.database import Database
from local.state.folder import open_folder
from local.state.messages import QueuedMessage, StoredMessages
from local.template import Queue, Stack

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

DEAD_LETTERS = f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:dead"
POLICY = json.dumps({"deadLetterTargetArn": DEAD_LETTERS, "maxReceiveCount": 2})
STACK = Stack(
    "demo",
    (),
    queues=(Queue("work", {"RedrivePolicy": POLICY, "VisibilityTimeout": "30"}), Queue("dead", {})),
)


@contextmanager
def queues(database: Database) -> Iterator["SQSClient"]:
    journal = StoredMessages(database)
    with local_aws(database):
        create_resources(STACK)
        restore_messages(journal, ACCOUNT_ID, REGION)
        with durable_queues(journal):
            yield boto3.client("sqs")


def url_of(client: "SQSClient", name: str) -> str:
    return client.get_queue_url(QueueName=name)["QueueUrl"]


def received(client: "SQSClient", name: str) -> dict[str, str]:
    """Return what is visible, bodies and the handles to delete them by."""
    answer = client.receive_message(QueueUrl=url_of(client, name), MaxNumberOfMessages=10)
    return {message["Body"]: message["ReceiptHandle"] for message in answer.get("Messages", [])}


def test_messages_outlive_the_process_until_they_are_deleted(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database, queues(database) as client:
        for body in ("a", "b", "c"):
            client.send_message(QueueUrl=url_of(client, "work"), MessageBody=body)
        client.delete_message(QueueUrl=url_of(client, "work"), ReceiptHandle=received(client, "work")["b"])

    with open_folder(tmp_path / "state") as database, queues(database) as client:
        assert list(received(client, "work")) == ["a", "c"]


def test_a_message_that_comes_again_and_again_is_moved_and_stays_so(tmp_path: Path) -> None:
    with open_folder(tmp_path / "state") as database, queues(database) as client:
        client.send_message(QueueUrl=url_of(client, "work"), MessageBody="bad")
        for _ in range(3):
            for handle in received(client, "work").values():
                client.change_message_visibility(
                    QueueUrl=url_of(client, "work"), ReceiptHandle=handle, VisibilityTimeout=0
                )

    with open_folder(tmp_path / "state") as database, queues(database) as client:
        assert (list(received(client, "work")), list(received(client, "dead"))) == ([], ["bad"])


def test_messages_of_a_queue_that_is_gone_are_forgotten() -> None:
    database = Database(":memory:")
    StoredMessages(database).write(QueuedMessage("1", "gone", "a"))

    with queues(database):
        assert list(StoredMessages(database).all()) == []
