"""Lowerings of nodes that wait for an answer from outside: the function that asks gets a task token.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
"""

from typing import TYPE_CHECKING, Literal

from exeoflow.nodes.approval import TIMEOUT_HANDLE, ApprovalConfig
from exeoflow.nodes.logic import WaitConfig
from exeoflow.nodes.lowering.actions import LAMBDA_INVOKE
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.shapes import Retrier, Task

if TYPE_CHECKING:
    from exeoflow.model.json import Json

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
    told: dict[str, Json] = {
        "rejected": "{% $parse($states.errorOutput.Cause) %}",
        TIMEOUT_HANDLE: {"decision": "timeout", "data": None, "decided_at": None},
    }
    return _request("approval", question, config.timeout, told, bindings)


def lower_call(config: WaitConfig, bindings: Bindings) -> Task:
    """The call's data are the result."""
    return _request("call", {}, config.timeout, {TIMEOUT_HANDLE: "{% null %}"}, bindings)


def _request(
    kind: Literal["approval", "call"],
    question: "dict[str, Json]",
    timeout: int,
    told: "dict[str, Json]",
    bindings: Bindings,
) -> Task:
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
        told=told,
        timeout=timeout,
    )
