"""What template.yaml promises: every function and route, safe tables, no event lost, no rights to spare."""

import json
import math
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exeoflow.adapters.sqs.outbox import MOST_BYTES
from exeoflow.api.catalogue import routes
from exeoflow.api.console import CONSOLE_ROUTES
from exeoflow.service.notifications.deliver import PAUSES
from local.template.document import read_document

ROOT = Path(__file__).parents[3]
TEMPLATE = read_document(ROOT / "template.yaml")
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]


def resources(kind: str) -> dict[str, dict[str, Any]]:
    return {name: resource for name, resource in RESOURCES.items() if resource["Type"] == kind}


FUNCTIONS = resources("AWS::Serverless::Function")
TABLES = resources("AWS::DynamoDB::Table")


def events(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, function in FUNCTIONS.items():
        for event in function["Properties"].get("Events", {}).values():
            if event["Type"] == kind:
                yield name, event["Properties"]


def folder_of(function: str) -> str:
    folder: str = FUNCTIONS[function]["Properties"]["CodeUri"]
    return folder.removeprefix("functions/").rstrip("/")


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, resource in RESOURCES.items():
        for policy in resource.get("Properties", {}).get("Policies", []):
            document = policy.get("PolicyDocument", policy)
            yield from ((name, statement) for statement in document.get("Statement", []))
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            document = resource["Properties"]["PolicyDocument"]
            yield from ((name, statement) for statement in _whichever(document["Statement"]))


def _whichever(statements: Any) -> list[dict[str, Any]]:
    """The statements of either side of a condition."""
    if isinstance(statements, dict):
        return [statement for side in statements["Fn::If"][1:] for statement in side]
    return list(statements)


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_every_folder_is_a_function_of_the_same_name() -> None:
    folders = {path.parent.name for path in ROOT.glob("functions/*/app.py")}

    assert {folder_of(name) for name in FUNCTIONS} == folders
    for name in FUNCTIONS:
        assert name == "".join(part.capitalize() for part in folder_of(name).split("_")) + "Function"


def test_every_function_has_a_sample_event() -> None:
    samples = {path.stem for path in ROOT.glob("events/*.json")}

    missing = {f"events/{folder_of(name)}.json" for name in FUNCTIONS if folder_of(name) not in samples}
    assert not missing, f"what a function is given is shown by a file of its name: {missing}"


def test_the_routes_are_those_of_the_operations() -> None:
    declared = {
        f"{properties['Method']} {properties['Path']}": folder_of(function)
        for function, properties in events("HttpApi")
        if "Path" in properties
    }

    rows = [*routes(), *CONSOLE_ROUTES]
    # A webhook at a path of its own is the same operation, which the document describes once.
    at_path = {"ANY /webhook/{webhook_id}/{path+}": "call_webhook"}
    assert declared == {f"{row.method} {row.path}": row.name for row in rows} | at_path


def test_whatever_has_no_route_is_answered_in_the_envelope_too() -> None:
    catch_all = [function for function, properties in events("HttpApi") if "Path" not in properties]

    assert [folder_of(function) for function in catch_all] == ["answer_unknown_route"]


def test_paths_are_the_same_everywhere() -> None:
    assert RESOURCES["HttpApi"]["Properties"]["StageName"] == "$default"


@pytest.mark.parametrize("name", TABLES)
def test_table_outlives_mistakes(name: str) -> None:
    table = TABLES[name]

    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["Properties"]["DeletionProtectionEnabled"] == {"Fn::If": ["IsProduction", True, False]}
    assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST"


def test_logical_ids_of_tables_never_change() -> None:
    """A new id is a new, empty table; CloudFormation would leave the data behind in the old one."""
    assert sorted(TABLES) == [
        "ApiKeysTable",
        "ApprovalsTable",
        "CredentialsTable",
        "ExecutionsTable",
        "NotificationsTable",
        "VariablesTable",
        "WebhooksTable",
        "WorkflowsTable",
    ]


@pytest.mark.parametrize("kind", ["EventBridgeRule", "Schedule"])
def test_event_that_cannot_be_delivered_is_kept(kind: str) -> None:
    queue = {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]}
    found = list(events(kind))

    assert found
    for function, properties in found:
        assert properties["DeadLetterConfig"] == {"Arn": queue}
        assert properties["RetryPolicy"]["MaximumRetryAttempts"] > 0
        config = FUNCTIONS[function]["Properties"]["EventInvokeConfig"]
        assert config["DestinationConfig"]["OnFailure"] == {"Type": "SQS", "Destination": queue}


def test_the_dead_letter_queue_takes_from_all_that_may_write_to_it() -> None:
    """EventBridge writes by the queue's policy; what it cannot put there is gone without a word."""
    policy = RESOURCES["DeadLetterQueuePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    known = {
        source["Fn::GetAtt"][0]
        for statement in policy
        for source in listed(statement["Condition"].get("ArnEquals", {}).get("aws:SourceArn", []))
    }

    rules = {
        f"{function}{name}"
        for function, resource in FUNCTIONS.items()
        for name, event in resource["Properties"].get("Events", {}).items()
        if event["Type"] in {"EventBridgeRule", "Schedule"} and "DeadLetterConfig" in event["Properties"]
    }
    assert known == rules


def queues_with_a_function() -> Iterator[tuple[str, dict[str, Any]]]:
    for function, properties in events("SQS"):
        [queue, _] = properties["Queue"]["Fn::GetAtt"]
        yield function, RESOURCES[queue]["Properties"] | {"Event": properties}


@pytest.mark.parametrize(("function", "queue"), list(queues_with_a_function()))
def test_message_that_fails_again_and_again_is_kept_and_raises_an_alarm(
    function: str, queue: dict[str, Any]
) -> None:
    [dead_letters, _] = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"]
    watched = {
        json.dumps(dimension["Value"])
        for alarm in resources("AWS::CloudWatch::Alarm").values()
        for dimension in alarm["Properties"].get("Dimensions", [])
    }
    timeout = FUNCTIONS[function]["Properties"].get("Timeout", TEMPLATE["Globals"]["Function"]["Timeout"])

    assert queue["Event"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert queue["VisibilityTimeout"] == 6 * timeout
    assert RESOURCES[dead_letters]["Properties"]["MessageRetentionPeriod"] == 14 * 86_400
    assert json.dumps({"Fn::GetAtt": [dead_letters, "QueueName"]}) in watched


def test_notification_is_given_up_after_its_last_attempt() -> None:
    queue = RESOURCES["NotificationsQueue"]["Properties"]

    assert queue["RedrivePolicy"]["maxReceiveCount"] == len(PAUSES) + 1
    assert queue["MessageRetentionPeriod"] > sum(PAUSES, timedelta()).total_seconds()
    assert max(PAUSES) < timedelta(hours=12)  # SQS hides a message no longer


def test_queue_of_starts_takes_the_largest_message_that_is_sent() -> None:
    assert RESOURCES["StartQueue"]["Properties"]["MaximumMessageSize"] == MOST_BYTES


_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@pytest.mark.parametrize(
    "page",
    [
        "template.yaml",
        "README.md",
        "CHANGELOG.md",
        "docs/operations.md",
        "docs/notifications.md",
        "layers/exeoflow/exeoflow/api/openapi/outgoing.py",
    ],
)
def test_people_are_told_how_long_a_notification_is_tried(page: str) -> None:
    hours = math.ceil(sum(PAUSES, timedelta()) / timedelta(hours=1))
    told = " ".join((ROOT / page).read_text().split())

    assert f"{_NUMBERS[len(PAUSES) + 1]} attempts within {_NUMBERS[hours]} hours" in told
    assert "half a day" not in told


def test_the_page_on_notifications_lists_the_pauses() -> None:
    listed_pauses = ", ".join(map(in_words, PAUSES[:-1])) + f" and {in_words(PAUSES[-1])}"

    assert listed_pauses in (ROOT / "docs/notifications.md").read_text()


def in_words(pause: timedelta) -> str:
    for unit, name in ((timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if pause >= unit:
            return f"{pause // unit} {name}{'s' if pause >= 2 * unit else ''}"
    return f"{pause.seconds} seconds"


@pytest.mark.parametrize("name", resources("AWS::Logs::LogGroup"))
def test_logs_expire(name: str) -> None:
    assert RESOURCES[name]["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


@pytest.mark.parametrize("name", resources("AWS::CloudWatch::Alarm"))
def test_alarm_tells_when_trouble_begins_and_ends(name: str) -> None:
    alarm = RESOURCES[name]["Properties"]

    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}]
    assert alarm["TreatMissingData"] == "notBreaching"


ALARMS = resources("AWS::CloudWatch::Alarm")
METRICS_IN_ONE_EXPRESSION = 10  # of an alarm, says CloudWatch
REFUSED_BY = (
    'SELECT SUM(ThrottledRequests) FROM SCHEMA("AWS/DynamoDB", Operation, TableName) '
    "WHERE TableName = '${{{table}}}'"
)


def expressions() -> set[str]:
    found = set()
    for alarm in ALARMS.values():
        for metric in alarm["Properties"].get("Metrics", []):
            expression = metric.get("Expression", "")
            found.add(expression["Fn::Sub"] if isinstance(expression, dict) else expression)
    return found


@pytest.mark.parametrize("table", TABLES)
def test_requests_that_a_table_or_one_of_its_indexes_refuses_raise_an_alarm(table: str) -> None:
    assert REFUSED_BY.format(table=table) in expressions()


def test_states_that_wait_and_calls_that_are_refused_raise_an_alarm() -> None:
    transitions = ALARMS["TransitionThrottlesAlarm"]["Properties"]

    assert (transitions["Namespace"], transitions["MetricName"]) == ("AWS/States", "ThrottledEvents")
    assert transitions["Dimensions"] == [{"Name": "ServiceMetric", "Value": "StateTransition"}]
    assert 'SELECT SUM(ExecutionThrottled) FROM SCHEMA("AWS/States", StateMachineArn)' in expressions()
    assert 'SELECT SUM(ThrottledEvents) FROM SCHEMA("AWS/States", APIName)' in expressions()


def test_a_failing_function_that_nobody_waits_for_raises_an_alarm() -> None:
    in_background = {name for kind in ("EventBridgeRule", "Schedule", "SQS") for name, _ in events(kind)}
    watched = {
        dimension["Value"]["Ref"]
        for metric in ALARMS["BackgroundErrorsAlarm"]["Properties"]["Metrics"]
        if "MetricStat" in metric
        for dimension in metric["MetricStat"]["Metric"]["Dimensions"]
    }

    # A machine waits for this one, but a handful of failures fails no more executions than authors do.
    assert watched == in_background | {"RequestApprovalFunction"}


def test_schedules_that_are_late_or_lost_raise_an_alarm() -> None:
    metrics = ALARMS["SchedulesAlarm"]["Properties"]["Metrics"]
    watched = [metric["MetricStat"]["Metric"] for metric in metrics if "MetricStat" in metric]

    assert {metric["MetricName"] for metric in watched} == {
        "TargetErrorCount",
        "TargetErrorThrottledCount",
        "InvocationThrottleCount",
        "InvocationsFailedToBeSentToDeadLetterCount",
    }
    for metric in watched:
        assert metric["Namespace"] == "AWS/Scheduler"
        assert metric["Dimensions"] == [{"Name": "ScheduleGroup", "Value": {"Ref": "ScheduleGroup"}}]


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_is_one_that_cloudwatch_takes_and_people_can_look_up(name: str) -> None:
    metrics = ALARMS[name]["Properties"].get("Metrics", [])

    assert len([metric for metric in metrics if "MetricStat" in metric]) <= METRICS_IN_ONE_EXPRESSION
    assert all("Period" in each for each in metrics if "SELECT" in str(each.get("Expression")))
    assert f"`{name}`" in (ROOT / "docs/operations.md").read_text()


def test_no_policy_names_all_actions() -> None:
    for name, statement in statements():
        assert not [action for action in listed(statement["Action"]) if "*" in action], name


def test_only_what_knows_no_resources_is_allowed_everywhere() -> None:
    everywhere = {
        action
        for _, statement in statements()
        if "*" in listed(statement["Resource"])
        for action in listed(statement["Action"])
    }

    triggers = {action for action in everywhere if action.startswith(("events:", "scheduler:"))}
    assert triggers == {"events:ListRules", "scheduler:ListSchedules"}
    assert {action.partition(":")[0] for action in everywhere - triggers} == {
        "logs",
        "secretsmanager",
        "xray",
    }
    assert not [action for action in everywhere if "Event" in action]


def test_machines_of_a_stack_whose_name_begins_alike_are_out_of_reach() -> None:
    text = (ROOT / "template.yaml").read_text()
    rights = [
        line
        for line in text.splitlines()
        if re.search(r"(Resource|prefix|SourceArn): .*:(stateMachine|execution):", line)
    ]

    assert rights
    assert all("${AWS::StackName}-wf_" in line for line in rights)
