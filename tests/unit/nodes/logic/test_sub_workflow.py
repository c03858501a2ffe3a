"""Another workflow becomes one Task."""

import json
from dataclasses import replace

import pytest

from exeoflow.model.identifiers import sub_run_id
from exeoflow.nodes.lowering import Task
from local.jsonata.evaluation import evaluate
from tests.unit.nodes.lowered import lowered

NAME = "{% " + sub_run_id("n", "$states.context.Execution.Name") + " %}"


def test_another_workflow_is_waited_for() -> None:
    task = lowered("sub_workflow", {"workflow_id": "wf_1"})

    assert isinstance(task, Task)
    arguments = {"StateMachineArn": "${StateMachineArnPrefix}wf_1", "Name": NAME, "Input": "{% $v_input %}"}
    assert replace(task, renamed=None) == Task(
        "arn:aws:states:::states:startExecution.sync:2", arguments, "{% $states.result[0].Output %}"
    )


@pytest.mark.parametrize(
    ("cause", "code", "message"),
    [
        ({"Status": "FAILED", "Error": "Sub.Bad", "Cause": "nope"}, "Sub.Bad", "nope"),
        ({"Status": "FAILED", "Error": "Sub.Bad"}, "Sub.Bad", ""),
        ({"Status": "TIMED_OUT", "Error": None, "Cause": None}, "States.Timeout", ""),
        ({"Status": "ABORTED", "Input": {"Error": "no", "text": "a\nb"}}, "Workflow.Cancelled", ""),
        ('{"Error": "Sub.B', "States.TaskFailed", ""),
    ],
)
def test_its_error_is_what_happened_in_it(cause: object, code: str, message: str) -> None:
    task = lowered("sub_workflow", {"workflow_id": "wf_1"})

    assert isinstance(task, Task)
    text = cause if isinstance(cause, str) else json.dumps(cause)
    states = {"errorOutput": {"Error": "States.TaskFailed", "Cause": text}}
    told = evaluate(str(task.renamed)[3:-3], {"states": states})
    assert told == {"error": {"code": code, "message": message}}


def test_another_workflow_may_run_on_its_own() -> None:
    task = lowered("sub_workflow", {"workflow_id": "wf_1", "input": {"a": 1}, "wait": False})

    assert task == Task(
        "arn:aws:states:::states:startExecution",
        {"StateMachineArn": "${StateMachineArnPrefix}wf_1", "Name": NAME, "Input": {"a": 1}},
        {
            "execution_id": "{% $split($states.result.ExecutionArn, ':')[-1] %}",
            "execution_arn": "{% $states.result.ExecutionArn %}",
        },
    )
