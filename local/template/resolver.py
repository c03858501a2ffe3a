"""Resolves the intrinsic functions of a template as CloudFormation would for one stack.

Physical names are `<stack>-<logical id>`. Only what the template uses is known; anything else is an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_PLACEHOLDER: Final = re.compile(r"\$\{([^!}][^}]*)\}")
_NO_VALUE: Final = object()

_ARN_RESOURCES: Final[Mapping[str, tuple[str, str]]] = {
    "AWS::DynamoDB::Table": ("dynamodb", "table/{name}"),
    "AWS::Events::EventBus": ("events", "event-bus/{name}"),
    "AWS::Events::Rule": ("events", "rule/{name}"),
    "AWS::IAM::ManagedPolicy": ("iam", "policy/{name}"),
    "AWS::IAM::Role": ("iam", "role/{name}"),
    "AWS::Logs::LogGroup": ("logs", "log-group:{name}:*"),
    "AWS::S3::Bucket": ("s3", "{name}"),
    "AWS::SNS::Topic": ("sns", "{name}"),
    "AWS::SQS::Queue": ("sqs", "{name}"),
    "AWS::Scheduler::ScheduleGroup": ("scheduler", "schedule-group/{name}"),
    "AWS::Serverless::Function": ("lambda", "function:{name}"),
}
_NAME_FIELDS: Final = ("TableName", "LogGroupName", "FunctionName", "QueueName", "Name")
_WITHOUT_REGION: Final = frozenset({"iam", "s3"})
_WITHOUT_ACCOUNT: Final = frozenset({"s3"})


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a stack lives: what CloudFormation calls its pseudo parameters."""

    stack_name: str
    region: str
    account_id: str
    partition: str = "aws"


class UnresolvableError(Exception):
    """The template uses an intrinsic function, a name or an attribute that this resolver does not know."""


class Resolver:
    """Values of one template under given parameters."""

    def __init__(
        self, document: Mapping[str, Any], deployment: Deployment, parameters: Mapping[str, str]
    ) -> None:
        self._resources: Mapping[str, Any] = document.get("Resources", {})
        self._conditions: Mapping[str, Any] = document.get("Conditions", {})
        self._deployment = deployment
        defaults = {
            name: declared.get("Default") for name, declared in document.get("Parameters", {}).items()
        }
        unknown = parameters.keys() - defaults.keys()
        if unknown:
            raise UnresolvableError(f"The template has no parameter {min(unknown)}.")
        self._parameters = {**defaults, **parameters}

    def resolve(self, value: Any) -> Any:
        """Return `value` with every intrinsic function in it replaced by what it stands for."""
        match value:
            case dict() if len(value) == 1 and _is_intrinsic(next(iter(value))):
                [(function, argument)] = value.items()
                return self._call(function, argument)
            case dict():
                members = ((key, self.resolve(member)) for key, member in value.items())
                return {key: member for key, member in members if member is not _NO_VALUE}
            case list():
                return [member for member in map(self.resolve, value) if member is not _NO_VALUE]
        return value

    def physical_name(self, logical_id: str) -> str:
        """Return the name of a resource: the one it declares, else `<stack>-<logical id>`."""
        resource = self._resources[logical_id]
        properties = resource.get("Properties", {})
        declared = next((properties[field] for field in _NAME_FIELDS if field in properties), None)
        if declared is None:
            name = f"{self._deployment.stack_name}-{logical_id}"
            # A bucket's name has small letters only.
            return name.lower() if resource["Type"] == "AWS::S3::Bucket" else name
        return str(self.resolve(declared))

    def arn(self, logical_id: str) -> str:
        """Return the ARN of a resource."""
        kind = self._resources[logical_id]["Type"]
        if kind not in _ARN_RESOURCES:
            raise UnresolvableError(f"The ARN of a {kind} ({logical_id}) is not known to the local stack.")
        service, pattern = _ARN_RESOURCES[kind]
        return self.arn_of(service, pattern.format(name=self.physical_name(logical_id)))

    def queue_url(self, logical_id: str) -> str:
        """Return the URL of a queue, by which SQS knows it."""
        place = self._deployment
        return f"https://sqs.{place.region}.amazonaws.com/{place.account_id}/{self.physical_name(logical_id)}"

    def arn_of(self, service: str, resource: str) -> str:
        """Return the ARN of something of this stack, such as `rule/nightly` of `events`."""
        place = self._deployment
        region = "" if service in _WITHOUT_REGION else place.region
        account = "" if service in _WITHOUT_ACCOUNT else place.account_id
        return f"arn:{place.partition}:{service}:{region}:{account}:{resource}"

    def _call(self, function: str, argument: Any) -> Any:
        match function, argument:
            case "Ref", str():
                return self._reference(argument)
            case "Fn::GetAtt", [str(logical_id), str(attribute)]:
                return self._attribute(logical_id, attribute)
            case "Fn::Sub", str():
                resolved = _PLACEHOLDER.sub(lambda found: self._substitution(found[1]), argument)
                return resolved.replace("${!", "${")
            case "Fn::If", [str(condition), then, otherwise]:
                return self.resolve(then if self._holds(self._conditions[condition]) else otherwise)
        raise UnresolvableError(f"The local stack cannot resolve {function} of {argument}.")

    def _holds(self, condition: Mapping[str, Any]) -> bool:
        match condition:
            case {"Fn::Equals": [left, right]}:
                return str(self.resolve(left)) == str(self.resolve(right))
            case {"Fn::Not": [operand]}:
                return not self._holds(operand)
            case {"Condition": str(name)}:
                return self._holds(self._conditions[name])
        raise UnresolvableError(f"The local stack cannot decide {condition}.")

    def _attribute(self, logical_id: str, attribute: str) -> str:
        if logical_id not in self._resources:
            raise UnresolvableError(f"The template refers to {logical_id}, which it does not declare.")
        return self.arn(logical_id) if attribute == "Arn" else self.physical_name(logical_id)

    def _substitution(self, name: str) -> str:
        logical_id, _, attribute = name.partition(".")
        return self._attribute(logical_id, attribute) if attribute else str(self._reference(name))

    def _reference(self, name: str) -> Any:
        pseudo = {
            "AWS::AccountId": self._deployment.account_id,
            "AWS::NoValue": _NO_VALUE,
            "AWS::Partition": self._deployment.partition,
            "AWS::Region": self._deployment.region,
            "AWS::StackName": self._deployment.stack_name,
            "AWS::URLSuffix": "amazonaws.com",
        }
        if name in pseudo:
            return pseudo[name]
        if name in self._parameters:
            return self._parameters[name]
        if name in self._resources:
            match self._resources[name]["Type"]:
                case "AWS::SQS::Queue":
                    return self.queue_url(name)
                case "AWS::IAM::ManagedPolicy":
                    return self.arn(name)
            return self.physical_name(name)
        raise UnresolvableError(f"The template refers to {name}, which it does not declare.")


def _is_intrinsic(key: str) -> bool:
    return key == "Ref" or key.startswith("Fn::")
