"""Versions, executions and what is left of them when the process ends."""

import json
import time
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from local.aws.moto_adapters.executions import ExecutionRecord
from local.aws.services import local_aws
from local.state.database import Database
from tests.integration.local.machines import create, definition, outcome, output, run, start

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

PASS = definition(("a", {"Type": "Pass", "Output": "one"}))
OTHER = definition(("a", {"Type": "Pass", "Output": "two"}))
WAIT = definition(("w", {"Type": "Wait", "Seconds": 60}))


def client() -> "SFNClient":
    return boto3.client("stepfunctions")


def machine_of(version_arn: str) -> str:
    return version_arn.rpartition(":")[0]


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    code: str = error.value.response["Error"]["Code"]
    return code


def test_gap_moto_cannot_start_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        version = create(PASS, publish=True)
        with pytest.raises(AttributeError):
            start(version)


def test_gap_moto_lists_no_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        version = create(PASS, publish=True)
        with pytest.raises(NotImplementedError):
            client().list_state_machine_versions(stateMachineArn=machine_of(version))


@pytest.mark.usefixtures("aws")
class TestVersions:
    def test_a_version_runs_the_definition_it_was_published_with(self) -> None:
        first = create(PASS, publish=True)
        second = client().update_state_machine(
            stateMachineArn=machine_of(first), definition=json.dumps(OTHER), publish=True
        )["stateMachineVersionArn"]

        outputs = [outcome(start(version))["output"] for version in (first, second)]

        assert outputs == ['"one"', '"two"']

    def test_versions_are_listed_newest_first_and_can_be_deleted(self) -> None:
        first = create(PASS, publish=True)
        arn = machine_of(first)
        for _ in range(2):
            client().update_state_machine(stateMachineArn=arn, definition=json.dumps(OTHER), publish=True)
        client().delete_state_machine_version(stateMachineVersionArn=first)
        client().delete_state_machine_version(stateMachineVersionArn=first)

        page = client().list_state_machine_versions(stateMachineArn=arn, maxResults=1)
        rest = client().list_state_machine_versions(stateMachineArn=arn, nextToken=page["nextToken"])

        assert [item["stateMachineVersionArn"] for item in page["stateMachineVersions"]] == [f"{arn}:3"]
        assert [item["stateMachineVersionArn"] for item in rest["stateMachineVersions"]] == [f"{arn}:2"]

    def test_publishing_what_is_published_gives_the_same_version(self) -> None:
        first = create(PASS, publish=True)

        again = client().publish_state_machine_version(stateMachineArn=machine_of(first))

        assert again["stateMachineVersionArn"] == first

    def test_creating_the_same_machine_again_is_no_conflict_but_another_is(self) -> None:
        first = create(PASS, name="same")

        assert create(PASS, name="same") == first
        with pytest.raises(ClientError) as error:
            create(OTHER, name="same")
        assert code_of(error) == "StateMachineAlreadyExists"


@pytest.mark.usefixtures("aws")
class TestExecutions:
    def test_the_same_start_again_is_the_execution_that_runs(self) -> None:
        machine = create(WAIT)

        assert start(machine, 1, "name") == start(machine, 1, "name")

    @pytest.mark.parametrize("given", [1, 2])
    def test_a_name_is_used_once(self, given: int) -> None:
        machine = create(PASS)
        outcome(start(machine, 1, "name"))

        with pytest.raises(ClientError) as error:
            start(machine, given, "name")

        assert code_of(error) == "ExecutionAlreadyExists"

    def test_an_execution_without_a_name_gets_one(self) -> None:
        assert len(outcome(start(create(PASS)))["name"]) == 36

    @pytest.mark.parametrize("value", ["text", None, [], 'a "b"', {"ä": 1}])
    def test_the_output_is_the_json_text_of_any_value(self, value: object) -> None:
        assert output(definition(("a", {"Type": "Pass"})), value) == value

    def test_a_stopped_execution_ends_at_once_with_its_reason(self) -> None:
        execution = start(create(WAIT))

        client().stop_execution(executionArn=execution, error="E", cause="c")

        described = client().describe_execution(executionArn=execution)
        history = client().get_execution_history(executionArn=execution, reverseOrder=True, maxResults=1)
        assert (described["status"], described["error"], described["cause"]) == ("ABORTED", "E", "c")
        assert history["events"][0]["type"] == "ExecutionAborted"

    def test_stopping_what_has_ended_changes_nothing(self) -> None:
        ended = run(PASS)

        client().stop_execution(executionArn=ended["executionArn"], error="E")

        assert client().describe_execution(executionArn=ended["executionArn"])["status"] == "SUCCEEDED"

    def test_deleting_a_machine_ends_its_executions(self) -> None:
        machine = create(WAIT)
        execution = start(machine)

        client().delete_state_machine(stateMachineArn=machine)

        assert client().describe_execution(executionArn=execution)["status"] == "ABORTED"

    def test_a_history_is_read_in_pages(self) -> None:
        execution = run(PASS)["executionArn"]

        pages = (
            client()
            .get_paginator("get_execution_history")
            .paginate(executionArn=execution, PaginationConfig={"PageSize": 2})
        )

        events = [event for page in pages for event in page["events"]]
        assert [event["id"] for event in events] == list(range(1, len(events) + 1))
        assert events[-1]["type"] == "ExecutionSucceeded"

    def test_executions_of_a_machine_are_listed_latest_first(self) -> None:
        machine = create(PASS)
        for name in ("one", "two"):
            outcome(start(machine, name=name))
            time.sleep(0.002)

        page = client().list_executions(stateMachineArn=machine, maxResults=1)
        rest = client().list_executions(stateMachineArn=machine, nextToken=page["nextToken"])

        assert [execution["name"] for execution in page["executions"] + rest["executions"]] == ["two", "one"]

    def test_an_unknown_execution_does_not_exist(self) -> None:
        with pytest.raises(ClientError) as error:
            client().describe_execution(executionArn=start(create(WAIT)) + "x")

        assert code_of(error) == "ExecutionDoesNotExist"


def test_every_start_and_end_is_reported() -> None:
    statuses: list[tuple[str, str]] = []

    def listen(record: ExecutionRecord) -> None:
        statuses.append((record.name, record.status))

    with local_aws(on_status=listen):
        machine = create(PASS)
        outcome(start(machine, name="a"))
        fails = create(definition(("f", {"Type": "Pass", "Output": "{% $x %}"})))
        outcome(start(fails, name="b"))

    assert sorted(statuses) == [("a", "RUNNING"), ("a", "SUCCEEDED"), ("b", "FAILED"), ("b", "RUNNING")]


def test_machines_and_executions_outlive_the_process() -> None:
    database = Database(":memory:")
    with local_aws(database):
        first = create(PASS, publish=True)
        client().update_state_machine(
            stateMachineArn=machine_of(first), definition=json.dumps(OTHER), publish=True
        )
        before = outcome(start(first, {"a": 1}, "one"))
        history = client().get_execution_history(executionArn=before["executionArn"])["events"]

    with local_aws(database):
        after = client().describe_execution(executionArn=before["executionArn"])
        assert {**after, "ResponseMetadata": None} == {**before, "ResponseMetadata": None}
        assert client().get_execution_history(executionArn=before["executionArn"])["events"] == history
        assert outcome(start(first, name="two"))["output"] == '"one"'
        assert outcome(start(machine_of(first), name="three"))["output"] == '"two"'
        with pytest.raises(ClientError):
            start(first, {"a": 1}, "one")


def test_what_ran_when_the_process_died_has_failed_with_its_history_so_far() -> None:
    database = Database(":memory:")
    with local_aws(database) as machines:
        execution = start(create(WAIT))
        while len(machines.get_execution_history(execution)["events"]) < 2:
            time.sleep(0.005)
        machines.write_running_histories()

    with local_aws(database):
        described = client().describe_execution(executionArn=execution)
        events = client().get_execution_history(executionArn=execution)["events"]

    assert (described["status"], described["error"]) == ("FAILED", "Local.Interrupted")
    assert [event["type"] for event in events] == ["ExecutionStarted", "WaitStateEntered", "ExecutionFailed"]
    assert [event["id"] for event in events] == [1, 2, 3]
