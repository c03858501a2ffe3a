"""Tasks of state machines call handlers loaded from their folders."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.aws.services import local_aws
from local.functions import FunctionError, LocalFunctions
from local.template import Function
from tests.integration.local.machines import definition, output, run

HANDLER = '''
class Refused(Exception):
    """What a function says no with."""


Refused.__name__ = "Http.Status404"


def handler(event, context):
    if event.get("fail"):
        raise Refused("not there")
    return {"got": event, "name": context.function_name, "left": context.get_remaining_time_in_millis() > 0}
'''
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:demo"
TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Arguments": {"FunctionName": ARN, "Payload": "{% $states.input %}"},
    "Output": "{% $states.result.Payload %}",
}


BY_SDK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::aws-sdk:lambda:invoke",
    "Arguments": {"FunctionName": ARN, "TenantId": "ws", "Payload": "{% $states.input %}"},
}


@pytest.fixture
def functions(tmp_path: Path) -> LocalFunctions:
    (tmp_path / "app.py").write_text(HANDLER, encoding="utf-8")
    return LocalFunctions((Function("demo", ARN, tmp_path, "app.handler", 29, 1024, {}),))


@pytest.fixture
def _aws(functions: LocalFunctions) -> Iterator[None]:
    with local_aws(functions=functions):
        yield


@pytest.mark.usefixtures("_aws")
class TestLambdaTasks:
    def test_a_task_gets_the_answer_of_the_handler(self) -> None:
        assert output(definition(("t", TASK)), {"a": None}) == {
            "got": {"a": None},
            "name": "demo",
            "left": True,
        }

    def test_an_exception_is_an_error_of_its_name_with_lambdas_cause(self) -> None:
        described = run(definition(("t", TASK)), {"fail": True})

        cause = json.loads(described["cause"])
        assert described["error"] == "Http.Status404"
        assert (cause["errorType"], cause["errorMessage"]) == ("Http.Status404", "not there")

    @pytest.mark.parametrize("resource", [TASK["Resource"], BY_SDK["Resource"]])
    def test_an_unknown_function_is_an_error_of_lambda(self, resource: str) -> None:
        task = {**TASK, "Resource": resource, "Arguments": {"FunctionName": "nobody"}}

        assert run(definition(("t", task)))["error"] == "Lambda.ResourceNotFoundException"

    def test_through_the_sdk_the_answer_is_text_and_an_exception_no_error_of_the_task(self) -> None:
        found, failed = (output(definition(("t", BY_SDK)), {"fail": fail}) for fail in (False, True))

        assert json.loads(found["Payload"])["got"] == {"fail": False}
        assert "FunctionError" not in found
        assert failed["FunctionError"] == "Unhandled"
        assert json.loads(failed["Payload"])["errorType"] == "Http.Status404"


@pytest.mark.parametrize("name", ["demo", ARN, f"{ARN}:$LATEST", "demo:live"])
def test_a_function_is_found_by_name_or_arn_with_or_without_a_qualifier(
    functions: LocalFunctions, name: str
) -> None:
    assert functions.find(name) is functions.all[0]


def test_events_and_answers_are_copied_as_json(functions: LocalFunctions) -> None:
    [function] = functions.all
    event = {"a": [1]}

    answer = function.invoke(event)

    assert answer["got"] == event
    assert answer["got"] is not event


def test_an_exception_of_the_handler_is_lambdas_error(functions: LocalFunctions) -> None:
    [function] = functions.all

    with pytest.raises(FunctionError, match=r"Http\.Status404: not there") as raised:
        function.invoke({"fail": True})

    assert raised.value.payload["stackTrace"]
