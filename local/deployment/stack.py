"""What CloudFormation says of a stack."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from local.deployment.account import client
from local.deployment.errors import CannotDeployError
from local.deployment.target import Target


def describe(target: Target) -> Mapping[str, Any] | None:
    """Return the stack's description; None if there is no such stack."""
    try:
        (stack,) = client(target, "cloudformation").describe_stacks(StackName=target.stack_name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    description: Mapping[str, Any] = stack
    return description


def outputs(target: Target) -> Mapping[str, str]:
    """Return the outputs of the stack; raise `CannotDeployError` if there is none."""
    stack = describe(target)
    if stack is None:
        raise CannotDeployError(f"There is no stack {target.stack_name} in {target.region}.")
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
