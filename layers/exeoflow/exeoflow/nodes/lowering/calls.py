"""Lowerings of nodes that call code: functions, models, other workflows.

Sources: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html and
https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
"""

from typing import TYPE_CHECKING

from exeoflow.nodes.calls import AiConfig, LambdaConfig, SubWorkflowConfig
from exeoflow.nodes.lowering.actions import LAMBDA_INVOKE, LAMBDA_THROTTLED
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.shapes import Task

if TYPE_CHECKING:
    from exeoflow.model.json import Json

_CONVERSE = "arn:aws:states:::aws-sdk:bedrockruntime:converse"
_START = "arn:aws:states:::states:startExecution"
_RUN = f"{_START}.sync:2"


def lower_lambda(config: LambdaConfig, bindings: Bindings) -> Task:
    """A call of one of the functions that workflows may call: the stack's prefix is put before the name."""
    arguments = {
        "FunctionName": f"${{WorkflowResourcePrefix}}{config.function}",
        "Payload": bindings.value(config.payload),
    }
    return Task(LAMBDA_INVOKE, arguments, "{% $states.result.Payload %}", retry=(LAMBDA_THROTTLED,))


def lower_ai(config: AiConfig, bindings: Bindings) -> Task:
    """One question by Converse, whose form is the same for every model; InvokeModel has one per maker."""
    arguments: dict[str, Json] = {
        "ModelId": bindings.value(config.model),
        "Messages": [{"Role": "user", "Content": [{"Text": bindings.value(config.prompt)}]}],
    }
    if config.system is not None:
        arguments["System"] = [{"Text": bindings.value(config.system)}]
    limits = {"MaxTokens": config.max_tokens, "Temperature": config.temperature}
    settings = {name: bindings.value(value) for name, value in limits.items() if value is not None}
    if settings:
        arguments["InferenceConfig"] = settings
    return Task(_CONVERSE, arguments, _ANSWER)


_ANSWER: "Json" = {
    "text": "{% $join([$states.result.Output.Message.Content.Text]) %}",
    "stop_reason": "{% $states.result.StopReason %}",
    "usage": {
        "input_tokens": "{% $states.result.Usage.InputTokens %}",
        "output_tokens": "{% $states.result.Usage.OutputTokens %}",
    },
}


def lower_sub_workflow(config: SubWorkflowConfig, bindings: Bindings) -> Task:
    """An execution of the other workflow's state machine, which has the stack's prefix before its id."""
    arguments = {
        "StateMachineArn": f"${{StateMachineArnPrefix}}{config.workflow_id}",
        "Input": bindings.value(config.input),
    }
    if config.wait:
        return Task(_RUN, arguments, "{% $states.result.Output %}")
    return Task(_START, arguments, {"execution_arn": "{% $states.result.ExecutionArn %}"})
