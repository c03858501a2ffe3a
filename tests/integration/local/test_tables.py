"""moto's tables among threads, in transactions, and after the process."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.dynamodb.models.table import Table as MotoTable

from local.aws.moto_adapters.dynamodb import ItemChange, durable_tables
from local.aws.services import local_aws
from local.aws.tables import create_tables
from local.state.database import Database
from local.state.items import StoredItems
from local.template import Stack, Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef, UpdateTypeDef

DECLARATION: Any = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "S"},
        {"AttributeName": "group", "AttributeType": "S"},
    ],
    "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by_group",
            "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
}
KEY = {"pk": {"S": "counter"}, "sk": {"S": "all"}}


def create_table(client: "DynamoDBClient") -> None:
    client.create_table(TableName="t", **DECLARATION)


@pytest.fixture
def client() -> "Iterator[DynamoDBClient]":
    with local_aws():
        client = boto3.client("dynamodb")
        create_table(client)
        yield client


def put(client: "DynamoDBClient", pk: str, sk: str = "all", **attributes: dict[str, Any]) -> None:
    client.put_item(TableName="t", Item={"pk": {"S": pk}, "sk": {"S": sk}, **attributes})


def count(client: "DynamoDBClient") -> int:
    item = client.get_item(TableName="t", Key=KEY).get("Item", {})
    return int(item.get("n", {"N": "0"})["N"])


def increment() -> "UpdateTypeDef":
    return {
        "TableName": "t",
        "Key": KEY,
        "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }


def claim(name: str) -> "PutTypeDef":
    return {
        "TableName": "t",
        "Item": {"pk": {"S": name}, "sk": {"S": "all"}},
        "ConditionExpression": "attribute_not_exists(pk)",
    }


def test_gap_moto_copies_whole_tables_for_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    copied: list[str] = []

    def note_copy(table: MotoTable, _memo: object) -> MotoTable:
        copied.append(table.name)
        return table

    monkeypatch.setattr(MotoTable, "__deepcopy__", note_copy, raising=False)

    with mock_aws():
        client = boto3.client("dynamodb")
        create_table(client)
        client.transact_write_items(TransactItems=[{"Put": claim("a")}, {"Update": increment()}])

    assert copied == ["t", "t"]


def test_a_transaction_with_a_condition_that_does_not_hold_changes_nothing(client: "DynamoDBClient") -> None:
    put(client, "taken")

    with pytest.raises(ClientError) as error:
        client.transact_write_items(TransactItems=[{"Update": increment()}, {"Put": claim("taken")}])

    assert error.value.response["Error"]["Code"] == "TransactionCanceledException"
    assert count(client) == 0


def test_clients_at_once_lose_no_increment(client: "DynamoDBClient") -> None:
    with ThreadPoolExecutor(max_workers=8) as threads:
        list(threads.map(lambda _: client.update_item(**increment()), range(200)))

    assert count(client) == 200


def test_of_clients_at_once_one_gets_what_only_one_can_have(client: "DynamoDBClient") -> None:
    def try_claim(_: int) -> bool:
        try:
            client.transact_write_items(TransactItems=[{"Put": claim("prize")}, {"Update": increment()}])
        except client.exceptions.TransactionCanceledException:
            return False
        return True

    with ThreadPoolExecutor(max_workers=8) as threads:
        winners = sum(threads.map(try_claim, range(40)))

    assert (winners, count(client)) == (1, 1)


def test_a_query_sees_its_partition_in_order_and_an_index_all_partitions(client: "DynamoDBClient") -> None:
    for pk in ("a", "b"):
        for sk in ("2", "1", "3"):
            put(client, pk, sk, group={"S": "g"})

    partition = client.query(
        TableName="t",
        KeyConditionExpression="pk = :a AND sk > :one",
        ExpressionAttributeValues={":a": {"S": "a"}, ":one": {"S": "1"}},
    )["Items"]
    indexed = client.query(
        TableName="t",
        IndexName="by_group",
        KeyConditionExpression="#group = :g",
        ExpressionAttributeNames={"#group": "group"},
        ExpressionAttributeValues={":g": {"S": "g"}},
    )["Items"]

    assert [item["sk"]["S"] for item in partition] == ["2", "3"]
    assert len(indexed) == 6


class FailingJournal:
    """A journal whose disk is full."""

    def write_items(self, changes: Sequence[ItemChange]) -> None:
        raise OSError(28, f"no space left for {len(changes)} items")


def test_a_write_that_cannot_be_kept_does_not_happen(client: "DynamoDBClient") -> None:
    put(client, "counter", n={"N": "1"})

    with durable_tables(FailingJournal()), pytest.raises(OSError, match="no space"):
        client.update_item(**increment())

    assert count(client) == 1


def test_every_kind_of_write_reaches_the_journal() -> None:
    database = Database(":memory:")
    with local_aws(database):
        client = boto3.client("dynamodb")
        create_table(client)
        put(client, "a")
        put(client, "b")
        client.delete_item(TableName="t", Key={"pk": {"S": "a"}, "sk": {"S": "all"}})
        client.batch_write_item(
            RequestItems={"t": [{"PutRequest": {"Item": {"pk": {"S": "c"}, "sk": {"S": "all"}}}}]}
        )
        client.transact_write_items(TransactItems=[{"Put": claim("d")}, {"Update": increment()}])

    items = StoredItems(database).of_table("t")

    assert sorted(item["pk"]["S"] for item in items) == ["b", "c", "counter", "d"]


def test_items_whose_time_to_live_is_over_do_not_come_back() -> None:
    table = Table("t", {"TableName": "t", **DECLARATION}, "expires_at")
    database = Database(":memory:")
    with local_aws(database):
        create_tables(Stack("demo", (), {"T": table}), StoredItems(database))
        client = boto3.client("dynamodb")
        put(client, "past", expires_at={"N": "1"})
        put(client, "future", expires_at={"N": "9999999999"})

    with local_aws(database):
        create_tables(Stack("demo", (), {"T": table}), StoredItems(database))
        found = boto3.client("dynamodb").scan(TableName="t")["Items"]

    assert [item["pk"]["S"] for item in found] == ["future"]
    assert len(list(StoredItems(database).of_table("t"))) == 1
