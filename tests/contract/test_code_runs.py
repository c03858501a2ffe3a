"""Where code runs for others: the function by its client, and the function in this process."""

import io
import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from exeoflow.adapters.lambda_functions.code_function import CodeFunction
from exeoflow.errors import StackFault, Unavailable
from local.code_runs import LocalCodeRuns
from local.functions import LocalFunctions
from local.place import DEPLOYMENT, STACK_NAME, TEMPLATE
from local.template import read_stack

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject


def _body(text: bytes) -> StreamingBody:
    return StreamingBody(io.BytesIO(text), len(text))


def _answered(answer: dict[str, Any]) -> Any:
    client = boto3.client("lambda", region_name="eu-central-1")
    with Stubber(client) as stubber:
        expected = {"FunctionName": "arn:code", "TenantId": "acme", "Payload": '{"source":"ä"}'.encode()}
        stubber.add_response("invoke", answer, expected)
        return CodeFunction(client, "arn:code").run("acme", {"source": "ä"})


def test_the_function_is_asked_for_the_workspace() -> None:
    answer = {"output": "ä", "logs": []}

    assert _answered({"Payload": _body(json.dumps(answer).encode())}) == answer


def test_a_function_that_dies_is_an_error_of_the_code() -> None:
    died = {"errorType": "Runtime.ExitError", "errorMessage": "signal: killed"}

    answer = _answered({"FunctionError": "Unhandled", "Payload": _body(json.dumps(died).encode())})

    error = {"code": "Code.Failed", "message": "Runtime.ExitError: signal: killed"}
    assert answer == {"error": error, "logs": []}


def test_a_function_that_is_asked_too_often_is_unavailable() -> None:
    client = boto3.client("lambda", region_name="eu-central-1")
    with Stubber(client) as stubber:
        stubber.add_client_error("invoke", "TooManyRequestsException", http_status_code=429)
        with pytest.raises(Unavailable):
            CodeFunction(client, "arn:code").run("acme", {})


def test_on_one_machine_the_function_runs_here() -> None:
    functions = LocalFunctions(read_stack(TEMPLATE, DEPLOYMENT, {}).functions)
    asked: JsonObject = {"language": "python", "source": "return input + 1", "values": {"input": 1}}

    assert LocalCodeRuns(functions, f"{STACK_NAME}-RunCodeFunction").run("acme", asked)["output"] == 2
    with pytest.raises(StackFault):
        LocalCodeRuns(functions, "none").run("acme", asked)
