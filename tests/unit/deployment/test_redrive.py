"""Dead letters go to whom they were meant for, whoever gave them up."""

import json
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest

from exeoflow.adapters.event_bridge.trigger_events import occurrence_of, scheduled_input
from exeoflow.nodes.formats.channels import CHANNEL_RULES, Channel
from local.deployment import redrive as redriving
from local.deployment.account import client
from local.deployment.redrive import redrive
from local.deployment.target import Target
from local.place import ACCOUNT_ID, REGION
from tests.unit.deployment.conftest import TARGET, Told
from tests.unit.deployment.test_destroy import stack_with_active_workflows

pytestmark = pytest.mark.slow

WORKFLOW = f"wf_{'1' * 26}"
START = "exeoflow-staging-StartByEventFunction"
RECORD = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{TARGET.stack_name}-RecordExecutionEndFunction"
EVENT = {"id": "event-1", "detail-type": "Order", "source": "shop", "detail": {"total": 'a "quoted" text'}}
SAID = scheduled_input("acme", WORKFLOW, "hourly") | {"scheduled_at": "2024-01-20T10:00:00Z"}


@dataclass
class FakeLambda:
    """Notes what is invoked, and never waits for it."""

    invoked: list[tuple[str, Any]] = field(default_factory=list)

    def invoke(self, **request: Any) -> None:
        assert request["InvocationType"] == "Event"
        self.invoked.append((request["FunctionName"], json.loads(request["Payload"])))


@dataclass
class Queues:
    """The queues of the stack."""

    lambdas: FakeLambda
    urls: dict[str, str]

    def put(self, name: str, body: object, **attributes: str) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        typed: Any = {key: {"DataType": "String", "StringValue": value} for key, value in attributes.items()}
        boto3.client("sqs").send_message(QueueUrl=self.urls[name], MessageBody=text, MessageAttributes=typed)

    def bodies(self, name: str) -> list[str]:
        sqs = boto3.client("sqs")
        messages = sqs.receive_message(QueueUrl=self.urls[name], MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in messages.get("Messages", [])]


@pytest.fixture
def queues(aws: None, monkeypatch: pytest.MonkeyPatch) -> Queues:
    del aws
    lambdas = FakeLambda()
    names = ("Dead", "Undelivered", "Start", "Notifications")
    urls = {
        name: boto3.client("sqs").create_queue(QueueName=name, Attributes={"VisibilityTimeout": "0"})[
            "QueueUrl"
        ]
        for name in names
    }
    given = {"DeadLetterQueueUrl": urls["Dead"], "UndeliveredNotificationsQueueUrl": urls["Undelivered"]}
    known = {"START_QUEUE_URL": urls["Start"], "NOTIFICATIONS_QUEUE_URL": urls["Notifications"]}

    def found(target: Target, service: str) -> Any:
        return lambdas if service == "lambda" else client(target, service)

    monkeypatch.setattr(redriving, "client", found)
    monkeypatch.setattr(redriving, "outputs", lambda _: given)
    monkeypatch.setattr(redriving, "variables", lambda *_: known)
    monkeypatch.setattr(redriving, "function_name", lambda *_: START)
    return Queues(lambdas, urls)


def test_what_a_function_failed_at_goes_to_it_again(queues: Queues, say: Told) -> None:
    envelope = {"requestContext": {"functionArn": f"{RECORD}:$LATEST"}, "requestPayload": {"id": "end-1"}}
    queues.put("Dead", envelope | {"responsePayload": {"errorType": "KeyError"}})

    redrive(TARGET, say)

    assert queues.lambdas.invoked == [(f"{RECORD}:$LATEST", {"id": "end-1"})]
    assert queues.bodies("Dead") == []
    assert say.lines == ["Brought back 1 dead letters.", "Brought back 0 notifications."]


def test_what_a_schedule_said_goes_to_the_function_that_starts(queues: Queues, say: Told) -> None:
    queues.put("Dead", SAID)

    redrive(TARGET, say)

    assert queues.lambdas.invoked == [(START, SAID)]


def rules_of(bus: str, *, are_shared: bool) -> list[str]:
    found = boto3.client("events").list_rules(EventBusName=bus)["Rules"]
    return [rule["Arn"] for rule in found if (f"-{CHANNEL_RULES}" in rule["Name"]) is are_shared]


def test_an_event_goes_the_way_of_the_rule_that_workflows_share(queues: Queues, say: Told) -> None:
    stack_with_active_workflows(TARGET.stack_name, 0)
    for bus in ("default", TARGET.stack_name):
        [rule] = rules_of(bus, are_shared=True)
        queues.put("Dead", EVENT, RULE_ARN=rule)

    redrive(TARGET, say)

    said = {"trigger": "channel", "channel": Channel("shop").text, "event": EVENT}
    function = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{START}"
    assert queues.lambdas.invoked == [
        (function, said | {"is_own_bus": False}),
        (function, said | {"is_own_bus": True}),
    ]


def test_an_event_goes_the_way_of_a_workflows_own_rule(queues: Queues, say: Told) -> None:
    stack_with_active_workflows(TARGET.stack_name, 0)
    queues.put("Dead", EVENT, RULE_ARN=rules_of("default", are_shared=False)[0])

    redrive(TARGET, say)

    [(_, said)] = queues.lambdas.invoked
    occurrence = occurrence_of(said)
    assert (occurrence.workflow_id, occurrence.id, occurrence.data) == (f"wf_{0:026}", "event-1", EVENT)


def test_an_event_without_a_template_goes_as_it_is(queues: Queues, say: Told) -> None:
    events = boto3.client("events")
    arn = events.put_rule(Name="ends", EventPattern='{"source": ["aws.states"]}')["RuleArn"]
    events.put_targets(Rule="ends", Targets=[{"Id": "record", "Arn": RECORD}])
    queues.put("Dead", EVENT, RULE_ARN=arn)

    redrive(TARGET, say)

    assert queues.lambdas.invoked == [(RECORD, EVENT)]


@pytest.mark.parametrize(
    "body",
    [
        {"workflow_id": WORKFLOW, "input": {}},
        {"failed_execution_id": "exec_1"},
        {"waiting_execution_id": "exec_1"},
        {"late_record": {"execution": {}}},
        {"event_part": {"channel": "shop"}},
    ],
)
def test_what_the_queue_of_starts_gave_up_goes_there_again(queues: Queues, say: Told, body: object) -> None:
    queues.put("Dead", body)

    redrive(TARGET, say)

    assert list(map(json.loads, queues.bodies("Start"))) == [body]
    assert queues.bodies("Dead") == []


def test_notifications_are_tried_again(queues: Queues, say: Told) -> None:
    for number in range(15):
        queues.put("Undelivered", {"id": number})

    redrive(TARGET, say)

    assert queues.bodies("Undelivered") == []
    assert say.lines[-1] == "Brought back 15 notifications."


@pytest.mark.parametrize(
    ("body", "attributes"),
    [
        ("no JSON", {}),
        ("[1]", {}),
        (json.dumps(EVENT), {}),
        (json.dumps(EVENT), {"RULE_ARN": f"arn:aws:events:{REGION}:{ACCOUNT_ID}:rule/gone"}),
    ],
)
def test_what_nobody_would_take_stays_and_is_named(
    queues: Queues, say: Told, body: str, attributes: dict[str, str]
) -> None:
    queues.put("Dead", body, **attributes)

    redrive(TARGET, say)

    assert queues.bodies("Dead") == [body]
    assert "stays: nobody is known who would take it" in say.lines[0]
    assert queues.lambdas.invoked == []
