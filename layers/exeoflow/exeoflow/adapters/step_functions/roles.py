"""The roles of state machines: one of the stack for all, or one for each workspace, made when it is needed.

All of them have the same managed policy, that of the template. What a role reaches follows from its tag, with
which the names of its resources begin; so a new release changes no role, and whoever makes roles decides
nothing but the tag. The policy is the boundary of the roles, too.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from botocore.exceptions import ClientError

from exeoflow.adapters.aws_errors import code_of
from exeoflow.errors import Unavailable
from exeoflow.model import json
from exeoflow.model.resource_names import ResourceNames, name_part
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

    from exeoflow.model.json import JsonObject

RESOURCES_TAG: Final = "exeoflow-resources"
# What IAM has taken is seen elsewhere some seconds later; until then Step Functions says one of these when a
# machine is created or updated. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html
_NOT_SEEN_YET: Final = (
    "authorized to assume the provided role",
    "authorized to access the Log Destination",
)
# Half a second each on average; Step Functions takes one change of a machine a second.
_PAUSES_BEFORE_A_TRY: Final = 2
_TRIES: Final = 12
_LONG_PAUSE: Final = 6
_DIGITS: Final = 16


class MachineRoles(Protocol):
    """Finds the role of a workspace's machines."""

    def with_role(self, workspace: str, publish: Callable[[str], str | None]) -> str | None:
        """Return what `publish` does with the ARN of the role; it may be called more than once."""
        ...


@dataclass(frozen=True)
class SharedRole:
    """The role of a stack whose workspaces trust each other."""

    arn: str

    def with_role(self, workspace: str, publish: Callable[[str], str | None]) -> str | None:
        """Publish with the one role."""
        del workspace
        return publish(self.arn)


@dataclass(frozen=True)
class WorkspaceRoles:
    """A role for each workspace, below a path of IAM that belongs to the stack and its region.

    `connect` gives the client, which hardly any publication needs; `arn_prefix` ends where the name begins;
    `policy_arn` is what every role may do; `machines` is a pattern of the ARNs of the stack's machines.
    """

    connect: Callable[[], "IAMClient"]
    clock: Clock
    arn_prefix: str
    policy_arn: str
    machines: str
    resource_names: ResourceNames

    def with_role(self, workspace: str, publish: Callable[[str], str | None]) -> str | None:
        """Publish; where the role cannot be taken, make it, and publish as soon as Step Functions sees it.

        Raises `Unavailable` if that takes long.
        """
        arn = f"{self.arn_prefix}{self._name_of(workspace)}"
        try:
            return publish(arn)
        except ClientError as error:
            if not _is_of_the_role(error):
                raise
        self._make(workspace)
        for _ in range(_TRIES):
            for _ in range(_PAUSES_BEFORE_A_TRY):
                self.clock.pause(_LONG_PAUSE)
            try:
                return publish(arn)
            except ClientError as error:
                if not _is_of_the_role(error):
                    raise
        raise Unavailable

    def _make(self, workspace: str) -> None:
        """Make the role, or what is missing of it.

        Whoever may take the role is said last: a role that can be taken is whole, and one whose maker died is
        found to be none and made again.
        """
        client, name = self.connect(), self._name_of(workspace)
        with suppress(client.exceptions.EntityAlreadyExistsException):
            client.create_role(
                RoleName=name,
                Path=self._path,
                AssumeRolePolicyDocument=self._trust("Deny"),
                Description=f"The state machines of the workspace {name_part(workspace)}.",
                PermissionsBoundary=self.policy_arn,
                Tags=[{"Key": RESOURCES_TAG, "Value": self.resource_names.prefix_of(workspace)}],
            )
        client.attach_role_policy(RoleName=name, PolicyArn=self.policy_arn)
        client.update_assume_role_policy(RoleName=name, PolicyDocument=self._trust("Allow"))

    def _name_of(self, workspace: str) -> str:
        """Name the role: a name is the whole account's, and with another prefix the tag would be another."""
        told = f"{self.arn_prefix} {self.resource_names.prefix_of(workspace)}"
        return f"{name_part(workspace)}-{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"

    @cached_property
    def _path(self) -> str:
        return self.arn_prefix.partition(":role")[2]

    def _trust(self, effect: str) -> str:
        statement: JsonObject = {
            "Effect": effect,
            "Principal": {"Service": "states.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": self.machines.split(":")[4]},
                "ArnLike": {"aws:SourceArn": self.machines},
            },
        }
        return json.write({"Version": "2012-10-17", "Statement": [statement]})


def _is_of_the_role(error: ClientError) -> bool:
    """Tell whether the role is missing, not whole, or not seen yet; other denials are the stack's fault."""
    message = error.response["Error"].get("Message", "")
    return code_of(error) == "AccessDeniedException" and any(said in message for said in _NOT_SEEN_YET)
