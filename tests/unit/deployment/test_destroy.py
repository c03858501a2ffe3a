"""A stack goes with its active workflows, and nothing of it stays behind but its tables."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners
from exeoflow.adapters.event_bridge.triggers import EventBridgeTriggers, TriggerSettings
from exeoflow.model.workflows.trigger import EventTrigger, ScheduleTrigger
from local.deployment import destroy as destruction
from local.deployment.destroy import destroy
from local.deployment.errors import CannotDeployError
from local.deployment.pace import Pace
from local.place import ACCOUNT_ID, REGION
from tests.fakes.time_and_chance import FakeClock
from tests.unit.deployment.conftest import TARGET, RecordedSam, Told

pytestmark = pytest.mark.slow

MACHINES = 4
MANY = 110  # more than one page of a list
BURST = 50
NOW = datetime(2024, 1, 20, tzinfo=UTC)
ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/machines"
PASS = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
)
TEMPLATE = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
DELETE = "delete --stack-name exeoflow-staging --region eu-central-1 --no-prompts"


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(1, BURST, now=lambda: clock.now, sleep=clock.sleep)


def triggers_of(stack: str) -> EventBridgeTriggers:
    settings = TriggerSettings(
        schedule_group=f"{stack}-triggers",
        rule_prefix=f"{stack}-",
        own_bus=stack,
        function_arn=f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{stack}-StartByEventFunction",
        scheduler_role_arn=f"arn:aws:iam::{ACCOUNT_ID}:role/{stack}-SchedulerRole",
        dead_letter_arn=f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:{stack}-DeadLetterQueue",
    )
    listeners = DynamoListeners(boto3.client("dynamodb"), f"{stack}-WebhooksTable", FakeClock())
    return EventBridgeTriggers(boto3.client("scheduler"), boto3.client("events"), settings, listeners)


def stack_with_active_workflows(name: str, machines: int) -> None:
    boto3.client("cloudformation").create_stack(StackName=name, TemplateBody=TEMPLATE)
    boto3.client("events").create_event_bus(Name=name)
    boto3.client("scheduler").create_schedule_group(Name=f"{name}-triggers")
    boto3.client("dynamodb").create_table(
        TableName=f"{name}-WebhooksTable",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for number in range(3):
        workflow = f"wf_{number:026}"
        triggers_of(name).put("acme", workflow, EventTrigger("order", {"source": ["shop"]}), NOW)
        own = EventTrigger("any", {"detail-type": [str(number)]})  # with a rule of its own
        triggers_of(name).put("acme", workflow, own, NOW)
        triggers_of(name).put("acme", workflow, ScheduleTrigger("hourly", "rate(1 hour)"), NOW)
        make_role(name, f"acme-{number}")
    for number in range(machines):
        make_machine(name, number)


def make_role(stack: str, name: str) -> None:
    iam = boto3.client("iam")
    path = f"/{stack}/{REGION}/workspaces/"
    iam.create_role(Path=path, RoleName=f"{stack}-{name}", AssumeRolePolicyDocument="{}")
    policy = iam.create_policy(PolicyName=f"{stack}-{name}", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.attach_role_policy(RoleName=f"{stack}-{name}", PolicyArn=policy)


def roles() -> list[str]:
    return [role["RoleName"] for role in boto3.client("iam").list_roles()["Roles"]]


def make_machine(stack: str, number: int) -> None:
    name = f"{stack}-wf_{number:026}"
    boto3.client("stepfunctions").create_state_machine(name=name, definition=PASS, roleArn=ROLE)


@pytest.fixture
def _stacks(aws: None) -> None:
    del aws
    stack_with_active_workflows("exeoflow-staging", MACHINES)
    stack_with_active_workflows("exeoflow", 2)
    boto3.client("events").put_rule(Name="somebody-elses", ScheduleExpression="rate(1 day)")


def rules(bus: str) -> list[str]:
    return [rule["Name"] for rule in boto3.client("events").list_rules(EventBusName=bus)["Rules"]]


def machines() -> list[str]:
    pages = boto3.client("stepfunctions").get_paginator("list_state_machines").paginate()
    return [machine["name"] for page in pages for machine in page["stateMachines"]]


def schedules(group: str) -> list[str]:
    found: Any = boto3.client("scheduler").list_schedules(GroupName=group)["Schedules"]
    return [schedule["Name"] for schedule in found]


@pytest.mark.usefixtures("_stacks")
def test_nothing_of_the_stack_stays_and_nothing_of_others_goes(
    sam: RecordedSam, pace: Pace, say: Told
) -> None:
    destroy(TARGET, sam.sam, pace, say)

    assert rules("exeoflow-staging") == schedules("exeoflow-staging-triggers") == []
    assert sam.calls == [DELETE]
    assert len(machines()) == 2
    assert all(name.startswith("exeoflow-wf_") for name in machines())
    assert (len(rules("exeoflow")), len(schedules("exeoflow-triggers"))) == (4, 3)
    assert {name.rpartition("-wf_")[0] for name in rules("default")} == {"", "exeoflow"}
    assert sorted(roles()) == ["exeoflow-acme-0", "exeoflow-acme-1", "exeoflow-acme-2"]
    assert say.lines[:2] == ["Deleted 11 schedules and rules.", "Deleted 3 roles of workspaces."]
    assert say.lines[-1].startswith(f"Deleted {MACHINES} state machines. The tables of the stack remain")


@pytest.mark.usefixtures("_stacks")
def test_machines_go_no_faster_than_step_functions_allows(
    sam: RecordedSam, pace: Pace, say: Told, clock: Clock
) -> None:
    for number in range(MACHINES, MANY):
        make_machine(TARGET.stack_name, number)

    destroy(TARGET, sam.sam, pace, say)

    assert len(machines()) == 2
    assert clock.now == pytest.approx(MANY - BURST)
    assert f"Deleted 100 of {MANY} state machines." in say.lines


@pytest.mark.usefixtures("_stacks")
def test_rules_are_gone_before_the_bus_is_to_go(sam: RecordedSam, pace: Pace, say: Told) -> None:
    """A bus with rules makes the deletion of its stack fail."""
    sam.answers(status=1)

    with pytest.raises(CannotDeployError, match="sam delete failed"):
        destroy(TARGET, sam.sam, pace, say)

    assert rules("exeoflow-staging") == []
    assert len(machines()) == MACHINES + 2


@pytest.mark.usefixtures("_stacks")
def test_a_destruction_that_was_interrupted_goes_on(
    sam: RecordedSam, pace: Pace, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(destruction, "delete_machines", interrupted)
        with pytest.raises(KeyboardInterrupt):
            destroy(TARGET, sam.sam, pace, say)
    boto3.client("cloudformation").delete_stack(StackName=TARGET.stack_name)
    boto3.client("events").delete_event_bus(Name=TARGET.stack_name)
    boto3.client("scheduler").delete_schedule_group(Name=f"{TARGET.stack_name}-triggers")

    destroy(TARGET, sam.sam, pace, say)
    destroy(TARGET, sam.sam, pace, say)

    assert sam.calls == [DELETE]
    assert len(machines()) == 2
    assert "There is no stack exeoflow-staging in eu-central-1 (any more)." in say.lines


def interrupted(*_: object) -> int:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("_stacks")
def test_what_lists_still_have_of_an_interrupted_destruction_is_gone(
    sam: RecordedSam, pace: Pace, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """IAM and EventBridge list for some seconds what has been deleted."""
    stale: dict[str, list[str]] = {"_roles": ["gone"], "_schedules": ["gone"], "_rules": ["gone"]}
    for name, gone in stale.items():
        listed = getattr(destruction, name)
        monkeypatch.setattr(
            destruction, name, lambda *given, gone=gone, listed=listed: [*gone, *listed(*given)]
        )

    destroy(TARGET, sam.sam, pace, say)

    assert rules("exeoflow-staging") == schedules("exeoflow-staging-triggers") == []
    assert not [name for name in roles() if name.startswith("exeoflow-staging")]


@pytest.mark.usefixtures("_stacks")
def test_a_rule_that_came_back_meanwhile_goes_too(
    sam: RecordedSam, pace: Pace, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody activated a workflow between the first step and the end of the API."""

    def described(*_: object) -> dict[str, Any]:
        trigger = EventTrigger("late", {"source": ["shop"]})
        triggers_of(TARGET.stack_name).put("acme", f"wf_{'9' * 26}", trigger, NOW)
        return {"StackName": TARGET.stack_name}

    monkeypatch.setattr(destruction, "describe", described)

    destroy(TARGET, sam.sam, pace, say)

    assert not [name for name in rules("default") if name.startswith(TARGET.workflow_prefix)]


@pytest.mark.usefixtures("aws")
def test_another_refusal_than_that_nothing_is_there_is_no_end_of_it(
    sam: RecordedSam, pace: Pace, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Iterator[Any]:
        raise ClientError({"Error": {"Code": "AccessDeniedException"}}, "ListSchedules")

    monkeypatch.setattr("botocore.paginate.PageIterator.__iter__", refused)

    with pytest.raises(ClientError, match="AccessDenied"):
        destroy(TARGET, sam.sam, pace, say)
