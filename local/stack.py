"""The whole product in one process: the composition of the local stack."""

import threading
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local.aws import ACCOUNT_ID, REGION, local_aws
from local.event_bus import EventBus
from local.execution_events import status_change_event
from local.functions import LocalFunctions
from local.gateway.application import Gateway
from local.gateway.routing import Router
from local.moto_adapters.executions import ExecutionRecord
from local.moto_adapters.state_machines import LocalStateMachines
from local.schedules import Schedules
from local.state.database import Database
from local.state.items import StoredItems
from local.state.machines import StoredMachines
from local.tables import create_tables
from local.template import Stack, read_stack
from local.template.resolver import Deployment

STACK_NAME: Final = "exeoflow"
TEMPLATE: Final = Path(__file__).resolve().parent.parent / "template.yaml"
_HISTORY_INTERVAL_SECONDS: Final = 0.5

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LocalStack:
    """What runs: the stack as declared, and the gateway that serves its routes."""

    declared: Stack
    gateway: Gateway


@contextmanager
def run_stack(database: Database, parameters: Mapping[str, str], log: Log) -> Iterator[LocalStack]:
    """Run the stack of the template over the state in `database`; `log` takes one line per thing that happens."""
    declared = read_stack(TEMPLATE, Deployment(STACK_NAME, REGION, ACCOUNT_ID), parameters)
    functions = LocalFunctions(declared.functions)
    machines = StoredMachines(database)
    with ExitStack() as stack:
        stack.enter_context(_environment({**declared.environment, "POWERTOOLS_METRICS_DISABLED": "true"}))
        bus = EventBus(functions, log)
        reports = _Reports(bus, machines, log)
        backend = stack.enter_context(local_aws(database, functions, reports.on_status))
        create_tables(declared, StoredItems(database))
        stack.callback(bus.close)
        reports.catch_up()
        schedules = Schedules(functions, log)
        schedules.start()
        stack.callback(schedules.close)
        stack.enter_context(_kept_histories(backend))
        gateway = Gateway(Router(functions.all), ACCOUNT_ID, log)
        stack.callback(gateway.close)
        yield LocalStack(declared, gateway)


class _Reports:
    """Says what became of executions: to the functions by events, to the person by lines."""

    def __init__(self, bus: EventBus, machines: StoredMachines, log: Log) -> None:
        self._bus = bus
        self._machines = machines
        self._log = log

    def on_status(self, record: ExecutionRecord) -> None:
        """Announce a start or an end."""
        if record.is_running:
            self._bus.put(status_change_event(record))
            return
        self._log(_line(record))
        self._announce(record)

    def catch_up(self) -> None:
        """Announce the ends that a stopped server did not announce."""
        for record in self._machines.unannounced_executions():
            self._log(_line(record))
            self._announce(record)

    def _announce(self, record: ExecutionRecord) -> None:
        self._bus.put(status_change_event(record), lambda: self._machines.mark_announced(record.arn))


def _line(record: ExecutionRecord) -> str:
    outcome = record.status.lower().replace("_", " ")
    reason = f" with {record.error}" if record.error else ""
    stop = record.stop_date
    duration = f" after {(stop - record.start_date).total_seconds() * 1_000:.0f} ms" if stop else ""
    return f"execution {record.name} {outcome}{reason}{duration}"


@contextmanager
def _kept_histories(backend: LocalStateMachines) -> Iterator[None]:
    """Write the histories of running executions now and then, so that little is unknown after a `kill -9`."""
    is_closing = threading.Event()

    def write() -> None:
        while not is_closing.wait(_HISTORY_INTERVAL_SECONDS):
            backend.write_running_histories()

    thread = threading.Thread(target=write, daemon=True, name="histories")
    thread.start()
    try:
        yield
    finally:
        is_closing.set()
        thread.join()
        backend.write_running_histories()


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Give the functions their environment variables."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
