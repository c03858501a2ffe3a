"""The node that runs another workflow.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
"""

from typing import Annotated

from pydantic import Field

from exeoflow.model.identifiers import sub_run_id
from exeoflow.model.scalars import Flag
from exeoflow.nodes.fields import INPUT, AnyValue, Config, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import allow, local

_START = "arn:aws:states:::states:startExecution"
_RUN = f"{_START}.sync:2"

# The cause describes the other execution; one that is too long is cut off, and no JSON any more.
_RENAMED = (
    "{% ($cause := $states.errorOutput.Cause; "
    "$ended := $contains($cause, /^\\{[\\s\\S]*\\}$/) ? $parse($cause) : {}; "
    '$code := $ended.Error; $message := $ended.Cause; {"error": {'
    '"code": $code ? $code : $ended.Status = "TIMED_OUT" ? "States.Timeout" : '
    '$ended.Status = "ABORTED" ? "Workflow.Cancelled" : $states.errorOutput.Error, '
    '"message": $message ? $message : ""}}) %}'
)


class SubWorkflowConfig(
    Config, json_schema_extra=example(workflow_id="wf_01hm4n8x5t6v7w8y9z0a1b2c3d", input="{{ $input }}")
):
    """Runs another workflow of the workspace; yields its output, or without `wait` its `execution_id`.

    Its error is the node's: code and message.
    """

    workflow_id: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^wf_[A-Za-z0-9_-]+$")]
    input: AnyValue = INPUT
    wait: Flag = True


def lower_sub_workflow(config: SubWorkflowConfig, bindings: Bindings) -> Task:
    """An execution of the other workflow's state machine, which has the stack's prefix before its id.

    Step Functions calls every end but success `States.TaskFailed`, with what happened in the cause.
    """
    arguments = {
        "StateMachineArn": f"${{StateMachineArnPrefix}}{config.workflow_id}",
        "Name": f"{{% {sub_run_id(bindings.node_id, bindings.execution_id)} %}}",
        "Input": bindings.value(config.input),
    }
    if config.wait:
        return Task(_RUN, arguments, "{% $states.result[0].Output %}", renamed=_RENAMED)
    arn = "$states.result.ExecutionArn"
    started = {"execution_id": f"{{% $split({arn}, ':')[-1] %}}", "execution_arn": f"{{% {arn} %}}"}
    return Task(_START, arguments, started)


SUB_WORKFLOW = NodeType(
    "sub_workflow",
    Kind.LOGIC,
    SubWorkflowConfig,
    lower_sub_workflow,
    is_task=True,
    workflow_field="workflow_id",
    permissions=(
        allow("states:StartExecution", on=local("states", "stateMachine:${AWS::StackName}-wf_*")),
        allow(
            "states:DescribeExecution",
            "states:StopExecution",
            on=local("states", "execution:${AWS::StackName}-wf_*:*"),
        ),
        # the way in which Step Functions itself learns of the other execution's end
        allow(
            "events:PutTargets",
            "events:PutRule",
            "events:DescribeRule",
            on=local("events", "rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"),
        ),
    ),
)
