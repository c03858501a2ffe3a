"""Both sides of every port: in memory, and on moto with the tables of the template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import boto3
import pytest

from exeoflow.adapters.dynamo_execution_store import DynamoExecutionStore
from exeoflow.adapters.dynamo_key_store import DynamoKeyStore
from exeoflow.adapters.dynamo_workflow_store import DynamoWorkflowStore
from exeoflow.service.execution_store import ExecutionStore
from exeoflow.service.key_store import KeyStore
from exeoflow.service.workflow_store import WorkflowStore
from local.aws import ACCOUNT_ID, REGION, local_aws
from local.stack import TEMPLATE
from local.template import Stack, read_stack
from local.template.resolver import Deployment
from tests.fakes.execution_store import FakeExecutionStore
from tests.fakes.key_store import FakeKeyStore
from tests.fakes.time_and_chance import FakeClock
from tests.fakes.workflow_store import FakeWorkflowStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

RETENTION = timedelta(days=30)
Side = Literal["memory", "moto"]


@dataclass(frozen=True)
class Tables:
    """The tables of the template in moto."""

    client: "DynamoDBClient"
    declared: Stack

    def name(self, logical_id: str) -> str:
        return self.declared.tables[logical_id].name


@pytest.fixture(params=["memory", "moto"])
def side(request: pytest.FixtureRequest) -> Side:
    side: Side = request.param
    return side


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2024, 1, 20, 10, tzinfo=UTC))


@pytest.fixture
def tables() -> Iterator[Tables]:
    declared = read_stack(TEMPLATE, Deployment("exeoflow", REGION, ACCOUNT_ID), {})
    with local_aws():
        client = boto3.client("dynamodb")
        for table in declared.tables.values():
            client.create_table(**table.declaration)
        yield Tables(client, declared)


@pytest.fixture
def workflows(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> WorkflowStore:
    if side == "memory":
        return FakeWorkflowStore(clock)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoWorkflowStore(tables.client, tables.name("WorkflowsTable"), clock)


@pytest.fixture
def executions(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> ExecutionStore:
    if side == "memory":
        return FakeExecutionStore(RETENTION)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoExecutionStore(tables.client, tables.name("ExecutionsTable"), RETENTION, clock)


@pytest.fixture
def keys(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> KeyStore:
    if side == "memory":
        return FakeKeyStore()
    tables: Tables = request.getfixturevalue("tables")
    return DynamoKeyStore(tables.client, tables.name("ApiKeysTable"), clock)
