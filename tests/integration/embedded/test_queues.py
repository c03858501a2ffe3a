"""Queues in SQLite: at least once, put off, given up, and there after a kill."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from local.embedded.events.queues import MessageQueues, QueuePolicy
from local.state.database import Database
from local.template import Queue


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database(":memory:")) as database:
        yield database


@pytest.fixture
def given_up() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def queues(database: Database, given_up: list[tuple[str, str]]) -> MessageQueues:
    policies = {"work": QueuePolicy(30, 2, "dead")}
    return MessageQueues(database, policies, lambda queue, _id, body: given_up.append((queue, body)))


def bodies(queues: MessageQueues) -> list[str]:
    return [message.body for message in queues.receive("work", 10)]


def test_a_message_is_hidden_while_it_is_under_way_and_gone_when_it_is_deleted(queues: MessageQueues) -> None:
    queues.send("work", ["a", "b"])

    received = queues.receive("work", 1)
    rest = bodies(queues)
    queues.delete([received[0].id])
    queues.start()

    assert ([each.body for each in received], rest) == (["a"], ["b"])
    assert bodies(queues) == ["b"]


def test_a_message_that_is_put_off_stays_so_over_a_restart(queues: MessageQueues) -> None:
    queues.send("work", ["a"])
    [message] = queues.receive("work", 1)

    queues.postpone(message.id, timedelta(hours=1))
    queues.start()
    hidden = bodies(queues)
    queues.postpone(message.id, timedelta(0))

    assert hidden == []
    assert bodies(queues) == ["a"]


def test_a_message_that_comes_again_and_again_is_given_up(
    queues: MessageQueues, given_up: list[tuple[str, str]]
) -> None:
    queues.send("work", ["bad"])

    counts = []
    for _ in range(3):
        counts += [message.count for message in queues.receive("work", 10)]
        queues.start()

    assert counts == [1, 2]
    assert given_up == [("dead", "bad")]
    assert bodies(queues) == []


def test_the_template_says_how_often_and_how_long() -> None:
    redrive = '{"deadLetterTargetArn": "arn:aws:sqs:eu-central-1:1:dead", "maxReceiveCount": 5}'

    assert QueuePolicy.of(Queue("q", {"VisibilityTimeout": "174", "RedrivePolicy": redrive})) == QueuePolicy(
        174, 5, "dead"
    )
    assert QueuePolicy.of(Queue("q", {})) == QueuePolicy(30, None, "")
