"""Nodes that call code become one Task each."""

from exeoflow.nodes.lowering import Task
from local.jsonata.evaluation import evaluate
from tests.unit.lowering.lowered import lowered


def _lowered(kind: str, config: dict[str, object]) -> Task:
    shape = lowered(kind, config)
    assert isinstance(shape, Task)
    return shape


def test_a_function_is_named_behind_the_prefix_of_workflows_resources() -> None:
    task = _lowered("lambda", {"function": "resize:live", "payload": {"key": "{{ $input.key }}"}})

    assert task.resource == "arn:aws:states:::lambda:invoke"
    assert task.arguments == {
        "FunctionName": "${WorkflowResourcePrefix}resize:live",
        "Payload": {"key": "{% $v_input.key %}"},
    }
    assert task.output == "{% $states.result.Payload %}"


def test_another_workflow_is_waited_for() -> None:
    task = _lowered("sub_workflow", {"workflow_id": "wf_1"})

    assert task == Task(
        "arn:aws:states:::states:startExecution.sync:2",
        {"StateMachineArn": "${StateMachineArnPrefix}wf_1", "Input": "{% $v_input %}"},
        "{% $states.result.Output %}",
    )


def test_another_workflow_may_run_on_its_own() -> None:
    task = _lowered("sub_workflow", {"workflow_id": "wf_1", "input": {"a": 1}, "wait": False})

    assert task == Task(
        "arn:aws:states:::states:startExecution",
        {"StateMachineArn": "${StateMachineArnPrefix}wf_1", "Input": {"a": 1}},
        {"execution_arn": "{% $states.result.ExecutionArn %}"},
    )


def test_a_model_is_asked_in_the_form_that_all_models_share() -> None:
    task = _lowered("ai", {"model": "m", "prompt": "Say {{ $input.a }}"})

    assert task.resource == "arn:aws:states:::aws-sdk:bedrockruntime:converse"
    assert task.arguments == {
        "ModelId": "m",
        "Messages": [{"Role": "user", "Content": [{"Text": '{% "Say " & ($v_input.a) %}'}]}],
    }


def test_a_model_may_be_instructed_and_limited() -> None:
    config = {"model": "m", "prompt": "p", "system": "s", "max_tokens": "{{ $input.n }}", "temperature": 0.5}

    task = _lowered("ai", config)

    assert isinstance(task.arguments, dict)
    assert task.arguments["System"] == [{"Text": "s"}]
    assert task.arguments["InferenceConfig"] == {"MaxTokens": "{% $v_input.n %}", "Temperature": 0.5}


def test_the_answer_of_a_model_is_its_text() -> None:
    output = _lowered("ai", {"model": "m", "prompt": "p"}).output
    result = {
        "Output": {"Message": {"Role": "assistant", "Content": [{"Text": "Hel"}, {"Text": "lo"}]}},
        "StopReason": "end_turn",
        "Usage": {"InputTokens": 1, "OutputTokens": 2},
    }

    assert isinstance(output, dict)
    assert evaluate(str(output["text"])[3:-3], {"states": {"result": result}}) == "Hello"
    assert evaluate(str(output["stop_reason"])[3:-3], {"states": {"result": result}}) == "end_turn"
