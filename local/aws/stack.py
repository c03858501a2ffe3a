"""The whole product over moto in one process: the composition of the stack of `--moto`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

from moto.events.models import Rule, events_backends

from exeoflow.adapters.clients import dynamodb_client
from exeoflow.adapters.dynamodb.key_store import DynamoKeyStore
from exeoflow.adapters.system import SystemClock
from exeoflow.bootstrap import Application
from local.aws.door import AwsDoor
from local.aws.moto_adapters.kept import kept_in
from local.aws.moto_adapters.rules import rules_reach_functions
from local.aws.moto_adapters.state_machines import LocalStateMachines
from local.aws.resources import create_resources
from local.aws.services import local_aws
from local.aws.shared_clients import shared_clients
from local.aws.signed import SignedAtHome
from local.aws.silent_metrics import silent_metrics
from local.aws.tables import create_tables
from local.code_runs import LocalCodeRuns
from local.embedded.stores.vault import SqliteVault
from local.environment import environment
from local.events.bus import EventBus
from local.events.clock import SchedulerClock
from local.events.queues import QueuePoller
from local.events.repeating import repeated
from local.events.reports import ExecutionReports
from local.events.schedules import Schedules
from local.functions import FunctionTable, LocalFunctions
from local.gateway.application import Gateway
from local.gateway.routing import Router
from local.place import ACCOUNT_ID, DEPLOYMENT, REGION, TEMPLATE
from local.running import RunningStack
from local.state.database import Database
from local.state.items import StoredItems
from local.state.machines import StoredMachines
from local.template import Function, read_stack

_HISTORY_INTERVAL_SECONDS: Final = 0.5
_EXECUTIONS_ARE_KEPT: Final = timedelta(days=90)

Log = Callable[[str], None]


@contextmanager
def run_stack(  # noqa: PLR0913  what it runs over, and how it is reached
    database: Database,
    parameters: Mapping[str, str],
    log: Log,
    make_functions: Callable[[tuple[Function, ...]], FunctionTable] | None = None,
    base_path: str = "",
    *,
    vault_key: bytes | None = None,
) -> Iterator[RunningStack]:
    """Run the stack of the template over the state in `database`.

    `log` takes a line per happening; `make_functions` decides where functions run, by default here. With
    `vault_key` credentials outlive moto, whose Parameter Store does not.
    """
    declared = read_stack(TEMPLATE, DEPLOYMENT, parameters)
    functions = (make_functions or _here(database, vault_key))(declared.functions)
    with ExitStack() as stack:
        stack.enter_context(environment(declared.environment))
        stack.enter_context(silent_metrics())
        bus = EventBus(functions, log, _rules_of_the_default_bus)
        reports = ExecutionReports(bus, StoredMachines(database), log)
        machines = stack.enter_context(local_aws(database, functions, reports.on_status))
        stack.enter_context(shared_clients())
        create_tables(declared, StoredItems(database))
        create_resources(declared)
        stack.enter_context(kept_in(database))
        stack.enter_context(rules_reach_functions(bus.invoke))
        _forget_old_executions(StoredMachines(database))
        stack.callback(bus.close)
        reports.catch_up()
        for background in _backgrounds(functions, bus, log):
            background.start()
            stack.callback(background.close)
        stack.enter_context(_kept_histories(machines))
        router = Router(functions.all)
        gateway = stack.enter_context(closing(Gateway(router, ACCOUNT_ID, log, base_path)))
        door = stack.enter_context(closing(AwsDoor()))
        keys = DynamoKeyStore(dynamodb_client(), declared.tables["ApiKeysTable"].name, SystemClock())
        yield RunningStack(declared, gateway, keys, SignedAtHome(door))


def _here(database: Database, vault_key: bytes | None) -> Callable[[tuple[Function, ...]], FunctionTable]:
    """Make the functions run in this process."""

    def made(declared: tuple[Function, ...]) -> FunctionTable:
        def compose(variables: Mapping[str, str]) -> Application:
            application = Application(variables)
            vars(application)["code_runs"] = LocalCodeRuns(functions, variables["RUN_CODE_FUNCTION_ARN"])
            if vault_key is not None:
                vars(application)["vault"] = SqliteVault(database, vault_key)
            return application

        functions = LocalFunctions(declared, compose)
        functions.load()
        return functions

    return made


def _backgrounds(
    functions: FunctionTable, bus: EventBus, log: Log
) -> tuple[Schedules, SchedulerClock, QueuePoller]:
    """Make what works by itself, in the order in which it begins."""
    return Schedules(functions, log), SchedulerClock(bus.invoke, log), QueuePoller(functions, log)


def _rules_of_the_default_bus() -> list[Rule]:
    return list(events_backends[ACCOUNT_ID][REGION].event_buses["default"].rules.values())


def _forget_old_executions(machines: StoredMachines) -> None:
    """Forget what Step Functions would have forgotten too, so that the state does not grow for ever."""
    machines.forget_executions_before((datetime.now(UTC) - _EXECUTIONS_ARE_KEPT).isoformat())


@contextmanager
def _kept_histories(machines: LocalStateMachines) -> Iterator[None]:
    """Write the histories of running executions now and then, so that little is unknown after a `kill -9`."""
    try:
        with repeated(machines.write_running_histories, _HISTORY_INTERVAL_SECONDS, "histories"):
            yield
    finally:
        machines.write_running_histories()
