"""Placeholders of a definition, filled in where the compiler writes them and nowhere else."""

from typing import Any

import pytest

from exeoflow.adapters.step_functions.definition_filling import (
    MACHINE_PREFIX,
    PUT_OBJECT,
    REQUEST_APPROVAL,
    RESOURCE_PREFIX,
    RUN_CODE,
    RUN_FILE_OPERATION,
    RUN_HTTP_REQUEST,
    TRANSFORM_DATA,
    WEBHOOKS_TABLE,
    WORKSPACE,
    filled_definition,
)
from exeoflow.model.json import JsonObject
from local.jsonata.evaluation import evaluate

VALUES = {
    RUN_HTTP_REQUEST: 'arn:"run"',
    RUN_CODE: "arn:code",
    PUT_OBJECT: "arn:put",
    RUN_FILE_OPERATION: "arn:files",
    TRANSFORM_DATA: "arn:transform",
    REQUEST_APPROVAL: "arn:ask",
    RESOURCE_PREFIX: "for-",
    WEBHOOKS_TABLE: "webhooks",
    MACHINE_PREFIX: "arn:aws-cn:states:cn-north-1:1:m-",
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
        ("FunctionName", RUN_CODE, "arn:code"),
        ("TenantId", WORKSPACE, "acme"),
        ("FunctionName", f"{RESOURCE_PREFIX}resize", "for-resize"),
        ("FunctionName", "another", "another"),
        ("StateMachineArn", f"{MACHINE_PREFIX}wf_1", "arn:aws-cn:states:cn-north-1:1:m-wf_1"),
        ("MessageBody", f"{MACHINE_PREFIX}wf_1", f"{MACHINE_PREFIX}wf_1"),
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


def test_a_bucket_is_held_to_the_workspace_where_the_stacks_own_function_is_given_it() -> None:
    payload = {"Bucket": "others", "Key": "a"}

    put, fetch, own = (
        filled(task(FunctionName=name, Payload=payload))
        for name in (PUT_OBJECT, RUN_FILE_OPERATION, "another")
    )

    assert put["Arguments"] == {"FunctionName": "arn:put", "Payload": {"Bucket": REFUSED, "Key": "a"}}
    assert fetch["Arguments"]["Payload"] == put["Arguments"]["Payload"]
    assert own["Arguments"]["Payload"] == payload


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


REFUSAL = (
    "the resource is none of this workspace: its name must begin with for- (account 1, region cn-north-1)"
)
REFUSED = f'{{% $error("{REFUSAL}") %}}'


@pytest.mark.parametrize(
    ("place", "own", "others"),
    [
        ("TableName", "for-orders", ("orders", "exeoflow-WorkflowsTable", "", 7, None)),
        ("Bucket", "for-files", ("files", "arn:aws:s3:eu-central-1:123456789012:accesspoint/for-files")),
        (
            "QueueUrl",
            "https://sqs/1/for-q",
            ("https://sqs/1/exeoflow-StartQueue", "https://sqs/1/x/for-q", "https://sqs/2/for-q"),
        ),
        (
            "TopicArn",
            "arn:aws-cn:sns:cn-north-1:1:for-t",
            ("arn:aws-cn:sns:cn-north-1:1:t", "for-t", "arn:aws-cn:sns:cn-north-1:2:for-t"),
        ),
        ("EventBusName", "for-bus", ("exeoflow", "for-")),
        ("EventBusName", "default", ("defaults",)),
    ],
)
def test_a_resource_of_another_fails_before_it_is_called(
    place: str, own: str, others: tuple[Any, ...]
) -> None:
    assert filled(task(**{place: own}))["Arguments"] == {place: own}
    for other in others:
        found = filled(task(**{place: other}))["Arguments"][place]
        assert found == REFUSED or "$contains" in found


OF_OTHERS = ("orders", "exeoflow", "", "for-", "for--b-orders", "x/for-orders", 7, None, ["for-a"], {"a": 1})
"""What a workflow may not name, or nobody can."""


def test_what_an_expression_names_is_looked_at_when_it_is_known() -> None:
    entries = [{"EventBusName": "{% $states.input.bus %}", "Detail": {"TableName": "mine"}}]
    found = filled(
        task(TableName="{% $states.input.table %}", Entries=entries, Payload={"TableName": "mine"})
    )

    def evaluated(field: str, named: object) -> Any:
        text = field.removeprefix("{%").removesuffix("%}")
        return evaluate(text, {"states": {"input": {"table": named, "bus": named}}})

    table, bus = found["Arguments"]["TableName"], found["Arguments"]["Entries"][0]["EventBusName"]
    assert evaluated(table, "for-orders") == evaluated(bus, "for-orders") == "for-orders"
    assert evaluated(table, "arn:aws-cn:dynamodb:cn-north-1:1:table/for-a").endswith("table/for-a")
    for other in OF_OTHERS:
        with pytest.raises(Exception, match=r".") as refusal:
            evaluated(table, other)
        assert "for-orders" not in str(refusal.value)
    assert found["Arguments"]["Payload"] == {"TableName": "mine"}
    assert found["Arguments"]["Entries"][0]["Detail"] == {"TableName": "mine"}


def test_an_event_comes_from_nobody_else() -> None:
    """Locally an end of another workspace's execution could be forged so: `aws.states` tells it."""
    [entry] = filled(task(Entries=[{"Source": "{% $states.input %}"}]))["Arguments"]["Entries"]

    def evaluated(source: object) -> Any:
        text = entry["Source"].removeprefix("{%").removesuffix("%}")
        return evaluate(text, {"states": {"input": source}})

    for own in ("shop", "awsome.shop", "my.aws.shop", "exeoflows.x", "x\naws.states"):
        assert evaluated(own) == own
    for other in ("aws.states", "exeoflow.approval", "AWS.states", "Exeoflow.x", 7, None, ["aws.states"]):
        with pytest.raises(Exception, match=r"."):
            evaluated(other)


def test_a_fixed_source_was_looked_at_when_it_was_saved() -> None:
    entries = [{"Source": "shop"}, {"Source": 7}, "none"]

    assert filled(task(Entries=entries))["Arguments"]["Entries"] == entries


def test_the_table_of_answers_is_filled_in_for_the_stacks_own_note_only() -> None:
    note = {
        "TableName": WEBHOOKS_TABLE,
        "Key": {},
        "UpdateExpression": "SET said = :said",
        "ExpressionAttributeValues": {},
    }

    assert filled(task(**note))["Arguments"]["TableName"] == "webhooks"
    for imitation in (
        {**note, "ExpressionAttributeNames": {"#name0": "said"}, "ReturnValues": "ALL_NEW"},
        {"TableName": WEBHOOKS_TABLE, "Key": {}, "ConsistentRead": True},
        {"TableName": WEBHOOKS_TABLE},
    ):
        assert filled(task(**imitation))["Arguments"]["TableName"] == REFUSED
