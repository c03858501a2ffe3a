"""The whole product in one process, on its own stores and engine: the composition of the embedded stack."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from exeoflow.bootstrap import Application
from exeoflow.model.state_room import VARIABLE
from local.aws.signed import SignedAtHome
from local.code_runs import LocalCodeRuns
from local.embedded.aws import LazyAws, LazyDoor
from local.embedded.ends import LocalEnds
from local.embedded.engine.engine import Engine, Names, Surroundings
from local.embedded.engine.interpreter import MOST_BYTES_HERE
from local.embedded.engine.journal import Journal
from local.embedded.engine.machines import EmbeddedMachines
from local.embedded.events.bus import BusAnnouncements, EmbeddedBus
from local.embedded.events.clock import TriggerClock
from local.embedded.events.queues import MessageQueues, QueueConsumer, QueueOutbox, QueuePolicy, queue_name
from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.embedded.reports import RunReports
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
from local.embedded.stores.workflow_store import SqliteWorkflowStore, fill_in_marks
from local.embedded.tasks import Tasks
from local.embedded.uncounted import UncountedObservability
from local.embedded.waits import LocalWaits
from local.environment import environment
from local.events.repeating import repeated
from local.events.schedules import Schedules
from local.functions import LocalFunctions
from local.gateway.application import Gateway
from local.gateway.routing import Router
from local.jsonata.evaluation import evaluate
from local.place import ACCOUNT_ID, DEPLOYMENT, TEMPLATE
from local.running import RunningStack
from local.state.database import Database
from local.state.vault_key import new_key
from local.template import Stack, read_stack

_RESPONSES_ARE_KEPT: Final = timedelta(hours=1)
_RUNS_ARE_KEPT: Final = timedelta(days=90)
_FORGET_EVERY_SECONDS: Final = 3_600

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the stack is made of."""

    application: Application
    functions: LocalFunctions
    triggers: SqliteTriggerPlaces
    bus: EmbeddedBus
    queues: MessageQueues
    aws: LazyAws
    engine: Engine
    reports: RunReports
    starter: str


@contextmanager
def run_embedded(  # noqa: PLR0913  what it runs over, and how it is reached
    database: Database,
    parameters: Mapping[str, str],
    log: Log,
    aws_url: str = "",
    base_path: str = "",
    *,
    vault_key: bytes | None = None,
    most_bytes: int = MOST_BYTES_HERE,
) -> Iterator[RunningStack]:
    """Run the product over the state in `database`; `log` takes a line per happening.

    Clients of AWS that the product itself makes are led to `aws_url`, where `door` is to be served. The API
    lies also under `base_path`. Credentials are sealed with `vault_key`; without one, for this run only.
    Values of more than `most_bytes` are not handed on from state to state.
    """
    declared = read_stack(TEMPLATE, DEPLOYMENT, parameters)
    led = {"AWS_ENDPOINT_URL": aws_url, **_CREDENTIALS} if aws_url else {}
    with ExitStack() as stack:
        stack.enter_context(environment({**declared.environment, **led, VARIABLE: str(most_bytes)}))
        parts = _parts(declared, database, log, vault_key or new_key(), most_bytes)
        for function in parts.functions.all:
            function.load()
        _forget(parts)
        for part in _backgrounds(parts, log):
            part.start()
            stack.callback(part.close)
        stack.enter_context(repeated(lambda: _forget(parts), _FORGET_EVERY_SECONDS, "forget"))
        gateway = Gateway(Router(parts.functions.all), ACCOUNT_ID, log, base_path)
        stack.callback(gateway.close)
        yield RunningStack(declared, gateway, parts.application.keys, SignedAtHome(LazyDoor(parts.aws)))


def _parts(declared: Stack, database: Database, log: Log, vault_key: bytes, most_bytes: int) -> _Parts:
    """Put everything together; nothing runs yet."""
    application = Application(declared.environment)
    ports: dict[str, Any] = {}
    functions = LocalFunctions(declared.functions, _composing(ports))
    triggers = SqliteTriggerPlaces(database)
    starter = application.setting("START_BY_EVENT_FUNCTION_ARN")
    bus = EmbeddedBus(functions, triggers, starter, log)
    aws = LazyAws(declared, functions, database, bus, log)
    queues = aws.queues = MessageQueues(database, _policies(declared, functions), aws.give_up)
    names, journal = Names(application.setting("STATE_MACHINE_ARN_PREFIX")), Journal(database)
    reports = RunReports(bus, journal, names, log)
    ends, webhooks = LocalEnds(application.clock), SqliteWebhookStore(database, application.clock)
    variables = SqliteVariableStore(database)
    setting = application.setting
    respond, read = _responding(webhooks, ends), _variables_of(variables)
    responses_in, variables_in = setting("WEBHOOKS_TABLE"), setting("VARIABLES_TABLE")
    tasks = Tasks(functions, bus, aws.call, respond, responses_in, read, variables_in)
    around = Surroundings(tasks, evaluate, reports.on_status, log, most_bytes)
    parts = _Parts(
        application, functions, triggers, bus, queues, aws, Engine(journal, names, around), reports, starter
    )
    ports |= {"webhooks": webhooks, "ends": ends, "variables": variables}
    ports.update(_ports(parts, database, ends) | {"vault": SqliteVault(database, vault_key)})
    vars(application).update(ports)
    return parts


def _composing(ports: Mapping[str, Any]) -> Callable[[Mapping[str, str]], Application]:
    """Return what hands in the ports: each is a property that is made only where it is missing."""
    observability = UncountedObservability()

    def compose(variables: Mapping[str, str]) -> Application:
        composed = Application(variables, observability=observability)
        vars(composed).update(ports)
        return composed

    return compose


def _policies(declared: Stack, functions: LocalFunctions) -> dict[str, QueuePolicy]:
    """Return the policies of the queues from which functions are called, by name."""
    sources = [source for each in functions.all for source in each.declared.queues]
    consumed = {source.queue_arn.rpartition(":")[2] for source in sources}
    return {queue.name: QueuePolicy.of(queue) for queue in declared.queues if queue.name in consumed}


def _variables_of(variables: SqliteVariableStore) -> Callable[[str], dict[str, Any]]:
    """Return what an execution reads of a workspace's variables: their values by name."""
    return lambda workspace: {name: each.value for name, each in variables.get(workspace).by_name.items()}


def _responding(webhooks: SqliteWebhookStore, ends: LocalEnds) -> Callable[[str, str], None]:
    """Return what keeps an answer and wakes who waits for it."""
    ends.is_answered = lambda execution_id: webhooks.response_to(execution_id) is not None

    def respond(execution_id: str, response: str) -> None:
        webhooks.keep_response(execution_id, response, datetime.now(UTC) + _RESPONSES_ARE_KEPT)
        ends.tell_response(execution_id)

    return respond


def _ports(parts: _Parts, database: Database, ends: LocalEnds) -> dict[str, Any]:
    """Make everything outside that use cases touch."""
    setting, clock = parts.application.setting, parts.application.clock
    retention = timedelta(days=int(setting("EXECUTION_RETENTION_DAYS")))
    fill_in_marks(database)
    executions = SqliteExecutionStore(database, retention, ends.tell)
    ends.is_running = executions.is_running
    starts, told = (queue_name(setting(name)) for name in ("START_QUEUE_URL", "NOTIFICATIONS_QUEUE_URL"))
    return {
        "keys": SqliteKeyStore(database),
        "workflows": SqliteWorkflowStore(database, clock),
        "executions": executions,
        "machines": EmbeddedMachines(parts.engine, parts.application.stack_filling),
        "journal": SqliteTriggerJournal(database),
        "approvals": SqliteApprovalStore(database),
        "announcements": BusAnnouncements(parts.bus, setting("EVENT_BUS")),
        "triggers": parts.triggers,
        "outbox": QueueOutbox(parts.queues, starts, told),
        "redelivery": parts.queues,
        "receipts": SqliteReceipts(database),
        "files": SqliteFiles(database, retention, clock),
        "code_runs": LocalCodeRuns(parts.functions, setting("RUN_CODE_FUNCTION_ARN")),
        "waits": LocalWaits(int(setting("MOST_WAITS")), clock),
        "notifications": SqliteNotificationStore(database),
        "credentials": SqliteCredentialStore(database),
    }


class _Background(Protocol):
    """Something that works by itself."""

    def start(self) -> None:
        """Begin."""

    def close(self) -> None:
        """Stop, and wait for what is under way."""


def _backgrounds(parts: _Parts, log: Log) -> Iterator[_Background]:
    """Yield all that works by itself, in the order in which it begins; it ends in the other order."""
    yield parts.bus
    yield parts.triggers
    yield parts.queues
    yield parts.aws
    yield parts.engine
    yield parts.reports
    yield Schedules(parts.functions, log)
    yield TriggerClock(parts.triggers, lambda said: parts.bus.invoke(parts.starter, said), log)
    for function in parts.functions.all:
        for source in function.declared.queues:
            yield QueueConsumer(parts.queues, source.queue_arn, source.batch_size, function, log)


_CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": DEPLOYMENT.region,
}


def _forget(parts: _Parts) -> None:
    """Forget what AWS would have forgotten too, so that the state does not grow for ever."""
    now = datetime.now(UTC)
    parts.engine.journal.forget_before(now - _RUNS_ARE_KEPT)
    application = parts.application
    for store in (application.executions, application.approvals, application.files):
        if isinstance(store, (SqliteExecutionStore, SqliteApprovalStore, SqliteFiles)):
            store.forget_expired(now)
