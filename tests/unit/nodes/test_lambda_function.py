"""A function becomes one Task."""

from exeoflow.nodes.lowering import Task
from tests.unit.nodes.lowered import lowered


def test_a_function_is_named_behind_the_prefix_of_workflows_resources() -> None:
    task = lowered("lambda", {"function": "resize:live", "payload": {"key": "{{ $input.key }}"}})

    assert isinstance(task, Task)
    assert task.resource == "arn:aws:states:::lambda:invoke"
    assert task.arguments == {
        "FunctionName": "${WorkflowResourcePrefix}resize:live",
        "Payload": {"key": "{% $v_input.key %}"},
    }
    assert task.output == "{% $states.result.Payload %}"
