"""The node that asks people, and what it has in common with a `wait` for a call.

The function that asks gets a task token:
https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from exeoflow.model.approval import REJECTED
from exeoflow.model.json import Json
from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import AnyValue, Config, Templated, example
from exeoflow.nodes.lowering import Bindings, Retrier, Task
from exeoflow.nodes.lowering.lambda_calls import LAMBDA_INVOKE
from exeoflow.nodes.node_type import Handle, Kind, NodeType
from exeoflow.nodes.permission import invoke

MAX_PATIENCE_SECONDS = 31_536_000
"""A year: an execution of Step Functions lasts no longer."""

PATIENCE_SECONDS = 604_800
"""A week, in which people come back from a short absence."""

TIMEOUT_HANDLE = "timeout"
TIMED_OUT = "States.Timeout"
"""The error by which Step Functions says that nobody has answered in time."""

Patience = Annotated[Whole, Field(ge=1, le=MAX_PATIENCE_SECONDS)]


class ApprovalConfig(
    Config, json_schema_extra=example(message="Pay {{ $input.amount }} EUR?", timeout=86_400)
):
    """Asks whoever has the addresses; yields `decision`, `data` (what came with the answer), `decided_at`."""

    message: Annotated[str, Field(max_length=10_000), Templated()] = ""
    data: AnyValue = None
    timeout: Patience = PATIENCE_SECONDS


def approval_errors(_: ApprovalConfig) -> Mapping[str, str]:
    """An approval succeeds by `approved` only; its other ways out are told by errors."""
    return {"rejected": REJECTED, TIMEOUT_HANDLE: TIMED_OUT}


_ASKED_IN_VAIN = Retrier(
    (
        "Lambda.TooManyRequestsException",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.Unknown",
        "Sandbox.Timedout",
        "Unavailable",
    )
)
"""Asking again does no harm: at worst people are told twice, and one of the addresses is dead."""


def lower_approval(config: ApprovalConfig, bindings: Bindings) -> Task:
    """One state: the answer yes is its success, no and the lapse of time are errors that it catches."""
    question = {"message": bindings.value(config.message), "data": bindings.value(config.data)}
    error_outputs: dict[str, Json] = {
        "rejected": "{% $parse($states.errorOutput.Cause) %}",
        TIMEOUT_HANDLE: {"decision": "timeout", "data": None, "decided_at": None},
    }
    return request_answer("approval", question, config.timeout, error_outputs, bindings)


def request_answer(
    kind: Literal["approval", "call"],
    question: dict[str, Json],
    timeout: int,
    error_outputs: dict[str, Json],
    bindings: Bindings,
) -> Task:
    """A task that ends when the answer comes, or with an error when none comes in time."""
    payload: dict[str, Json] = {
        "kind": kind,
        **question,
        "timeout": timeout,
        "task_token": "{% $states.context.Task.Token %}",
        "node_id": bindings.node_id,
        "execution_id": f"{{% {bindings.execution_id} %}}",
        "workflow_id": f"{{% {bindings.workflow_id} %}}",
        "workspace": "${Workspace}",
    }
    return Task(
        resource=f"{LAMBDA_INVOKE}.waitForTaskToken",
        arguments={"FunctionName": "${RequestApprovalFunctionArn}", "Payload": payload},
        retry=(_ASKED_IN_VAIN,),
        error_outputs=error_outputs,
        timeout=timeout,
    )


ASKING_PERMISSIONS = (invoke("RequestApprovalFunction"),)

APPROVAL = NodeType(
    "approval",
    Kind.LOGIC,
    ApprovalConfig,
    lower_approval,
    (Handle("approved"), Handle("rejected"), Handle(TIMEOUT_HANDLE)),
    approval_errors,
    is_task=True,
    known_fields=lambda _: ("decision", "data", "decided_at"),
    permissions=ASKING_PERMISSIONS,
)
