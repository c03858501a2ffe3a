"""All sides of every port: in memory, in SQLite, and on moto with the tables of the template."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeVar

import boto3
import pytest

from exeoflow.adapters.dynamodb.approvals.store import DynamoApprovalStore
from exeoflow.adapters.dynamodb.credential_store import DynamoCredentialStore
from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore
from exeoflow.adapters.dynamodb.key_store import DynamoKeyStore
from exeoflow.adapters.dynamodb.notification_store import DynamoNotificationStore
from exeoflow.adapters.dynamodb.receipts import DynamoReceipts
from exeoflow.adapters.dynamodb.variable_store import DynamoVariableStore
from exeoflow.adapters.dynamodb.waits import DynamoWaits
from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners
from exeoflow.adapters.dynamodb.webhooks.store import DynamoWebhookStore
from exeoflow.adapters.dynamodb.webhooks.trigger_journal import DynamoTriggerJournal
from exeoflow.adapters.dynamodb.workflows.store import DynamoWorkflowStore
from exeoflow.adapters.event_bridge.triggers import EventBridgeTriggers, TriggerSettings
from exeoflow.adapters.s3.files import S3Files
from exeoflow.adapters.vaults import ParameterStoreVault, RememberingVault, SecretsManagerVault
from exeoflow.service.ports.files import Files
from exeoflow.service.ports.stores.approval_store import ApprovalStore
from exeoflow.service.ports.stores.credential_store import CredentialStore
from exeoflow.service.ports.stores.execution_store import ExecutionStore
from exeoflow.service.ports.stores.key_store import KeyStore
from exeoflow.service.ports.stores.notification_store import NotificationStore
from exeoflow.service.ports.stores.receipts import Receipts
from exeoflow.service.ports.stores.trigger_journal import TriggerJournal
from exeoflow.service.ports.stores.variable_store import VariableStore
from exeoflow.service.ports.stores.waits import Waits
from exeoflow.service.ports.stores.webhook_store import WebhookStore
from exeoflow.service.ports.stores.workflow_store import WorkflowStore
from exeoflow.service.ports.trigger_places import TriggerPlaces
from exeoflow.service.ports.vault import Vault
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
Memory = TypeVar("Memory")
Sqlite = TypeVar("Sqlite")
Moto = TypeVar("Moto")


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


@dataclass(frozen=True)
class Stores:
    """Makes a store on the side of the test: of nothing, of a database, or of a table on moto."""

    side: Side
    request: pytest.FixtureRequest

    def made(
        self,
        table: str,
        memory: Callable[[], Memory],
        sqlite: Callable[[Database], Sqlite],
        moto: Callable[["DynamoDBClient", str], Moto],
    ) -> Memory | Sqlite | Moto:
        match self.side:
            case "memory":
                return memory()
            case "sqlite":
                return sqlite(self.request.getfixturevalue("database"))
            case "moto":
                tables: Tables = self.request.getfixturevalue("tables")
                return moto(tables.client, tables.name(table))


@pytest.fixture
def stores(side: Side, request: pytest.FixtureRequest) -> Stores:
    return Stores(side, request)


@pytest.fixture
def workflows(stores: Stores, clock: FakeClock) -> WorkflowStore:
    return stores.made(
        "WorkflowsTable",
        lambda: FakeWorkflowStore(clock),
        lambda database: SqliteWorkflowStore(database, clock),
        lambda client, table: DynamoWorkflowStore(client, table, clock),
    )


@pytest.fixture
def executions(stores: Stores, clock: FakeClock) -> ExecutionStore:
    return stores.made(
        "ExecutionsTable",
        lambda: FakeExecutionStore(RETENTION),
        lambda database: SqliteExecutionStore(database, RETENTION),
        lambda client, table: DynamoExecutionStore(client, table, RETENTION, clock),
    )


@pytest.fixture
def keys(stores: Stores, clock: FakeClock) -> KeyStore:
    return stores.made(
        "ApiKeysTable",
        FakeKeyStore,
        SqliteKeyStore,
        lambda client, table: DynamoKeyStore(client, table, clock),
    )


@pytest.fixture
def webhooks(stores: Stores, clock: FakeClock) -> WebhookStore:
    return stores.made(
        "WebhooksTable",
        FakeWebhookStore,
        lambda database: SqliteWebhookStore(database, clock),
        lambda client, table: DynamoWebhookStore(client, table, clock),
    )


@pytest.fixture
def approvals(stores: Stores, clock: FakeClock) -> ApprovalStore:
    return stores.made(
        "ApprovalsTable",
        FakeApprovalStore,
        SqliteApprovalStore,
        lambda client, table: DynamoApprovalStore(client, table, clock),
    )


@pytest.fixture
def notifications(stores: Stores) -> NotificationStore:
    return stores.made(
        "NotificationsTable", FakeNotificationStore, SqliteNotificationStore, DynamoNotificationStore
    )


@pytest.fixture
def journal(stores: Stores) -> TriggerJournal:
    return stores.made("WebhooksTable", FakeTriggerJournal, SqliteTriggerJournal, DynamoTriggerJournal)


@pytest.fixture
def receipts(stores: Stores) -> Receipts:
    return stores.made("ApiKeysTable", FakeReceipts, SqliteReceipts, DynamoReceipts)


@pytest.fixture
def waits(stores: Stores, clock: FakeClock) -> Waits:
    return stores.made(
        "ExecutionsTable",
        lambda: FakeWaits(clock),
        lambda _: LocalWaits(2, clock),
        lambda client, table: DynamoWaits(client, table, 2, clock),
    )


@pytest.fixture
def credentials(stores: Stores, clock: FakeClock) -> CredentialStore:
    return stores.made(
        "CredentialsTable",
        FakeCredentialStore,
        SqliteCredentialStore,
        lambda client, table: DynamoCredentialStore(client, table, clock),
    )


@pytest.fixture
def variables(stores: Stores) -> VariableStore:
    return stores.made("VariablesTable", FakeVariableStore, SqliteVariableStore, DynamoVariableStore)


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
