"""All sides of every port: in memory, in SQLite, and on moto with the tables of the template."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import boto3
import pytest

from exeoflow.adapters.dynamodb.approval_store import DynamoApprovalStore
from exeoflow.adapters.dynamodb.credential_store import DynamoCredentialStore
from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore
from exeoflow.adapters.dynamodb.key_store import DynamoKeyStore
from exeoflow.adapters.dynamodb.listeners import DynamoListeners
from exeoflow.adapters.dynamodb.notification_store import DynamoNotificationStore
from exeoflow.adapters.dynamodb.receipts import DynamoReceipts
from exeoflow.adapters.dynamodb.trigger_journal import DynamoTriggerJournal
from exeoflow.adapters.dynamodb.variable_store import DynamoVariableStore
from exeoflow.adapters.dynamodb.waits import DynamoWaits
from exeoflow.adapters.dynamodb.webhook_store import DynamoWebhookStore
from exeoflow.adapters.dynamodb.workflow_store import DynamoWorkflowStore
from exeoflow.adapters.event_bridge.triggers import EventBridgeTriggers, TriggerSettings
from exeoflow.adapters.s3.files import S3Files
from exeoflow.adapters.vaults import ParameterStoreVault, RememberingVault, SecretsManagerVault
from exeoflow.service.ports.approval_store import ApprovalStore
from exeoflow.service.ports.credential_store import CredentialStore
from exeoflow.service.ports.execution_store import ExecutionStore
from exeoflow.service.ports.files import Files
from exeoflow.service.ports.key_store import KeyStore
from exeoflow.service.ports.notification_store import NotificationStore
from exeoflow.service.ports.receipts import Receipts
from exeoflow.service.ports.trigger_journal import TriggerJournal
from exeoflow.service.ports.trigger_places import TriggerPlaces
from exeoflow.service.ports.variable_store import VariableStore
from exeoflow.service.ports.vault import Vault
from exeoflow.service.ports.waits import Waits
from exeoflow.service.ports.webhook_store import WebhookStore
from exeoflow.service.ports.workflow_store import WorkflowStore
from local.aws.resources import create_resources
from local.aws.services import local_aws
from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.embedded.stores.approval_store import SqliteApprovalStore
from local.embedded.stores.credential_store import SqliteCredentialStore
from local.embedded.stores.execution_store import SqliteExecutionStore
from local.embedded.stores.files import SqliteFiles
from local.embedded.stores.key_store import SqliteKeyStore
from local.embedded.stores.notification_store import SqliteNotificationStore
from local.embedded.stores.receipts import SqliteReceipts
from local.embedded.stores.trigger_journal import SqliteTriggerJournal
from local.embedded.stores.variable_store import SqliteVariableStore
from local.embedded.stores.vault import SqliteVault
from local.embedded.stores.webhook_store import SqliteWebhookStore
from local.embedded.stores.workflow_store import SqliteWorkflowStore
from local.embedded.waits import LocalWaits
from local.place import ACCOUNT_ID, REGION, TEMPLATE
from local.state.database import Database
from local.template import Stack, read_stack
from local.template.resolver import Deployment
from tests.fakes.approvals import FakeApprovalStore
from tests.fakes.credentials import FakeCredentialStore, FakeVault
from tests.fakes.execution_store import FakeExecutionStore
from tests.fakes.files import FakeFiles
from tests.fakes.key_store import FakeKeyStore
from tests.fakes.notifications import FakeNotificationStore
from tests.fakes.receipts import FakeReceipts
from tests.fakes.time_and_chance import FakeClock
from tests.fakes.triggers import FakeTriggerJournal, FakeTriggerPlaces
from tests.fakes.variables import FakeVariableStore
from tests.fakes.waits import FakeWaits
from tests.fakes.webhooks import FakeWebhookStore
from tests.fakes.workflow_store import FakeWorkflowStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

RETENTION = timedelta(days=30)
Side = Literal["memory", "moto", "sqlite"]


@dataclass(frozen=True)
class Tables:
    """The tables of the template in moto: each is made when its name is first asked for."""

    client: "DynamoDBClient"
    declared: Stack
    made: set[str] = field(default_factory=set)

    def name(self, logical_id: str) -> str:
        table = self.declared.tables[logical_id]
        if logical_id not in self.made:
            self.client.create_table(**table.declaration)
            self.made.add(logical_id)
        return table.name


@pytest.fixture(params=["memory", "moto", "sqlite"])
def side(request: pytest.FixtureRequest) -> Side:
    side: Side = request.param
    return side


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2024, 1, 20, 10, tzinfo=UTC))


@pytest.fixture(scope="session")
def declared() -> Stack:
    return read_stack(TEMPLATE, Deployment("exeoflow", REGION, ACCOUNT_ID), {})


@pytest.fixture
def tables(declared: Stack) -> Iterator[Tables]:
    with local_aws():
        yield Tables(boto3.client("dynamodb"), declared)


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database(":memory:")) as database:
        yield database


@pytest.fixture
def workflows(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> WorkflowStore:
    if side == "memory":
        return FakeWorkflowStore(clock)
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteWorkflowStore(database, clock)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoWorkflowStore(tables.client, tables.name("WorkflowsTable"), clock)


@pytest.fixture
def executions(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> ExecutionStore:
    if side == "memory":
        return FakeExecutionStore(RETENTION)
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteExecutionStore(database, RETENTION)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoExecutionStore(tables.client, tables.name("ExecutionsTable"), RETENTION, clock)


@pytest.fixture
def keys(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> KeyStore:
    if side == "memory":
        return FakeKeyStore()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteKeyStore(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoKeyStore(tables.client, tables.name("ApiKeysTable"), clock)


@pytest.fixture
def webhooks(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> WebhookStore:
    if side == "memory":
        return FakeWebhookStore()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteWebhookStore(database, clock)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoWebhookStore(tables.client, tables.name("WebhooksTable"), clock)


@pytest.fixture
def approvals(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> ApprovalStore:
    if side == "memory":
        return FakeApprovalStore()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteApprovalStore(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoApprovalStore(tables.client, tables.name("ApprovalsTable"), clock)


@pytest.fixture
def notifications(side: Side, request: pytest.FixtureRequest) -> NotificationStore:
    if side == "memory":
        return FakeNotificationStore()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteNotificationStore(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoNotificationStore(tables.client, tables.name("NotificationsTable"))


@pytest.fixture
def journal(side: Side, request: pytest.FixtureRequest) -> TriggerJournal:
    if side == "memory":
        return FakeTriggerJournal()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteTriggerJournal(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoTriggerJournal(tables.client, tables.name("WebhooksTable"))


@pytest.fixture
def receipts(side: Side, request: pytest.FixtureRequest) -> Receipts:
    if side == "memory":
        return FakeReceipts()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteReceipts(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoReceipts(tables.client, tables.name("ApiKeysTable"))


@pytest.fixture
def waits(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> Waits:
    if side == "memory":
        return FakeWaits(clock)
    if side == "sqlite":
        return LocalWaits(2, clock)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoWaits(tables.client, tables.name("ExecutionsTable"), 2, clock)


@pytest.fixture
def credentials(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> CredentialStore:
    if side == "memory":
        return FakeCredentialStore()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteCredentialStore(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoCredentialStore(tables.client, tables.name("CredentialsTable"), clock)


@pytest.fixture
def variables(side: Side, request: pytest.FixtureRequest) -> VariableStore:
    if side == "memory":
        return FakeVariableStore()
    if side == "sqlite":
        database: Database = request.getfixturevalue("database")
        return SqliteVariableStore(database)
    tables: Tables = request.getfixturevalue("tables")
    return DynamoVariableStore(tables.client, tables.name("VariablesTable"))


@pytest.fixture
def files(side: Side, clock: FakeClock, request: pytest.FixtureRequest) -> Files:
    if side == "memory":
        return FakeFiles()
    if side == "sqlite":
        return SqliteFiles(request.getfixturevalue("database"), RETENTION, clock)
    tables: Tables = request.getfixturevalue("tables")
    create_resources(tables.declared)
    [bucket] = tables.declared.buckets
    return S3Files(boto3.client("s3"), bucket)


@pytest.fixture(params=["memory", "sqlite", "parameter-store", "secrets-manager", "remembering"])
def vault(request: pytest.FixtureRequest) -> Iterator[Vault]:
    if request.param == "memory":
        yield FakeVault()
    elif request.param == "sqlite":
        yield SqliteVault(request.getfixturevalue("database"), bytes(32))
    elif request.param == "remembering":
        yield RememberingVault(FakeVault())
    else:
        with local_aws():
            yield (
                ParameterStoreVault(boto3.client("ssm"), "/exeoflow/credentials")
                if request.param == "parameter-store"
                else SecretsManagerVault(boto3.client("secretsmanager"), "exeoflow/credentials")
            )


@pytest.fixture
def aws_places(tables: Tables, clock: FakeClock) -> EventBridgeTriggers:
    arn = f"arn:aws:{{}}:{REGION}:{ACCOUNT_ID}:{{}}"
    settings = TriggerSettings(
        schedule_group="exeoflow-triggers",
        rule_prefix="exeoflow-",
        own_bus="exeoflow",
        function_arn=arn.format("lambda", "function:exeoflow-StartByEventFunction"),
        scheduler_role_arn=f"arn:aws:iam::{ACCOUNT_ID}:role/exeoflow-SchedulerRole",
        dead_letter_arn=arn.format("sqs", "exeoflow-DeadLetterQueue"),
    )
    scheduler, events = boto3.client("scheduler"), boto3.client("events")
    scheduler.create_schedule_group(Name=settings.schedule_group)
    events.create_event_bus(Name="exeoflow")
    listeners = DynamoListeners(tables.client, tables.name("WebhooksTable"), clock)
    return EventBridgeTriggers(scheduler, events, settings, listeners)


@pytest.fixture
def places(side: Side, request: pytest.FixtureRequest) -> TriggerPlaces:
    if side == "memory":
        return FakeTriggerPlaces()
    if side == "sqlite":
        return SqliteTriggerPlaces(request.getfixturevalue("database"))
    places: TriggerPlaces = request.getfixturevalue("aws_places")
    return places
