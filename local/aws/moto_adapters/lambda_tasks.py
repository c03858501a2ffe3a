"""Gap: moto runs functions in Docker, or echoes the payload; here tasks call the real handlers."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils

from local.aws.replacement import replaced
from local.functions import FunctionError, FunctionTable


@contextmanager
def lambda_tasks(functions: FunctionTable) -> Iterator[None]:
    """Let `lambda:invoke` call the functions of the stack, with Lambda's answers to errors."""
    with replaced(lambda_eval_utils, "_invoke_lambda_function", _invoker(functions)):
        yield


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
