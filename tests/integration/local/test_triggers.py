"""Rules, schedules and queues that are made at run time reach the functions."""

import json
import threading
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local.aws.moto_adapters.rules import rules_reach_functions
from local.aws.moto_adapters.triggers import durable_triggers, restore_triggers
from local.aws.resources import create_resources
from local.aws.services import local_aws
from local.events.clock import SchedulerClock
from local.events.queues import QueuePoller
from local.functions import FunctionError
from local.place import ACCOUNT_ID, REGION
from local.state.database import Database
from local.state.triggers import StoredTriggers
from local.template import Function, Queue, QueueSource, Stack

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:demo"
STACK = Stack("demo", (), {}, ("demo",), ("demo-triggers",), (Queue("demo-queue", {}),))
EVENT: Any = {
    "Source": "shop",
    "DetailType": "Order",
    "Detail": json.dumps({"id": 7}),
    "EventBusName": "demo",
}
ELSEWHERE: Any = {**EVENT, "Source": "elsewhere"}


@contextmanager
def triggers(database: Database) -> Iterator[list[tuple[str, Any]]]:
    invoked: list[tuple[str, Any]] = []
    journal = StoredTriggers(database)
    with local_aws(database):
        create_resources(STACK)
        restore_triggers(journal, ACCOUNT_ID, REGION)
        with (
            durable_triggers(journal),
            rules_reach_functions(lambda arn, event: invoked.append((arn, event))),
        ):
            yield invoked


def put_rule(**target: Any) -> None:
    client = boto3.client("events")
    client.put_rule(Name="orders", EventBusName="demo", EventPattern=json.dumps({"source": ["shop"]}))
    entry: Any = {"Id": "a", "Arn": FUNCTION, **target}
    client.put_targets(Rule="orders", EventBusName="demo", Targets=[entry])


def put_schedule(**changes: Any) -> None:
    request: Any = {
        "Name": "often",
        "GroupName": "demo-triggers",
        "ScheduleExpression": "rate(1 minute)",
        "ScheduleExpressionTimezone": "UTC",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {
            "Arn": FUNCTION,
            "RoleArn": f"arn:aws:iam::{ACCOUNT_ID}:role/scheduler",
            "Input": json.dumps({"at": "<aws.scheduler.scheduled-time>"}),
        },
    }
    boto3.client("scheduler").create_schedule(**{**request, **changes})


def test_gap_moto_has_no_functions_as_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)

    with mock_aws():
        create_resources(STACK)
        put_rule()
        with pytest.raises(NotImplementedError):
            boto3.client("events").put_events(Entries=[EVENT])


def test_an_event_reaches_the_function_of_a_rule() -> None:
    with triggers(Database(":memory:")) as invoked:
        put_rule()
        boto3.client("events").put_events(Entries=[EVENT, ELSEWHERE])

    [(arn, event)] = invoked
    assert arn == FUNCTION
    assert (event["source"], event["detail-type"], event["detail"]) == ("shop", "Order", {"id": 7})
    assert event["time"].endswith("Z")
    assert "ingestion-time" not in event


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"Input": '{"a": 1}'}, {"a": 1}),
        (
            {"InputTransformer": {"InputPathsMap": {}, "InputTemplate": '{"e": <aws.events.event.json>}'}},
            {"e": "the event"},
        ),
        (
            {
                "InputTransformer": {
                    "InputPathsMap": {"id": "$.detail.id", "kind": "$.detail-type", "none": "$.detail.no"},
                    "InputTemplate": '{"id": <id>, "text": "a <kind>", "kind": <kind>, "none": <none>}',
                }
            },
            {"id": 7, "text": "a Order", "kind": "Order", "none": None},
        ),
    ],
)
def test_a_target_gets_what_its_input_says(target: dict[str, Any], expected: Any) -> None:
    with triggers(Database(":memory:")) as invoked:
        put_rule(**target)
        boto3.client("events").put_events(Entries=[EVENT])

    [(_, event)] = invoked
    if "e" in event:
        assert event["e"]["detail"] == {"id": 7}
    else:
        assert event == expected


def test_a_disabled_rule_does_nothing() -> None:
    with triggers(Database(":memory:")) as invoked:
        put_rule()
        boto3.client("events").disable_rule(Name="orders", EventBusName="demo")
        boto3.client("events").put_events(Entries=[EVENT])

    assert invoked == []


def test_rules_and_schedules_outlive_the_process() -> None:
    database = Database(":memory:")
    with triggers(database):
        put_rule()
        put_schedule()
        put_schedule(Name="gone")
        boto3.client("scheduler").delete_schedule(Name="gone", GroupName="demo-triggers")
        before = boto3.client("scheduler").get_schedule(Name="often", GroupName="demo-triggers")

    with triggers(database) as invoked:
        after = boto3.client("scheduler").get_schedule(Name="often", GroupName="demo-triggers")
        names = [found["Name"] for found in boto3.client("scheduler").list_schedules()["Schedules"]]
        boto3.client("events").put_events(Entries=[EVENT])

    assert {**after, "ResponseMetadata": None} == {**before, "ResponseMetadata": None}
    assert names == ["often"]
    assert len(invoked) == 1


def test_a_removed_rule_does_not_come_back() -> None:
    database = Database(":memory:")
    with triggers(database):
        put_rule()
        boto3.client("events").remove_targets(Rule="orders", EventBusName="demo", Ids=["a"])
        boto3.client("events").delete_rule(Name="orders", EventBusName="demo")

    with triggers(database):
        assert boto3.client("events").list_rules(EventBusName="demo")["Rules"] == []


def test_the_clock_fires_each_planned_time_once() -> None:
    fired: list[Any] = []
    with triggers(Database(":memory:")):
        clock = SchedulerClock(lambda _, event: fired.append(event), fired.append)
        put_schedule()
        put_schedule(Name="off", State="DISABLED")
        now = datetime.now(UTC) + timedelta(seconds=1)
        for seconds in (0, 30, 59, 60, 61, 120):
            clock.tick(now + timedelta(seconds=seconds))

    times = [datetime.fromisoformat(event["at"]) for event in fired]
    assert [later - times[0] for later in times] == [timedelta(minutes=n) for n in range(len(times))]
    assert len(times) in {2, 3}


class Taker:
    """A function that takes messages, except those it is told to fail on."""

    def __init__(
        self, queue_arn: str, *, failing: AbstractSet[str] = frozenset(), raises: bool = False
    ) -> None:
        source = QueueSource(queue_arn, 10)
        self.declared = Function("taker", "arn", Path(), "app.handler", 29, 1024, {}, queues=(source,))
        self.all = (self,)
        self.bodies: list[str] = []
        self.was_called = threading.Event()
        self._failing = failing
        self._raises = raises

    def find(self, _name: str) -> None:
        return None

    def invoke(self, event: Any) -> Any:
        self.bodies += [record["body"] for record in event["Records"]]
        self.was_called.set()
        if self._raises:
            raise FunctionError({"errorType": "Boom", "errorMessage": "no"})
        failed = [r["messageId"] for r in event["Records"] if r["body"] in self._failing]
        return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


@pytest.mark.parametrize(
    ("behaviour", "left"), [({"failing": set()}, 0), ({"failing": {"b"}}, 1), ({"raises": True}, 2)]
)
def test_messages_reach_their_function_and_stay_when_it_fails(behaviour: Any, left: int) -> None:
    with local_aws():
        client = boto3.client("sqs")
        url = client.create_queue(QueueName="demo")["QueueUrl"]
        taker = Taker(f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:demo", **behaviour)
        for body in ("a", "b"):
            client.send_message(QueueUrl=url, MessageBody=body)
        poller = QueuePoller(taker, lambda _: None)
        poller.start()
        assert taker.was_called.wait(20)
        poller.close()
        counts = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    assert sorted(taker.bodies) == ["a", "b"]
    shown, hidden = counts["ApproximateNumberOfMessages"], counts["ApproximateNumberOfMessagesNotVisible"]
    assert int(shown) + int(hidden) == left
