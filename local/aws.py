"""The AWS of this machine: moto in process, with what it lacks closed by adapters."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from moto import mock_aws

from local.moto_adapters.jsonata import jsonata_states
from local.moto_adapters.logging import quiet_failures

REGION: Final = "eu-central-1"
ACCOUNT_ID: Final = "123456789012"


@contextmanager
def local_aws() -> Iterator[None]:
    """Answer every boto3 call of this process by moto, with state machines that really run.

    >>> import boto3
    >>> with local_aws():
    ...     machines = boto3.client("stepfunctions").list_state_machines()["stateMachines"]
    >>> machines
    []
    """
    with ExitStack() as stack:
        stack.enter_context(_region())
        stack.enter_context(mock_aws(config={"stepfunctions": {"execute_state_machine": True}}))
        stack.enter_context(jsonata_states())
        stack.enter_context(quiet_failures())
        yield


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
