import json
from typing import Any

import boto3
import pytest

from tests.deployment.deployed_stack import DeployedStack

# moto says which resources it leaves out: the HTTP API, alarms and the like.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Tried to parse")]

TABLES = (
    "WorkflowsTable",
    "ExecutionsTable",
    "WebhooksTable",
    "ApprovalsTable",
    "NotificationsTable",
    "CredentialsTable",
    "VariablesTable",
    "ApiKeysTable",
)


def functions(template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: resource["Properties"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def test_the_translated_template_deploys(deployed: DeployedStack) -> None:
    assert deployed.status == "CREATE_COMPLETE"


@pytest.mark.parametrize("logical_id", TABLES)
def test_a_table_is_paid_by_request_and_can_be_restored(deployed: DeployedStack, logical_id: str) -> None:
    client = boto3.client("dynamodb")
    name = deployed.physical_id(logical_id)

    table = client.describe_table(TableName=name)["Table"]

    assert {key["AttributeName"]: key["KeyType"] for key in table["KeySchema"]} == {
        "pk": "HASH",
        "sk": "RANGE",
    }
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["DeletionProtectionEnabled"] is (deployed.stage == "production")


@pytest.mark.parametrize(
    ("logical_id", "indexes"),
    [
        ("WorkflowsTable", {"by_status"}),
        ("ExecutionsTable", {"by_workspace", "by_workflow", "by_status", "by_workflow_and_status", "open"}),
        ("WebhooksTable", set()),
        ("ApprovalsTable", {"pending", "undelivered"}),
        ("NotificationsTable", set()),
        ("CredentialsTable", set()),
        ("VariablesTable", set()),
        ("ApiKeysTable", set()),
    ],
)
def test_a_table_has_the_indexes_that_its_lists_need(
    deployed: DeployedStack, logical_id: str, indexes: set[str]
) -> None:
    table = boto3.client("dynamodb").describe_table(TableName=deployed.physical_id(logical_id))["Table"]

    found = [*table.get("LocalSecondaryIndexes", []), *table.get("GlobalSecondaryIndexes", [])]

    assert indexes <= {index["IndexName"] for index in found}


def test_every_function_is_there_and_knows_its_tables(
    deployed: DeployedStack, template: dict[str, Any]
) -> None:
    client = boto3.client("lambda")
    physical = deployed.resources("AWS::Lambda::Function")

    assert physical.keys() == functions(template).keys()
    for name in physical.values():
        configuration = client.get_function_configuration(FunctionName=name)
        variables = configuration["Environment"]["Variables"]
        assert configuration["Runtime"] == "python3.13"
        assert variables["EXECUTIONS_TABLE"] == deployed.physical_id("ExecutionsTable")
        assert variables["POWERTOOLS_SERVICE_NAME"] == deployed.name


def test_every_function_has_a_role_of_its_own(deployed: DeployedStack) -> None:
    client = boto3.client("lambda")
    names = deployed.resources("AWS::Lambda::Function").values()

    roles = {client.get_function_configuration(FunctionName=name)["Role"] for name in names}

    assert len(roles) == len(names)


def test_only_step_functions_may_take_the_role_of_the_state_machines(deployed: DeployedStack) -> None:
    name = deployed.physical_id("StateMachineRole")

    role = boto3.client("iam").get_role(RoleName=name)["Role"]

    document: Any = role["AssumeRolePolicyDocument"]
    statements = (json.loads(document) if isinstance(document, str) else document)["Statement"]
    assert [statement["Principal"] for statement in statements] == [{"Service": "states.amazonaws.com"}]


def test_the_end_of_an_execution_reaches_its_function(deployed: DeployedStack) -> None:
    client = boto3.client("events")
    rule = deployed.physical_id("RecordExecutionEndFunctionExecutionEnd").split("/")[-1]

    pattern = json.loads(client.describe_rule(Name=rule)["EventPattern"])
    targets = client.list_targets_by_rule(Rule=rule)["Targets"]

    assert pattern["source"] == ["aws.states"]
    assert pattern["detail"]["stateMachineArn"] == [
        {"prefix": f"arn:aws:states:eu-central-1:123456789012:stateMachine:{deployed.name}-wf_"}
    ]
    assert [target["Arn"].split(":")[-1] for target in targets] == [
        deployed.physical_id("RecordExecutionEndFunction")
    ]


def test_the_sweep_runs_by_itself(deployed: DeployedStack) -> None:
    rule = deployed.physical_id("SweepExecutionsFunctionSweep").split("/")[-1]

    description = boto3.client("events").describe_rule(Name=rule)

    assert description["ScheduleExpression"] == "rate(5 minutes)"


def test_what_failed_is_kept_for_two_weeks(deployed: DeployedStack) -> None:
    url = deployed.physical_id("DeadLetterQueue")

    attributes = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    assert attributes["MessageRetentionPeriod"] == str(14 * 86_400)
    assert attributes["SqsManagedSseEnabled"] == "true"


def test_a_notification_that_nobody_takes_is_kept_apart(deployed: DeployedStack) -> None:
    client = boto3.client("sqs")
    url = deployed.physical_id("NotificationsQueue")
    kept_at = deployed.physical_id("UndeliveredNotificationsQueue")

    attributes = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    kept = client.get_queue_attributes(QueueUrl=kept_at, AttributeNames=["All"])["Attributes"]

    policy = json.loads(attributes["RedrivePolicy"])
    assert (policy["deadLetterTargetArn"], policy["maxReceiveCount"]) == (kept["QueueArn"], 7)
    assert kept["MessageRetentionPeriod"] == str(14 * 86_400)


def test_one_slow_receiver_keeps_nobody_else_waiting(deployed: DeployedStack) -> None:
    function = deployed.physical_id("DeliverNotificationFunction")

    mappings = boto3.client("lambda").list_event_source_mappings(FunctionName=function)

    [mapping] = mappings["EventSourceMappings"]
    assert mapping["BatchSize"] == 1
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_the_outputs_name_the_url_and_the_command_that_makes_a_key(deployed: DeployedStack) -> None:
    outputs = deployed.outputs

    assert outputs["ApiUrl"].startswith("https://")
    assert f" API_KEYS_TABLE={deployed.physical_id('ApiKeysTable')} " in outputs["CreateKeyCommand"]
