"""The role of a workspace: its machines reach nothing of another one, whichever node asks."""

from itertools import product
from typing import Any, Final

import pytest

from exeoflow.model.resource_names import ResourceNames
from exeoflow.nodes.permission import OWN
from exeoflow.nodes.table import NODE_TYPES
from local.place import TEMPLATE
from local.template.document import read_document
from local.template.resolver import Deployment, Resolver
from tests.permissions.evaluation import allows

ACCOUNT: Final = "123456789012"
DOCUMENT: Final = read_document(TEMPLATE)
RESOLVER: Final = Resolver(DOCUMENT, Deployment("exeoflow", "eu-central-1", ACCOUNT), {})
NAMES: Final = ResourceNames("for-workflows-", is_single_tenant=False)
WORKSPACES: Final = ("acme", "other", "acme-2", "Ümlaut", "a", "w0123456789abcdef")
ROLE: Final = "arn:aws:iam::123456789012:role/exeoflow/eu-central-1/workspaces/acme-0123456789abcdef"


def document_of(policy: str) -> Any:
    return RESOLVER.resolve(DOCUMENT["Resources"][policy]["Properties"]["PolicyDocument"])


MACHINES: Final = document_of("MachinesPolicy")
MAKING: Final = document_of("MachineRolesPolicy")
BOUNDARY: Final = RESOLVER.resolve({"Ref": "MachinesPolicy"})
# A cell is a node type, an action that it needs, and what it does that with.
CELLS: Final = sorted(
    {
        (name, action, resource)
        for name, node_type in NODE_TYPES.items()
        for permission in node_type.permissions
        for action, resource in product(permission.actions, permission.resources)
        if OWN in resource
    }
)


def resource_of(workspace: str, pattern: str) -> str:
    """Return a resource of the workspace that a node may ask for."""
    named = pattern.replace(f"{OWN}*", f"{NAMES.prefix_of(workspace)}orders").replace("*", "x")
    return str(RESOLVER.resolve({"Fn::Sub": named}))


def context(workspace: str, **more: str) -> dict[str, str]:
    tag = {"aws:PrincipalTag/exeoflow-resources": NAMES.prefix_of(workspace)}
    return {**tag, "aws:ResourceAccount": ACCOUNT, **more}


def test_every_kind_of_resource_is_among_the_cells() -> None:
    assert {name for name, node_type in NODE_TYPES.items() if node_type.resource_fields} - {
        name for name, _, _ in CELLS
    } == set()


@pytest.mark.parametrize(("name", "action", "pattern"), CELLS)
def test_machines_reach_what_is_their_workspaces_and_nothing_of_others(
    name: str, action: str, pattern: str
) -> None:
    reached = {
        (mine, whose)
        for mine, whose in product(WORKSPACES, WORKSPACES)
        if allows(MACHINES, action, resource_of(whose, pattern), context(mine))
    }

    assert reached == {(workspace, workspace) for workspace in WORKSPACES}, name


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("dynamodb:GetItem", "dynamodb:eu-central-1:123456789012:table/exeoflow-WorkflowsTable"),
        ("dynamodb:PutItem", "dynamodb:eu-central-1:123456789012:table/exeoflow-WebhooksTable"),
        ("dynamodb:UpdateItem", "dynamodb:eu-central-1:123456789012:table/exeoflow-WebhooksTable"),
        ("dynamodb:PutItem", "dynamodb:eu-central-1:123456789012:table/exeoflow-VariablesTable"),
        ("sqs:SendMessage", "sqs:eu-central-1:123456789012:exeoflow-StartQueue"),
        ("sqs:SendMessage", "sqs:eu-central-1:123456789012:exeoflow-NotificationsQueue"),
        ("events:PutEvents", "events:eu-central-1:123456789012:event-bus/exeoflow"),
        ("lambda:InvokeFunction", "lambda:eu-central-1:123456789012:function:exeoflow-StartByEventFunction"),
    ],
)
def test_no_machine_reaches_what_the_stack_keeps_for_itself(action: str, resource: str) -> None:
    assert not allows(MACHINES, action, f"arn:aws:{resource}", context("acme"))


def test_a_role_without_the_tag_reaches_nothing_that_is_anybodys() -> None:
    reached = [cell for cell in CELLS if allows(MACHINES, cell[1], resource_of("acme", cell[2]), {})]

    assert reached == []


def test_a_bucket_of_another_account_is_not_ones_own() -> None:
    bucket = f"arn:aws:s3:::{NAMES.prefix_of('acme')}orders"
    strange = context("acme") | {"aws:ResourceAccount": "999999999999"}

    assert allows(MACHINES, "s3:ListBucket", bucket, context("acme"))
    assert not allows(MACHINES, "s3:ListBucket", bucket, strange)
    assert not allows(MACHINES, "s3:GetObject", f"{bucket}/a", strange)


@pytest.mark.parametrize(("source", "is_allowed"), [("shop", True), ("exeoflow.approval", False)])
def test_nobody_announces_in_the_name_of_the_stack(source: str, is_allowed: bool) -> None:  # noqa: FBT001
    bus = "arn:aws:events:eu-central-1:123456789012:event-bus/default"

    assert allows(MACHINES, "events:PutEvents", bus, {"events:source": source}) is is_allowed


def test_a_respond_node_writes_its_answer_and_nothing_else_of_the_webhooks() -> None:
    table = "arn:aws:dynamodb:eu-central-1:123456789012:table/exeoflow-WebhooksTable"
    answer: dict[str, Any] = {
        "dynamodb:LeadingKeys": ["exec_1"],
        "dynamodb:Attributes": ["pk", "sk", "said", "expires_at"],
    }

    assert allows(MACHINES, "dynamodb:UpdateItem", table, answer)
    assert not allows(MACHINES, "dynamodb:UpdateItem", table, answer | {"dynamodb:LeadingKeys": ["wh_1"]})
    assert not allows(
        MACHINES, "dynamodb:UpdateItem", table, answer | {"dynamodb:Attributes": ["pk", "proof"]}
    )


def test_the_functions_make_no_role_that_could_do_more() -> None:
    made = {"iam:PermissionsBoundary": BOUNDARY, "aws:RequestTag/exeoflow-resources": "for-workflows-acme-"}

    assert allows(MAKING, "iam:CreateRole", ROLE, made)
    assert not allows(MAKING, "iam:CreateRole", ROLE, made | {"iam:PermissionsBoundary": "arn:other"})
    untagged = {"iam:PermissionsBoundary": BOUNDARY}
    assert not allows(MAKING, "iam:CreateRole", ROLE, untagged)
    stacks = made | {"aws:RequestTag/exeoflow-resources": "exeoflow-"}
    assert not allows(MAKING, "iam:CreateRole", ROLE, stacks)
    assert not allows(MAKING, "iam:CreateRole", f"arn:aws:iam::{ACCOUNT}:role/Admin", made)


def test_the_functions_give_roles_the_policy_of_the_machines_only() -> None:
    admin = {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}

    assert allows(MAKING, "iam:AttachRolePolicy", ROLE, {"iam:PolicyARN": BOUNDARY})
    assert not allows(MAKING, "iam:AttachRolePolicy", ROLE, admin)
    assert not allows(MAKING, "iam:PutRolePolicy", ROLE, {})
    assert not allows(MAKING, "iam:DeleteRolePermissionsBoundary", ROLE, {})


def test_where_workspaces_trust_each_other_no_function_makes_roles() -> None:
    shared = Resolver(
        DOCUMENT, Deployment("exeoflow", "eu-central-1", ACCOUNT), {"WorkspaceIsolation": "single-tenant"}
    )
    policy = shared.resolve(DOCUMENT["Resources"]["MachineRolesPolicy"]["Properties"]["PolicyDocument"])

    assert [statement["Action"] for statement in policy["Statement"]] == ["iam:PassRole"]


def test_the_policy_of_the_machines_is_small_enough_to_be_one() -> None:
    """AWS counts 6,144 characters without blanks; names of tables have some more in AWS."""
    longest = Resolver(
        DOCUMENT,
        Deployment("exeoflow-development1", "ap-southeast-1", ACCOUNT, "aws-us-gov"),
        {"WorkflowResourcePrefix": f"{'f' * 31}-"},
    )
    policy = longest.resolve(DOCUMENT["Resources"]["MachinesPolicy"]["Properties"]["PolicyDocument"])

    assert len(str(policy).replace(" ", "")) < 5_500
