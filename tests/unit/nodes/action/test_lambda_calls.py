"""What a Lambda function carries out, an author's or the stack's, is one task."""

import pytest

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


@pytest.mark.parametrize(
    ("node_type", "config"),
    [
        ("file", {"operation": "read"}),
        ("storage", {"operation": "get", "bucket": "b", "key": "k", "as_file": True}),
        ("storage", {"operation": "put", "bucket": "b", "key": "k", "body": "{{ $input }}"}),
    ],
)
def test_what_works_on_files_is_tried_again_while_they_cannot_be_reached(
    node_type: str, config: dict[str, object]
) -> None:
    task = lowered(node_type, config)

    assert isinstance(task, Task)
    assert "File.Unavailable" in {error for each in task.retry for error in each.errors}
