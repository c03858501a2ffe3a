"""Questions about a stack that CloudFormation has deployed."""

from typing import Any

import boto3


class DeployedStack:
    """A stack by its name; `stage` is the parameter it was deployed with."""

    def __init__(self, name: str, stage: str) -> None:
        self.name = name
        self.stage = stage
        self._client: Any = boto3.client("cloudformation")

    @property
    def status(self) -> str:
        return str(self._description()["StackStatus"])

    @property
    def outputs(self) -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self._description()["Outputs"]}

    def physical_id(self, logical_id: str) -> str:
        """The name, URL or ARN of a resource."""
        return self.resources()[logical_id]

    def resources(self, kind: str | None = None) -> dict[str, str]:
        """Physical ids by logical id, of all resources or of those of one type."""
        return {
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for resource in self._client.describe_stack_resources(StackName=self.name)["StackResources"]
            # moto leaves out what it does not support, or says little of it
            if "PhysicalResourceId" in resource and kind in {None, resource["ResourceType"]}
        }

    def _description(self) -> dict[str, Any]:
        (description,) = self._client.describe_stacks(StackName=self.name)["Stacks"]
        return dict(description)
