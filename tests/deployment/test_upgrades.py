"""An upgrade keeps data: what CloudFormation would replace by something new and empty must not change."""

from typing import Any

import pytest

# Never edit an entry without a way for the data of stacks that exist.
KEPT = {
    "ApiKeysTable": "AWS::DynamoDB::Table",
    "ApprovalsTable": "AWS::DynamoDB::Table",
    "CredentialsTable": "AWS::DynamoDB::Table",
    "ExecutionsTable": "AWS::DynamoDB::Table",
    "NotificationsTable": "AWS::DynamoDB::Table",
    "VariablesTable": "AWS::DynamoDB::Table",
    "WebhooksTable": "AWS::DynamoDB::Table",
    "WorkflowsTable": "AWS::DynamoDB::Table",
    "FilesBucket": "AWS::S3::Bucket",
    "HttpApi": "AWS::ApiGatewayV2::Api",
    "StateMachineRole": "AWS::IAM::Role",
    # Roles that the product made name its ARN.
    "MachinesPolicy": "AWS::IAM::ManagedPolicy",
}


@pytest.mark.parametrize("logical_id", KEPT)
def test_a_stateful_resource_keeps_its_logical_id(translated: dict[str, Any], logical_id: str) -> None:
    assert translated["Resources"][logical_id]["Type"] == KEPT[logical_id]


def test_every_table_is_among_them(translated: dict[str, Any]) -> None:
    tables = {
        name
        for name, resource in translated["Resources"].items()
        if resource["Type"] == "AWS::DynamoDB::Table"
    }

    assert tables <= KEPT.keys()


@pytest.mark.parametrize("logical_id", [name for name, kind in KEPT.items() if kind.endswith("Table")])
def test_nothing_forces_another_table_in_place_of_one(translated: dict[str, Any], logical_id: str) -> None:
    """A name, other keys, or other local indexes make CloudFormation create a new table."""
    table = translated["Resources"][logical_id]
    properties = table["Properties"]

    assert "TableName" not in properties
    assert properties["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    local = [index["IndexName"] for index in properties.get("LocalSecondaryIndexes", [])]
    assert local == (["by_status"] if logical_id == "WorkflowsTable" else [])
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"


def test_nothing_forces_another_policy_in_place_of_that_of_the_machines(translated: dict[str, Any]) -> None:
    properties = translated["Resources"]["MachinesPolicy"]["Properties"]

    assert properties.keys() == {"Description", "PolicyDocument"}
    assert properties["Description"] == (
        "What the state machines compiled from workflows may do with what their role is tagged with."
    )
