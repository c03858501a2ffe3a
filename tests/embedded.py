"""The embedded engine as tests use it: over a database, with tasks that a test answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from exeoflow.adapters.step_functions.stack_filling import StackFilling
from exeoflow.model.resource_names import ResourceNames
from local.embedded.engine.engine import Engine, Names, Surroundings
from local.embedded.engine.interface import Call, Success, TaskResult
from local.embedded.engine.interpreter import MOST_BYTES_HERE
from local.embedded.engine.journal import Journal, RunRecord
from local.embedded.engine.machines import EmbeddedMachines
from local.jsonata.evaluation import evaluate
from local.state.database import Database

PREFIX = "arn:aws:states:eu-central-1:123456789012:stateMachine:exeoflow-"
FILLING = StackFilling(
    PREFIX,
    "run_http_request",
    "run_code",
    "put_object",
    "run_file_operation",
    "transform_data",
    "request_approval",
    "webhooks",
    "variables",
    ResourceNames("exeoflow-for-workflows-", is_single_tenant=True),
)

Answer = Callable[[RunRecord, Call], TaskResult]


def echo(_run: RunRecord, call: Call) -> TaskResult:
    """Answer a task with its arguments."""
    return Success(call.arguments)


def ignore(_what: object) -> None:
    """Hear of something and do nothing."""


@contextmanager
def embedded_machines(
    database: Database,
    filling: StackFilling = FILLING,
    *,
    answer: Answer = echo,
    on_status: Callable[[RunRecord], None] = ignore,
    most_bytes: int = MOST_BYTES_HERE,
) -> Iterator[EmbeddedMachines]:
    """Run the engine over a database for as long as the context lasts."""
    surroundings = Surroundings(answer, evaluate, on_status, ignore, most_bytes)
    engine = Engine(Journal(database), Names(filling.machine_prefix), surroundings)
    engine.start()
    try:
        yield EmbeddedMachines(engine, filling)
    finally:
        engine.close()
