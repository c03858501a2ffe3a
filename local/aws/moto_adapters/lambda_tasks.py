"""Gap: moto runs functions in Docker, or echoes the payload; here tasks call the real handlers."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment

from local.aws.replacement import replaced
from local.functions import FunctionError, FunctionTable

_SERVICE: Final = "lambda"


@contextmanager
def lambda_tasks(functions: FunctionTable) -> Iterator[None]:
    """Let `lambda:invoke` call the functions of the stack, with Lambda's answers to errors.

    Through the SDK it gives the payload as text.
    """
    invoke = _invoker(functions)
    with (
        replaced(lambda_eval_utils, "_invoke_lambda_function", invoke),
        replaced(StateTaskServiceAwsSdk, "_eval_service_task", _by_sdk(invoke)),
        replaced(StateTaskServiceAwsSdk, "_from_error", _error_by_sdk()),
    ):
        yield


def _by_sdk(invoke: Callable[..., dict[str, Any]]) -> Callable[..., None]:
    call = StateTaskServiceAwsSdk._eval_service_task

    def call_or_invoke(task: StateTaskServiceAwsSdk, env: Environment, *rest: Any, **named: Any) -> None:
        if task.resource.api_name != _SERVICE:
            call(task, env, *rest, **named)
            return
        answer = invoke(named["normalised_parameters"])
        env.stack.append({**answer, "Payload": json.dumps(answer["Payload"])})

    return call_or_invoke


def _error_by_sdk() -> Callable[..., Any]:
    name_error = StateTaskServiceAwsSdk._from_error

    def named(task: StateTaskServiceAwsSdk, env: Environment, ex: Exception) -> Any:
        if task.resource.api_name == _SERVICE and isinstance(ex, ClientError):
            error = ex.response["Error"]
            return task._get_task_failure_event(env, f"Lambda.{error['Code']}", error["Message"])
        return name_error(task, env, ex)

    return named


def _invoker(functions: FunctionTable) -> Callable[..., dict[str, Any]]:
    def invoke(parameters: dict[str, Any], **_where: Any) -> dict[str, Any]:
        name = parameters["FunctionName"]
        function = functions.find(name)
        if function is None:
            raise _function_not_found(name)
        payload = json.loads(parameters.get("Payload") or "{}")
        answer = {"StatusCode": 200, "ExecutedVersion": "$LATEST"}
        try:
            return {**answer, "Payload": function.invoke(payload)}
        except FunctionError as error:
            return {**answer, "FunctionError": "Unhandled", "Payload": error.payload}

    return invoke


def _function_not_found(name: str) -> ClientError:
    error = {"Code": "ResourceNotFoundException", "Message": f"Function not found: {name}"}
    metadata = {"HTTPStatusCode": 404, "RequestId": "local"}
    return ClientError({"Error": error, "ResponseMetadata": metadata}, "Invoke")  # type: ignore[typeddict-item]
