"""The node that asks a language model.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
"""

from typing import Annotated

from pydantic import Field

from exeoflow.model.json import Json
from exeoflow.model.scalars import Number, Whole
from exeoflow.nodes.fields import Config, Dynamic, Text, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import allow, local

_CONVERSE = "arn:aws:states:::aws-sdk:bedrockruntime:converse"


class AiConfig(
    Config,
    json_schema_extra=example(
        model="anthropic.claude-3-haiku-20240307-v1:0", prompt="Summarise: {{ $input.text }}"
    ),
):
    """Asks a model of Amazon Bedrock; yields `text`, `stop_reason` and `usage`."""

    model: Text
    prompt: Text
    system: Text | None = None
    max_tokens: Dynamic[Annotated[Whole, Field(ge=1, le=200_000)]] | None = None
    temperature: Dynamic[Annotated[Number, Field(ge=0, le=1)]] | None = None


_ANSWER: Json = {
    "text": "{% $join([$states.result.Output.Message.Content.Text]) %}",
    "stop_reason": "{% $states.result.StopReason %}",
    "usage": {
        "input_tokens": "{% $states.result.Usage.InputTokens %}",
        "output_tokens": "{% $states.result.Usage.OutputTokens %}",
    },
}


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


AI = NodeType(
    "ai",
    Kind.ACTION,
    AiConfig,
    lower_ai,
    is_task=True,
    permissions=(
        allow(
            "bedrock:InvokeModel",
            on=("bedrock:*::foundation-model/*", local("bedrock", "inference-profile/*")),
        ),
    ),
)
