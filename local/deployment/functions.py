"""The functions of a deployed stack: their names, and the variables that the template gives them."""

from collections.abc import Mapping
from typing import Any

from local.deployment.account import client
from local.deployment.target import Target


def function_name(target: Target, logical_id: str) -> str:
    """Return what CloudFormation has called a function."""
    resource = client(target, "cloudformation").describe_stack_resource(
        StackName=target.stack_name, LogicalResourceId=logical_id
    )
    return str(resource["StackResourceDetail"]["PhysicalResourceId"])


def variables(target: Target, logical_id: str) -> Mapping[str, str]:
    """Return the environment of a function, as the parameters of the stack have made it."""
    configuration: Any = client(target, "lambda").get_function_configuration(
        FunctionName=function_name(target, logical_id)
    )
    found: Mapping[str, str] = configuration["Environment"]["Variables"]
    return found
