"""Tasks that call other services, and other state machines."""

import json
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local.aws.moto_adapters import service_integrations
from tests.integration.local.machines import create, definition, output, run

PASS = definition(("a", {"Type": "Pass", "Output": {"doubled": "{% $states.input.n * 2 %}"}}))
FAIL = definition(("a", {"Type": "Pass", "Output": "{% $never %}"}))


def task(resource: str, arguments: object) -> dict[str, Any]:
    return definition(
        ("t", {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Arguments": arguments})
    )


def get_of(item: Any) -> dict[str, Any]:
    """Put an item into a new table; return what reads it."""
    client = boto3.client("dynamodb")
    client.create_table(
        TableName="t",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    client.put_item(TableName="t", Item=item)
    return {"TableName": "t", "Key": {"pk": item["pk"]}}


def test_gap_moto_cannot_start_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        machine = create(PASS)
        described = run(task("states:startExecution", {"StateMachineArn": machine, "Name": "a"}))

    assert described["status"] == "FAILED"


@pytest.mark.usefixtures("aws")
class TestServiceIntegrations:
    def test_a_machine_starts_another_and_goes_on(self) -> None:
        machine = create(PASS)

        answer = output(task("states:startExecution", {"StateMachineArn": machine, "Input": {"n": 2}}))

        assert answer["ExecutionArn"].startswith(machine.replace("stateMachine", "execution"))
        assert answer["StartDate"].endswith("Z")

    def test_a_machine_waits_for_another_and_has_its_output(self) -> None:
        arguments = {"StateMachineArn": create(PASS), "Input": "{% $states.input %}"}

        answer = output(task("states:startExecution.sync:2", arguments), {"n": 2})

        assert (answer["Status"], answer["Output"]) == ("SUCCEEDED", {"doubled": 4})

    def test_a_machine_that_waits_fails_with_the_other(self) -> None:
        described = run(task("states:startExecution.sync:2", {"StateMachineArn": create(FAIL), "Input": {}}))

        assert described["error"] == "States.TaskFailed"
        assert json.loads(described["cause"])["Error"] == "States.QueryEvaluationError"

    def test_times_in_results_are_text(self) -> None:
        client = boto3.client("s3")
        client.create_bucket(
            Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        client.put_object(Bucket="bucket", Key="a.txt", Body=b"text")

        got = output(task("aws-sdk:s3:getObject", {"Bucket": "bucket", "Key": "a.txt"}))
        listed = output(task("aws-sdk:s3:listObjectsV2", {"Bucket": "bucket"}))

        assert got["Body"] == "text"
        assert got["LastModified"].endswith("Z")
        assert listed["Contents"][0]["LastModified"].endswith("Z")

    @pytest.mark.parametrize("resource", ["dynamodb:getItem", "aws-sdk:dynamodb:getItem"])
    def test_bytes_in_results_are_base64(self, resource: str) -> None:
        item = {"pk": {"S": "a"}, "b": {"B": b"\xff"}, "s": {"BS": [b"x"]}}

        answer = output(task(resource, get_of(item)))

        assert answer["Item"] == {"pk": {"S": "a"}, "b": {"B": "/w=="}, "s": {"BS": ["eA=="]}}

    def test_what_is_no_json_fails_and_does_not_run_for_ever(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service_integrations, "_as_json", lambda value: value)

        described = run(task("dynamodb:getItem", get_of({"pk": {"S": "a"}, "b": {"B": b"x"}})))

        assert (described["status"], described["error"]) == ("FAILED", "States.Runtime")

    def test_a_query_of_a_table_without_range_key_may_find_nothing(self) -> None:
        boto3.client("dynamodb").create_table(
            TableName="t",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        )
        arguments = {
            "TableName": "t",
            "KeyConditionExpression": "pk = :v",
            "ExpressionAttributeValues": {":v": {"S": "nobody"}},
        }

        assert output(task("aws-sdk:dynamodb:query", arguments))["Items"] == []

    def test_a_model_answers_that_it_was_not_asked(self) -> None:
        arguments = {"ModelId": "any", "Messages": [{"Role": "user", "Content": [{"Text": "Hello"}]}]}

        answer = output(task("aws-sdk:bedrockruntime:converse", arguments))

        assert "no model" in answer["Output"]["Message"]["Content"][0]["Text"]
