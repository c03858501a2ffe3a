"""Runs a state machine under moto's Step Functions, its Lambda tasks answered by an environment."""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import boto3

from local.functions import FunctionError
from local.place import REGION
from local.template import Function
from tests.oracle.interpreter.environment import (
    Answer,
    Environment,
    Failure,
    Rejection,
    Reply,
    answered,
    echo,
)
from tests.oracle.interpreter.execution import EXECUTION_ID
from tests.oracle.json_value import Json, digest
from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine
from tests.oracle.simulator.tasks import (
    LAMBDA_INVOKE,
    LAMBDA_INVOKE_FOR_TENANT,
    WAITING,
    WEBHOOKS_TABLE,
    code_answer,
    reply_to,
)

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

ROLE: Final = "arn:aws:iam::123456789012:role/oracle"
_RUNNING: Final = "RUNNING"
_PLACEHOLDERS: Final = {
    "${RunHttpRequestFunctionArn}": "run_http_request",
    "${RunCodeFunctionArn}": "run_code",
    "${RequestApprovalFunctionArn}": "request_approval",
    "${RunFileOperationFunctionArn}": "run_file_operation",
    "${TransformDataFunctionArn}": "transform_data",
    "${PutObjectFunctionArn}": "put_object",
    "${Workspace}": "ws_oracle",
    WEBHOOKS_TABLE: "webhooks",
}


@dataclass(frozen=True, slots=True)
class InstantEnvironment:
    """Answers at once; one in `failing` requests fails at every attempt (0: none)."""

    failing: int = 0

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer by the request alone: a Lambda function does not know which attempt it is."""
        del attempt
        if self.failing and int(digest([node_id, request]), 16) % self.failing == 0:
            return Failure(0, "Http.Status500", f"{node_id} failed")
        if "kind" in request:
            return answered(node_id, request, 0, is_approved=int(digest(request), 16) % 2 == 0)
        return Answer(0, echo(node_id, request))


@dataclass(frozen=True, slots=True)
class EnvironmentFunctions:
    """The only Lambda function there is: the environment, whatever its name."""

    environment: Environment

    @property
    def all(self) -> Sequence["EnvironmentFunctions"]:
        """Itself."""
        return (self,)

    @property
    def declared(self) -> Function:
        """Nothing in a template declares it."""
        raise NotImplementedError

    def find(self, name_or_arn: str) -> "EnvironmentFunctions":
        """Return itself."""
        del name_or_arn
        return self

    def invoke(self, event: Json) -> Json:
        """Answer the request of the node that the payload names."""
        resource = WAITING if "task_token" in event else LAMBDA_INVOKE
        if "language" in event:
            resource = LAMBDA_INVOKE_FOR_TENANT
        answer = reply_to(self.environment, event["node_id"], resource, {"Payload": event}, 0)
        if resource == LAMBDA_INVOKE_FOR_TENANT:
            return code_answer(answer)
        if isinstance(answer, Failure):
            raise FunctionError({"errorMessage": answer.message, "errorType": answer.code, "trace": []})
        if "task_token" in event:
            _send(event["task_token"], answer)
            return None
        return answer.output


def _send(task_token: str, answer: Answer | Rejection) -> None:
    """Send an answer as the product does: a no is an error whose cause holds the output."""
    client = boto3.client("stepfunctions", region_name=REGION)
    output = json.dumps(answer.output)
    if isinstance(answer, Rejection):
        client.send_task_failure(taskToken=task_token, error="Approval.Rejected", cause=output)
    else:
        client.send_task_success(taskToken=task_token, output=output)


@dataclass(frozen=True, slots=True)
class MotoRun:
    """How an execution ended under moto, and how often it entered each state."""

    status: str
    output: Json
    code: str | None
    entered: Counter[str]


def run_under_moto(client: "SFNClient", machine: Machine, data: Json, *, name: str) -> MotoRun:
    """Create the machine, run it to its end, and read its history."""
    written = json.dumps(_with_nodes(machine), ensure_ascii=False)
    definition = _substituted(written)
    if WEBHOOKS_TABLE in written:
        make_webhooks_table()
    arn = client.create_state_machine(name=name, definition=definition, roleArn=ROLE)["stateMachineArn"]
    started = client.start_execution(stateMachineArn=arn, name=EXECUTION_ID, input=json.dumps(data))
    execution = started["executionArn"]
    while (described := client.describe_execution(executionArn=execution))["status"] == _RUNNING:
        time.sleep(0.002)
    output = json.loads(described["output"]) if "output" in described else None
    status = "success" if described["status"] == "SUCCEEDED" else "failed"
    return MotoRun(status, output, described.get("error"), _entered(client, execution))


def _with_nodes(machine: Machine) -> Json:
    """The definition, in which each call of a function says for which node: an environment must know it."""
    definition: Json = json.loads(json.dumps(machine.definition))
    for name, state in all_states(definition):
        if state.get("Resource") == LAMBDA_INVOKE and name in machine.node_of_state:
            state["Arguments"]["Payload"].setdefault("node_id", machine.node_of_state[name])
    return definition


def _entered(client: "SFNClient", execution: str) -> Counter[str]:
    pages = client.get_paginator("get_execution_history").paginate(executionArn=execution)
    events: list[Mapping[str, Any]] = [event for page in pages for event in page["events"]]
    entered = (
        event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event
    )
    return Counter(json.loads(f'"{name}"') for name in entered)  # moto keeps a name's escapes


def make_webhooks_table() -> str:
    """Make the table in which `respond` nodes note their answers, unless it is there; return its name."""
    name = _PLACEHOLDERS[WEBHOOKS_TABLE]
    client = boto3.client("dynamodb", region_name=REGION)
    with suppress(client.exceptions.ResourceInUseException):
        client.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
        )
    return name


def _substituted(definition: str) -> str:
    for placeholder, value in _PLACEHOLDERS.items():
        definition = definition.replace(placeholder, value)
    return definition
