"""State machines for the tests of the adapters, run to their end."""

import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

import boto3

_NUMBERS = count(1)
_ROLE = "arn:aws:iam::123456789012:role/machines"
_PATIENCE_SECONDS = 30


def definition(*states: tuple[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a machine that enters `states` one after the other."""
    following = [*(name for name, _ in states[1:]), None]
    return {
        "QueryLanguage": "JSONata",
        "StartAt": states[0][0],
        "States": {
            name: {**state, **({"Next": after} if after else {"End": True})}
            for (name, state), after in zip(states, following, strict=True)
        },
    }


def create(machine: Mapping[str, Any], *, publish: bool = False, name: str | None = None) -> str:
    """Create a state machine and return its ARN, or that of its version."""
    answer = boto3.client("stepfunctions").create_state_machine(
        name=name or f"machine-{next(_NUMBERS)}",
        definition=json.dumps(machine),
        roleArn=_ROLE,
        publish=publish,
    )
    arn: str = answer["stateMachineVersionArn" if publish else "stateMachineArn"]
    return arn


def run(machine: Mapping[str, Any], given: object = None) -> dict[str, Any]:
    """Run `machine` to its end and return what DescribeExecution says then."""
    return outcome(start(create(machine), given))


def start(machine_arn: str, given: object = None, name: str | None = None) -> str:
    """Start an execution and return its ARN."""
    options = {"name": name} if name else {}
    answer = boto3.client("stepfunctions").start_execution(
        stateMachineArn=machine_arn, input=json.dumps(given), **options
    )
    arn: str = answer["executionArn"]
    return arn


def outcome(execution_arn: str) -> dict[str, Any]:
    """Wait for the end of an execution and describe it."""
    client = boto3.client("stepfunctions")
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        described = dict(client.describe_execution(executionArn=execution_arn))
        if described["status"] != "RUNNING":
            return described
        time.sleep(0.005)
    raise TimeoutError(execution_arn)


def output(machine: Mapping[str, Any], given: object = None) -> Any:
    """Run `machine` and return its output; it must succeed."""
    described = run(machine, given)
    assert described["status"] == "SUCCEEDED", described
    return json.loads(described["output"])
