"""Tasks that wait for an answer: what moto makes of a task token."""

import json
import time
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.aws.services import local_aws
from local.functions import FunctionError
from local.template import Function
from tests.integration.local.machines import create, definition, outcome, output, start

TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
    "Arguments": {"FunctionName": "ask", "Payload": {"token": "{% $states.context.Task.Token %}"}},
    "TimeoutSeconds": 30,
    "Retry": [
        {"ErrorEquals": ["No", "States.Timeout"], "MaxAttempts": 0},
        {"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 1},
    ],
    "Catch": [
        {"ErrorEquals": ["No"], "Output": "{% $parse($states.errorOutput.Cause) %}", "Next": "Done"},
        {"ErrorEquals": ["States.Timeout"], "Output": "late", "Next": "Done"},
    ],
}
DONE = {"Type": "Pass"}


class Asked:
    """The only function there is; `answer` is given with each token, and may be given later with the last."""

    def __init__(self, *answers: tuple[str, dict[str, Any]] | None) -> None:
        self.answers = list(answers)
        self.tokens: list[str] = []
        self.has_answered = False

    @property
    def all(self) -> tuple["Asked", ...]:
        return (self,)

    @property
    def declared(self) -> Function:
        raise NotImplementedError

    def find(self, name_or_arn: str) -> "Asked":
        del name_or_arn
        return self

    def invoke(self, event: Any) -> None:
        self.tokens.append(event["token"])
        answer = self.answers.pop(0)
        if answer is not None:
            self.send(*answer)
            self.has_answered = True

    def send(self, call: str, arguments: dict[str, Any]) -> None:
        if call == "raise":
            raise FunctionError(arguments)
        getattr(boto3.client("stepfunctions"), call)(taskToken=self.tokens[-1], **arguments)


def asked_machine(**more: Any) -> dict[str, Any]:
    return definition(("Ask", {**TASK, **more}), ("Done", DONE))


def test_an_answer_is_the_result_of_its_task() -> None:
    with local_aws(functions=Asked(("send_task_success", {"output": '{"a": null}'}))):
        assert output(asked_machine()) == {"a": None}


def test_the_cause_of_a_failure_arrives_and_no_retry_asks_again() -> None:
    people = Asked(("send_task_failure", {"error": "No", "cause": '{"because": "ä"}'}))

    with local_aws(functions=people):
        assert output(asked_machine()) == {"because": "ä"}

    assert len(people.tokens) == 1


def test_a_task_that_nobody_answers_times_out() -> None:
    with local_aws(functions=Asked(None)):
        assert output(asked_machine(TimeoutSeconds=1)) == "late"


def test_what_could_not_be_asked_is_asked_again() -> None:
    broken = ("raise", {"errorType": "Broken", "errorMessage": "no way to ask"})
    people = Asked(broken, ("send_task_success", {"output": json.dumps("yes")}))

    with local_aws(functions=people):
        assert output(asked_machine()) == "yes"

    assert len(people.tokens) == 2


@pytest.mark.parametrize("call", [("send_task_success", {"output": "1"}), ("send_task_failure", {})])
def test_a_token_can_be_used_once(call: tuple[str, dict[str, Any]]) -> None:
    people = Asked(("send_task_success", {"output": "1"}))

    with local_aws(functions=people):
        # while the execution still runs, and when it is over
        execution = start(
            create(definition(("Ask", TASK), ("Done", DONE), ("Wait", {"Type": "Wait", "Seconds": 1})))
        )
        while not people.has_answered:
            time.sleep(0.005)
        during = refusal(people, call)
        outcome(execution)
        after = refusal(people, call)

    assert (during, after) == ("TaskTimedOut", "TaskTimedOut")


def refusal(people: Asked, call: tuple[str, dict[str, Any]]) -> str:
    with pytest.raises(ClientError) as error:
        people.send(*call)
    return error.value.response["Error"]["Code"]
