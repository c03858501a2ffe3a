"""Roles of workspaces in IAM, on moto: made when Step Functions finds none, whole, and once."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
import pytest
from botocore.exceptions import ClientError

from exeoflow.adapters.step_functions.roles import RESOURCES_TAG, SharedRole, WorkspaceRoles
from exeoflow.errors import Unavailable
from exeoflow.model.resource_names import ResourceNames
from local.aws.replacement import replaced
from local.aws.services import local_aws
from tests.fakes.time_and_chance import FakeClock

PREFIX: Final = "arn:aws:iam::123456789012:role/exeoflow/eu-central-1/workspaces/"
MACHINES: Final = "arn:aws:states:eu-central-1:123456789012:stateMachine:exeoflow-wf_*"
NAMES: Final = ResourceNames("for-workflows-", is_single_tenant=False)
DOCUMENT: Final = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}


def denial(message: str) -> ClientError:
    return ClientError({"Error": {"Code": "AccessDeniedException", "Message": message}}, "CreateStateMachine")


NO_ROLE: Final = (
    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume "
    "the provided role."
)


@dataclass
class StepFunctions:
    """Publishes with a role that can be taken, as soon as `blindness` looks have not seen it."""

    iam: Any
    blindness: int = 0
    taken: list[str] = field(default_factory=list)

    def publish(self, arn: str) -> str:
        name = arn.rpartition("/")[2]
        try:
            document = self.iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
        except self.iam.exceptions.NoSuchEntityException:
            raise denial(NO_ROLE) from None
        if document["Statement"][0]["Effect"] == "Deny":
            raise denial(NO_ROLE)
        if self.blindness:
            self.blindness -= 1
            raise denial(NO_ROLE)
        assert self.iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        self.taken.append(arn)
        return "version"


@pytest.fixture
def iam() -> Iterator[Any]:
    with local_aws():
        yield boto3.client("iam")


@pytest.fixture
def policy_arn(iam: Any) -> str:
    made = iam.create_policy(PolicyName="machines", PolicyDocument=json.dumps(DOCUMENT))
    return str(made["Policy"]["Arn"])


@pytest.fixture
def roles(iam: Any, policy_arn: str) -> WorkspaceRoles:
    return WorkspaceRoles(lambda: iam, FakeClock(), PREFIX, policy_arn, MACHINES, NAMES)


@pytest.fixture
def step_functions(iam: Any) -> StepFunctions:
    return StepFunctions(iam)


def made(iam: Any) -> list[Any]:
    listed = iam.list_roles(PathPrefix="/exeoflow/eu-central-1/workspaces/")["Roles"]
    return [iam.get_role(RoleName=role["RoleName"])["Role"] for role in listed]


def test_a_role_is_made_for_the_first_machine_of_a_workspace(
    iam: Any, roles: WorkspaceRoles, step_functions: StepFunctions, policy_arn: str
) -> None:
    assert roles.with_role("acme", step_functions.publish) == "version"

    [role] = made(iam)
    assert step_functions.taken == [role["Arn"]]
    assert role["Arn"].startswith(f"{PREFIX}acme-")
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == policy_arn
    assert role["Tags"] == [{"Key": RESOURCES_TAG, "Value": "for-workflows-acme-"}]
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "states.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": MACHINES},
    }


def test_what_is_there_is_used_without_a_call_of_iam(
    roles: WorkspaceRoles, step_functions: StepFunctions, policy_arn: str
) -> None:
    roles.with_role("acme", step_functions.publish)
    later = WorkspaceRoles(pytest.fail, FakeClock(), PREFIX, policy_arn, MACHINES, NAMES)

    assert later.with_role("acme", step_functions.publish) == "version"
    assert len(set(step_functions.taken)) == 1


def test_each_workspace_stack_region_and_prefix_has_a_role_of_its_own(
    iam: Any, roles: WorkspaceRoles, step_functions: StepFunctions, policy_arn: str
) -> None:
    others = [
        WorkspaceRoles(lambda: iam, FakeClock(), prefix, policy_arn, MACHINES, names)
        for prefix, names in (
            (PREFIX.replace("/exeoflow/", "/exeoflow-staging/"), NAMES),
            (PREFIX.replace("eu-central-1", "us-east-1"), NAMES),
            (PREFIX, ResourceNames("apps-", is_single_tenant=False)),
        )
    ]

    for each in (roles, *others):
        for workspace in ("acme", "acme-2", "ÄÖ"):
            each.with_role(workspace, step_functions.publish)

    names = [arn.rpartition("/")[2] for arn in step_functions.taken]
    assert len(set(names)) == 12
    assert max(map(len, names)) <= 64


@pytest.mark.parametrize("dies_at", ["create_role", "attach_role_policy", "update_assume_role_policy"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_role_whose_maker_died_is_made_whole_by_the_next(
    iam: Any,
    roles: WorkspaceRoles,
    step_functions: StepFunctions,
    dies_at: str,
    moment: str,
) -> None:
    original: Callable[..., Any] = getattr(iam, dies_at)

    def die(**given: Any) -> None:
        if moment == "after":
            original(**given)
        raise KeyboardInterrupt

    with replaced(iam, dies_at, die), pytest.raises(KeyboardInterrupt):
        roles.with_role("acme", step_functions.publish)

    assert roles.with_role("acme", step_functions.publish) == "version"
    assert len(made(iam)) == 1


def test_whoever_publishes_waits_until_step_functions_sees_the_role(
    roles: WorkspaceRoles, step_functions: StepFunctions
) -> None:
    step_functions.blindness = 3

    assert roles.with_role("acme", step_functions.publish) == "version"
    assert isinstance(roles.clock, FakeClock)
    assert len(roles.clock.pauses) == 8


def test_a_role_that_is_not_seen_for_long_is_tried_again_later(
    iam: Any, roles: WorkspaceRoles, step_functions: StepFunctions
) -> None:
    step_functions.blindness = 1_000

    with pytest.raises(Unavailable):
        roles.with_role("acme", step_functions.publish)

    step_functions.blindness = 0
    assert roles.with_role("acme", step_functions.publish) == "version"
    assert len(made(iam)) == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_another_refusal_is_none_of_the_role(
    iam: Any,
    roles: WorkspaceRoles,
    is_first: bool,  # noqa: FBT001  (a case)
) -> None:
    refusals = [denial("User: f is not authorized to perform: states:CreateStateMachine")]
    if not is_first:
        refusals.append(denial(NO_ROLE))

    def publish(_: str) -> str:
        raise refusals.pop()

    with pytest.raises(ClientError, match="states:CreateStateMachine"):
        roles.with_role("acme", publish)
    assert len(made(iam)) == (0 if is_first else 1)


def test_workspaces_that_trust_each_other_share_a_role() -> None:
    published: list[str] = []

    def publish(arn: str) -> None:
        published.append(arn)

    for workspace in ("acme", "other"):
        SharedRole("arn:role").with_role(workspace, publish)

    assert published == ["arn:role", "arn:role"]
