"""The node that invokes a Lambda function."""

from typing import Annotated

from pydantic import Field

from exeoflow.nodes.fields import INPUT, AnyValue, Config, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import LAMBDA_INVOKE, LAMBDA_THROTTLED
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import OWN, allow, local

# No hyphen comes first: names that have one there belong to other workspaces.
_FUNCTION = r"^[A-Za-z0-9_][A-Za-z0-9_-]*(:[A-Za-z0-9_-]+|:\$LATEST)?$"


class LambdaConfig(
    Config, json_schema_extra=example(function="exeoflow-prices", payload={"sku": "{{ $input.sku }}"})
):
    """Invokes a Lambda function; yields what it returns.

    `function` is the name behind the stack's prefix for workflows' resources: no other function can be named,
    the stack's own ones least of all.
    """

    function: Annotated[str, Field(max_length=140, pattern=_FUNCTION)]
    payload: AnyValue = INPUT


def lower_lambda(config: LambdaConfig, bindings: Bindings) -> Task:
    """A call of one of the functions that workflows may call: the stack's prefix is put before the name."""
    arguments = {
        "FunctionName": f"${{WorkflowResourcePrefix}}{config.function}",
        "Payload": bindings.value(config.payload),
    }
    return Task(LAMBDA_INVOKE, arguments, "{% $states.result.Payload %}", retry=(LAMBDA_THROTTLED,))


LAMBDA = NodeType(
    "lambda",
    Kind.ACTION,
    LambdaConfig,
    lower_lambda,
    is_task=True,
    permissions=(allow("lambda:InvokeFunction", on=local("lambda", f"function:{OWN}*")),),
)
