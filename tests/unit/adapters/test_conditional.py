"""Transactions: conflicts are retried, conditions are answers, everything else surfaces."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.stub import Stubber

from exeoflow.adapters.dynamodb.conditional import ConditionsFailed, Refusal, attempt, write_together
from exeoflow.errors import StackFault, Unavailable
from tests.fakes.time_and_chance import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


WRITE: Any = {"Put": {"TableName": "t", "Item": {"pk": {"S": "x"}}}}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> "DynamoDBClient":
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "stubbed")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "stubbed")
    return boto3.client("dynamodb", region_name="eu-central-1")


@pytest.fixture
def stub(client: "DynamoDBClient") -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub


def refuse(stub: Stubber, *codes: str, item: dict[str, Any] | None = None) -> None:
    reasons = [{"Code": code, **({"Item": item} if item else {})} for code in codes]
    stub.add_client_error(
        "transact_write_items",
        "TransactionCanceledException",
        modeled_fields={"CancellationReasons": reasons},
    )


def write(client: "DynamoDBClient") -> list[int]:
    clock = FakeClock()
    write_together(client, [WRITE], clock.pause)
    return clock.pauses


def test_a_conflict_is_tried_again(client: "DynamoDBClient", stub: Stubber) -> None:
    refuse(stub, "None", "TransactionConflict")
    refuse(stub, "ThrottlingError")
    stub.add_response("transact_write_items", {})

    assert write(client) == [0, 1]


def test_endless_conflicts_mean_not_now(client: "DynamoDBClient", stub: Stubber) -> None:
    for _ in range(10):
        refuse(stub, "TransactionConflict")

    with pytest.raises(Unavailable):
        write(client)


def test_a_condition_that_failed_is_an_answer_with_the_item_in_the_way(
    client: "DynamoDBClient", stub: Stubber
) -> None:
    refuse(stub, "None", "ConditionalCheckFailed", item={"pk": {"S": "x"}})

    refusal = attempt(lambda: write(client))

    assert refusal == Refusal({1: {"pk": "x"}})


def test_a_refusal_that_nobody_asked_for_is_no_silence(client: "DynamoDBClient", stub: Stubber) -> None:
    refuse(stub, "None", "ConditionalCheckFailed", item={"pk": {"S": "x"}})

    with pytest.raises(ConditionsFailed, match="1"):
        write(client)


@pytest.mark.parametrize("code", ["TransactionCanceledException", "ValidationException"])
def test_a_fault_of_ours_surfaces(client: "DynamoDBClient", stub: Stubber, code: str) -> None:
    stub.add_client_error("transact_write_items", code)

    with pytest.raises(StackFault):
        write(client)


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServerError"])
def test_throttling_means_not_now(client: "DynamoDBClient", stub: Stubber, code: str) -> None:
    stub.add_client_error("transact_write_items", code)

    with pytest.raises(Unavailable):
        write(client)
