"""The AWS of this machine: moto in process, with what it lacks closed by adapters."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Final

from moto import mock_aws
from moto.core.config import DefaultConfig

from local.aws.moto_adapters.dynamodb import durable_tables
from local.aws.moto_adapters.error_names import states_error_names
from local.aws.moto_adapters.evaluation_order import evaluation_order
from local.aws.moto_adapters.executions import ExecutionRecord
from local.aws.moto_adapters.jsonata import jsonata_states
from local.aws.moto_adapters.lambda_tasks import lambda_tasks
from local.aws.moto_adapters.logging import quiet_failures
from local.aws.moto_adapters.machine_calls import complete_machine_calls
from local.aws.moto_adapters.service_integrations import service_integrations
from local.aws.moto_adapters.state_machines import LocalStateMachines, durable_state_machines
from local.functions import FunctionTable, LocalFunctions
from local.place import ACCOUNT_ID, REGION
from local.state.database import Database
from local.state.items import StoredItems
from local.state.machines import StoredMachines

_MOTO: Final[DefaultConfig] = {
    "stepfunctions": {"execute_state_machine": True},
    # A session has no state of AWS, but has read what services there are, which takes longer than most calls.
    "core": {"reset_boto3_session": False},
}


def _ignore(_record: ExecutionRecord) -> None:
    """Hear of an execution's status and do nothing."""


@contextmanager
def local_aws(
    database: Database | None = None,
    functions: FunctionTable | None = None,
    on_status: Callable[[ExecutionRecord], None] = _ignore,
) -> Iterator[LocalStateMachines]:
    """Answer every boto3 call of this process by moto, with state machines that really run.

    Without a `database` the state lives as long as the context. Tasks of state machines call `functions`;
    `on_status` hears of every start and end of an execution.

    >>> import boto3
    >>> with local_aws():
    ...     boto3.client("stepfunctions").list_state_machines()["stateMachines"]
    []
    """
    with ExitStack() as stack:
        database = database or stack.enter_context(closing(Database(":memory:")))
        stack.enter_context(_region())
        stack.enter_context(mock_aws(config=_MOTO))
        stack.enter_context(quiet_failures())
        stack.enter_context(jsonata_states())
        stack.enter_context(evaluation_order())
        stack.enter_context(states_error_names())
        stack.enter_context(service_integrations())
        stack.enter_context(lambda_tasks(functions or LocalFunctions(())))
        stack.enter_context(durable_tables(StoredItems(database)))
        stack.enter_context(complete_machine_calls())
        machines = StoredMachines(database)
        yield stack.enter_context(durable_state_machines(machines, on_status, ACCOUNT_ID, REGION))


@contextmanager
def _region() -> Iterator[None]:
    before = os.environ.get("AWS_DEFAULT_REGION")
    os.environ["AWS_DEFAULT_REGION"] = REGION
    try:
        yield
    finally:
        if before is None:
            del os.environ["AWS_DEFAULT_REGION"]
        else:
            os.environ["AWS_DEFAULT_REGION"] = before
