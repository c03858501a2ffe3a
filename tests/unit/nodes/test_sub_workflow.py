"""Another workflow becomes one Task."""

from exeoflow.nodes.lowering import Task
from tests.unit.nodes.lowered import lowered


def test_another_workflow_is_waited_for() -> None:
    task = lowered("sub_workflow", {"workflow_id": "wf_1"})

    assert task == Task(
        "arn:aws:states:::states:startExecution.sync:2",
        {"StateMachineArn": "${StateMachineArnPrefix}wf_1", "Input": "{% $v_input %}"},
        "{% $states.result.Output %}",
    )


def test_another_workflow_may_run_on_its_own() -> None:
    task = lowered("sub_workflow", {"workflow_id": "wf_1", "input": {"a": 1}, "wait": False})

    assert task == Task(
        "arn:aws:states:::states:startExecution",
        {"StateMachineArn": "${StateMachineArnPrefix}wf_1", "Input": {"a": 1}},
        {"execution_arn": "{% $states.result.ExecutionArn %}"},
    )
