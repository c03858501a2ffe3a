"""A question to a model becomes one Task."""

from exeoflow.nodes.lowering import Task
from local.jsonata.evaluation import evaluate
from tests.unit.nodes.lowered import lowered


def _lowered(kind: str, config: dict[str, object]) -> Task:
    shape = lowered(kind, config)
    assert isinstance(shape, Task)
    return shape


def test_a_model_is_asked_in_the_form_that_all_models_share() -> None:
    task = _lowered("ai", {"model": "m", "prompt": "Say {{ $input.a }}"})

    assert task.resource == "arn:aws:states:::aws-sdk:bedrockruntime:converse"
    assert task.arguments == {
        "ModelId": "m",
        "Messages": [{"Role": "user", "Content": [{"Text": '{% "Say " & $v_input.a %}'}]}],
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
