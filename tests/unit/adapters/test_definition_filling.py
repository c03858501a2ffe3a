"""Placeholders of a definition, filled in where the compiler writes them and nowhere else."""

from typing import Any

import pytest

from exeoflow.adapters.step_functions.definition_filling import (
    MACHINE_PREFIX,
    REQUEST_APPROVAL,
    RESOURCE_PREFIX,
    RUN_CODE,
    RUN_HTTP_REQUEST,
    WEBHOOKS_TABLE,
    WORKSPACE,
    filled_definition,
)
from exeoflow.model.json import JsonObject

VALUES = {
    RUN_HTTP_REQUEST: 'arn:"run"',
    RUN_CODE: "arn:code",
    REQUEST_APPROVAL: "arn:ask",
    RESOURCE_PREFIX: "for-",
    WEBHOOKS_TABLE: "webhooks",
    MACHINE_PREFIX: "arn:aws-cn:m-",
    WORKSPACE: "acme",
}


def filled(state: JsonObject) -> Any:
    definition: Any = filled_definition({"StartAt": "A", "States": {"A": state}}, VALUES)
    return definition["States"]["A"]


def task(**arguments: Any) -> JsonObject:
    return {"Type": "Task", "Arguments": arguments}


@pytest.mark.parametrize(
    ("place", "written", "expected"),
    [
        ("FunctionName", RUN_HTTP_REQUEST, 'arn:"run"'),
        ("FunctionName", REQUEST_APPROVAL, "arn:ask"),
        ("TableName", WEBHOOKS_TABLE, "webhooks"),
        ("FunctionName", RUN_CODE, "arn:code"),
        ("TenantId", WORKSPACE, "acme"),
        ("FunctionName", f"{RESOURCE_PREFIX}resize", "for-resize"),
        ("FunctionName", "another", "another"),
        ("StateMachineArn", f"{MACHINE_PREFIX}wf_1", "arn:aws-cn:m-wf_1"),
        ("QueueUrl", f"{MACHINE_PREFIX}wf_1", f"{MACHINE_PREFIX}wf_1"),
    ],
)
def test_a_placeholder_is_filled_in_at_its_place(place: str, written: str, expected: str) -> None:
    assert filled(task(**{place: written}))["Arguments"] == {place: expected}


def test_the_workspace_is_filled_in_beside_the_authors_own_words() -> None:
    state = task(Payload={"workspace": WORKSPACE, "body": WORKSPACE, "headers": {"workspace": WORKSPACE}})

    assert filled(state)["Arguments"]["Payload"] == {
        "workspace": "acme",
        "body": WORKSPACE,
        "headers": {"workspace": WORKSPACE},
    }


def test_an_integration_is_that_of_the_partition() -> None:
    called = "arn:aws:states:::lambda:invoke"

    state = filled({"Type": "Task", "Resource": called, "Arguments": {"Payload": {"resource": called}}})

    assert state["Resource"] == "arn:aws-cn:states:::lambda:invoke"
    assert state["Arguments"] == {"Payload": {"resource": called}}


def test_states_within_states_are_reached_and_the_definition_stays_as_it_was() -> None:
    inner: JsonObject = {"StartAt": "T", "States": {"T": task(FunctionName=RUN_HTTP_REQUEST)}}
    parallel: JsonObject = {"Type": "Parallel", "Branches": [inner]}
    outer: JsonObject = {"StartAt": "P", "States": {"P": parallel}}

    state = filled({"Type": "Map", "ItemProcessor": outer})

    branch = state["ItemProcessor"]["States"]["P"]["Branches"][0]
    assert branch["States"]["T"]["Arguments"]["FunctionName"] == 'arn:"run"'
    assert inner == {"StartAt": "T", "States": {"T": task(FunctionName=RUN_HTTP_REQUEST)}}


def test_other_states_and_arguments_made_by_an_expression_are_left_alone() -> None:
    states: list[JsonObject] = [
        {"Type": "Pass", "Arguments": {"FunctionName": RUN_HTTP_REQUEST}},
        {"Type": "Task", "Arguments": "{% $x %}"},
    ]
    for state in states:
        assert filled(state) == state


def test_a_placeholder_is_not_filled_with_nothing() -> None:
    asking: JsonObject = {"StartAt": "A", "States": {"A": task(FunctionName=REQUEST_APPROVAL)}}

    with pytest.raises(ValueError, match="RequestApprovalFunctionArn"):
        filled_definition(asking, VALUES | {REQUEST_APPROVAL: ""})


def test_what_the_stack_lacks_is_no_fault_where_nothing_needs_it() -> None:
    asking: JsonObject = {"StartAt": "A", "States": {"A": task(FunctionName=RUN_HTTP_REQUEST)}}

    run: Any = filled_definition(asking, VALUES | {REQUEST_APPROVAL: ""})

    assert run["States"]["A"]["Arguments"] == {"FunctionName": 'arn:"run"'}
