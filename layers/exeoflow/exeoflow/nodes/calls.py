"""Configuration of the nodes that call code: Lambda functions, language models, other workflows."""

from typing import Annotated

from pydantic import Field

from exeoflow.model.scalars import Flag, Number, Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, Text, Value
from exeoflow.nodes.permission import OWN, allow, local


class LambdaConfig(Config):
    """Invokes a Lambda function; yields what it returns.

    `function` is the name behind the stack's prefix for workflows' resources: no other function can be named,
    the stack's own ones least of all.
    """

    function: Annotated[str, Field(max_length=140, pattern=r"^[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+|:\$LATEST)?$")]
    payload: Value = INPUT


class AiConfig(Config):
    """Asks a model of Amazon Bedrock; yields `text`, `stop_reason` and `usage`."""

    model: Text
    prompt: Text
    system: Text | None = None
    max_tokens: Dynamic[Annotated[Whole, Field(ge=1, le=200_000)]] | None = None
    temperature: Dynamic[Annotated[Number, Field(ge=0, le=1)]] | None = None


class SubWorkflowConfig(Config):
    """Runs another workflow of the workspace; yields its output, or without `wait` its `execution_arn`."""

    workflow_id: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^wf_[A-Za-z0-9_-]+$")]
    input: Value = INPUT
    wait: Flag = True


LAMBDA_PERMISSIONS = (allow("lambda:InvokeFunction", on=local("lambda", f"function:{OWN}*")),)
AI_PERMISSIONS = (
    allow(
        "bedrock:InvokeModel",
        on=("bedrock:*::foundation-model/*", local("bedrock", "inference-profile/*")),
    ),
)
SUB_WORKFLOW_PERMISSIONS = (
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
)
