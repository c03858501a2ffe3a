"""Whose a resource is, told by its name alone."""

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeoflow.model.resource_names import (
    OwnResources,
    Place,
    ResourceForm,
    ResourceNames,
    is_own,
    may_become_own,
    name_part,
    pattern_of,
)

STACK = "for-workflows-"
WORKSPACES = (
    "a",
    "b",
    "a-b",
    "a-b-c",
    "a--b",
    "a-",
    "ab",
    "default",
    "x" * 20,
    "x" * 63,
    "x" * 62 + "y",
    "ws_demo",
    "Größe",
    "w" + "0" * 16,
    name_part("ws_demo"),
    "\ud800",
    "",
)
NAME = "orders"
NAMES: dict[ResourceForm, tuple[str, ...]] = {
    ResourceForm.TABLE: ("{}", "arn:aws:dynamodb:eu-central-1:123456789012:table/{}"),
    ResourceForm.BUCKET: ("{}",),
    ResourceForm.QUEUE: (
        "https://sqs.eu-central-1.amazonaws.com/123456789012/{}",
        "https://sqs-fips.eu-central-1.amazonaws.com/123456789012/{}",
        "https://sqs.eu-central-1.api.aws/123456789012/{}",
        "https://eu-central-1.queue.amazonaws.com/123456789012/{}",
        "https://vpce-1a-2b.sqs.eu-central-1.vpce.amazonaws.com/123456789012/{}",
        "http://127.0.0.1:1/123456789012/{}",
        "http://localhost:4566/123456789012/{}",
    ),
    ResourceForm.TOPIC: ("arn:aws:sns:eu-central-1:123456789012:{}",),
    ResourceForm.BUS: ("{}", "arn:aws:events:eu-central-1:123456789012:event-bus/{}"),
}


PLACE = Place("aws", "eu-central-1", "123456789012")


def prefix(workspace: str) -> str:
    return ResourceNames(STACK, is_single_tenant=False).prefix_of(workspace)


def own(workspace: str) -> OwnResources:
    return OwnResources(prefix(workspace), PLACE)


@pytest.mark.parametrize("form", ResourceForm)
def test_each_workspace_reaches_its_own_resources_and_no_other_does(form: ResourceForm) -> None:
    for written in NAMES[form]:
        for owner in WORKSPACES:
            assert is_own(form, own(owner), written.format(prefix(owner) + NAME))
        for owner, other in permutations(WORKSPACES, 2):
            for name in (NAME, "-b-orders", "b-orders", "-", ".", "a"):
                assert not (
                    is_own(form, own(other), written.format(prefix(owner) + NAME))
                    and is_own(form, own(owner), written.format(prefix(owner) + NAME))
                )
                mine = written.format(prefix(owner) + name)
                assert not (is_own(form, own(owner), mine) and is_own(form, own(other), mine))


@given(st.text(max_size=70), st.text(max_size=70), st.from_regex(r"[a-zA-Z0-9_.-]{1,40}", fullmatch=True))
def test_no_name_belongs_to_two_workspaces(one: str, other: str, rest: str) -> None:
    name = prefix(one) + rest

    if one != other and is_own(ResourceForm.BUCKET, own(one), name):
        assert not is_own(ResourceForm.BUCKET, own(other), name)


@pytest.mark.parametrize("workspace", WORKSPACES)
def test_a_prefix_leaves_room_for_a_name_of_every_service(workspace: str) -> None:
    assert re.fullmatch(r"for-workflows-[a-z0-9-]{1,20}-", prefix(workspace))
    assert len("f" * 32) + 20 + 1 < 63


@pytest.mark.parametrize("form", ResourceForm)
@pytest.mark.parametrize(
    "name",
    [
        "exeoflow-WorkflowsTable",
        "exeoflow",
        "for-workflows-",
        "for-workflows-a-",
        "for-workflows-a",
        "for-workflows-orders",
        "FOR-WORKFLOWS-A-orders",
        " for-workflows-a-orders",
        "for-workflows-a-orders\n",
        "for-workflows-a-ord/ers",
        "for-workflows-a--b-orders",
        "for-workflows-b-x/for-workflows-a-orders",
        "x:for-workflows-a-orders",
        "../for-workflows-a-orders",
        "",
    ],
)
def test_what_does_not_begin_as_it_should_is_nobodys(form: ResourceForm, name: str) -> None:
    for written in NAMES[form]:
        assert not is_own(form, own("a"), written.format(name))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (ResourceForm.TABLE, "arn:aws:dynamodb:eu-central-1:999999999999:table/for-workflows-a-orders"),
        (ResourceForm.TABLE, "arn:aws:dynamodb:us-east-1:123456789012:table/for-workflows-a-orders"),
        (ResourceForm.TABLE, "arn:aws:dynamodb:::table/for-workflows-a-orders"),
        (ResourceForm.QUEUE, "https://sqs.eu-central-1.amazonaws.com/999999999999/for-workflows-a-orders"),
        (ResourceForm.QUEUE, "https://a:b@evil.example/123456789012/for-workflows-a-orders"),
        *(
            (ResourceForm.QUEUE, f"https://{host}/123456789012/for-workflows-a-orders")
            for host in (
                "evil.example",
                "sqs.us-east-1.amazonaws.com",
                "sqs.eu-central-1.amazonaws.com.evil.example",
                "abc123.execute-api.eu-central-1.amazonaws.com",
                "sqs-eu-central-1-amazonaws.example",
                "evil.example#sqs.eu-central-1.amazonaws.com",
                "3232235777",
                "0x7f000001.example",
                "169.254.169.254",
                "",
            )
        ),
        (ResourceForm.TOPIC, "arn:aws:sns:eu-central-1:999999999999:for-workflows-a-orders"),
        (ResourceForm.TOPIC, "arn:aws-cn:sns:eu-central-1:123456789012:for-workflows-a-orders"),
        (ResourceForm.BUS, "arn:aws:events:eu-central-1:999999999999:event-bus/default"),
        (ResourceForm.BUS, "arn:aws:events:us-east-1:123456789012:event-bus/for-workflows-a-orders"),
    ],
)
def test_what_is_of_another_account_or_region_is_not_ones_own(form: ResourceForm, name: str) -> None:
    assert not is_own(form, own("a"), name)


def test_the_default_bus_is_everybodys_and_no_other_resource_of_that_name() -> None:
    assert is_own(ResourceForm.BUS, own("a"), "default")
    assert not is_own(ResourceForm.TABLE, own("a"), "default")


def test_a_single_tenant_shares_what_has_the_stacks_prefix() -> None:
    names = ResourceNames(STACK, is_single_tenant=True)

    assert names.prefix_of("a") == names.prefix_of("b") == STACK
    assert is_own(ResourceForm.TABLE, OwnResources(STACK, PLACE), "for-workflows-b-orders")
    assert not is_own(ResourceForm.TABLE, OwnResources(STACK, PLACE), "exeoflow-WorkflowsTable")


@pytest.mark.parametrize(
    ("form", "beginning", "expected"),
    [
        (ResourceForm.TABLE, "", True),
        (ResourceForm.TABLE, "for-", True),
        (ResourceForm.TABLE, "for-workflows-a-", True),
        (ResourceForm.TABLE, "for-workflows-a-ord", True),
        (ResourceForm.TABLE, "for-workflows-b-", False),
        (ResourceForm.TABLE, "exeoflow-", False),
        (ResourceForm.TABLE, "arn:aws:dynamodb:", True),
        (ResourceForm.TABLE, "a", True),
        (ResourceForm.BUCKET, "orders-", False),
        (ResourceForm.BUS, "def", False),
        (ResourceForm.QUEUE, "https://", True),
        (ResourceForm.TOPIC, "arn:", True),
    ],
)
def test_a_name_that_goes_on_with_an_expression_may_become_ones_own(
    form: ResourceForm,
    beginning: str,
    expected: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    assert may_become_own(form, own("a"), beginning) is expected


def test_a_pattern_has_nothing_that_only_python_knows() -> None:
    for form in ResourceForm:
        assert not re.search(r"\(\?|\\[A-Za-z]", pattern_of(form, own("a-b")))
