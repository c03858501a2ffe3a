"""What every runner of machines does: Step Functions, on moto with the project's adapters, and the engine."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from exeoflow.adapters.step_functions.machines import (
    KEPT_VERSIONS,
    MachineSettings,
    StepFunctionsMachines,
)
from exeoflow.adapters.step_functions.roles import SharedRole
from exeoflow.adapters.step_functions.stack_filling import StackFilling
from exeoflow.compiler.emit.express import LONGEST_RUN
from exeoflow.errors import StartRefused, StateMachineMissing, Unavailable
from exeoflow.model.execution import ExecutionEnd, ExecutionError, ExecutionStatus
from exeoflow.model.json import JsonObject
from exeoflow.model.resource_names import ResourceNames
from exeoflow.service.ports.state_machines import MachineKind, MachineVersion, Run, Sighting, StateMachines
from local.embedded.engine.machines import EmbeddedMachines
from local.state.database import Database
from tests.contract.conftest import Tables
from tests.embedded import embedded_machines

PREFIX = "arn:aws:states:eu-central-1:123456789012:stateMachine:exeoflow-"
FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:run"
FILLING = StackFilling(
    machine_prefix=PREFIX,
    run_http_request=FUNCTION,
    run_code=FUNCTION,
    put_object=FUNCTION,
    run_file_operation=FUNCTION,
    transform_data=FUNCTION,
    request_approval=FUNCTION,
    webhooks_table="webhooks",
    variables_table="variables",
    resource_names=ResourceNames("for-workflows-", is_single_tenant=True),
)
SUCCESS, FAILED = ExecutionStatus.SUCCESS, ExecutionStatus.FAILED
BEGUN, ENDED = datetime(2024, 1, 20, 10, tzinfo=UTC), datetime(2024, 1, 20, 10, 0, 1, tzinfo=UTC)
LONGEST_REQUEST = 29
"""Seconds that a function of the API runs at most (`template.yaml`)."""


@pytest.fixture
def step_functions(tables: Tables) -> StepFunctionsMachines:
    del tables  # opens moto
    settings = MachineSettings(
        FILLING,
        log_group_arn="arn:aws:logs:eu-central-1:123456789012:log-group:machines:*",
        is_traced=True,
    )
    role = SharedRole("arn:aws:iam::123456789012:role/machines")
    return StepFunctionsMachines(boto3.client("stepfunctions"), settings, role)


@pytest.fixture
def embedded(database: Database) -> Iterator[EmbeddedMachines]:
    with embedded_machines(database, FILLING) as machines:
        yield machines


@pytest.fixture(params=["step_functions", "embedded"])
def machines(request: pytest.FixtureRequest) -> StateMachines:
    machines: StateMachines = request.getfixturevalue(request.param)
    return machines


def version(*states: JsonObject, revision: int = 1) -> MachineVersion:
    names = [f"S{number}" for number in range(len(states))]
    chained = {
        name: state if state["Type"] == "Fail" else {**state, **({"Next": after} if after else {"End": True})}
        for name, after, state in zip(names, [*names[1:], None], states, strict=True)
    }
    definition: JsonObject = {"QueryLanguage": "JSONata", "StartAt": "S0", "States": chained}
    return MachineVersion("acme", "wf_1", revision, definition)


PASS: JsonObject = {"Type": "Pass"}
WAIT: JsonObject = {"Type": "Wait", "Seconds": 60}
FAIL: JsonObject = {"Type": "Fail", "Error": "Workflow.Stopped", "Cause": "Schluss"}


def settled(look: Callable[[], Sighting]) -> Sighting:
    deadline = time.monotonic() + 20
    while (sighting := look()).end is None:
        if time.monotonic() > deadline:
            pytest.fail("the execution does not end")
        time.sleep(0.02)
    return sighting


def test_each_revision_is_a_version_that_can_be_started(machines: StateMachines) -> None:
    first = machines.publish(version(PASS))
    second = machines.publish(version(FAIL, revision=2))

    machines.start(first, "exec_1", '{"a": 1}')
    machines.start(second, "exec_2", "{}")

    passed = settled(lambda: machines.find("wf_1", "exec_1"))
    failed = settled(lambda: machines.find("wf_1", "exec_2"))
    assert passed.end is not None
    assert (passed.end.status, passed.end.output) == (ExecutionStatus.SUCCESS, {"a": 1})
    assert failed.end is not None
    assert failed.end.error == ExecutionError("Workflow.Stopped", "Schluss", None)


def test_what_an_execution_was_started_with_can_be_read(machines: StateMachines) -> None:
    machines.start(machines.publish(version(PASS)), "exec_1", '{"a": 1}')

    assert machines.input_of("wf_1", "exec_1") == '{"a": 1}'
    assert machines.input_of("wf_1", "exec_2") is None


def test_a_wrong_guess_whether_the_machine_exists_does_no_harm(machines: StateMachines) -> None:
    late = machines.publish(version(PASS, revision=7))
    again = machines.publish(version(WAIT, revision=1))

    assert late.startswith(f"{PREFIX}wf_1:")
    assert again.startswith(f"{PREFIX}wf_1:")
    assert late != again


def test_publishing_the_same_twice_gives_a_version_that_starts(machines: StateMachines) -> None:
    machines.publish(version(PASS))

    machines.start(machines.publish(version(PASS)), "exec_1", "{}")

    assert settled(lambda: machines.find("wf_1", "exec_1")).end is not None


def test_a_replacement_has_the_settings_of_now(step_functions: StepFunctionsMachines) -> None:
    step_functions.publish(version(PASS))
    role = "arn:aws:iam::123456789012:role/others"
    now = replace(step_functions.settings, is_traced=False)

    arn = replace(step_functions, settings=now, roles=SharedRole(role)).publish(
        replace(version(PASS), is_replacement=True)
    )

    described = step_functions.client.describe_state_machine(stateMachineArn=arn.rpartition(":")[0])
    assert described["roleArn"] == role
    assert not described["tracingConfiguration"]["enabled"]


def test_only_a_handful_of_versions_is_kept(machines: StateMachines) -> None:
    arns = [machines.publish(version(PASS, revision=number)) for number in range(1, KEPT_VERSIONS + 3)]

    with pytest.raises(StateMachineMissing):
        machines.start(arns[0], "exec_1", "{}")
    machines.start(arns[-KEPT_VERSIONS], "exec_2", "{}")


def test_an_execution_starts_once(machines: StateMachines) -> None:
    arn = machines.publish(version(PASS))

    machines.start(arn, "exec_1", '{"a": 1}')
    settled(lambda: machines.find("wf_1", "exec_1"))
    machines.start(arn, "exec_1", '{"a": 2}')

    assert settled(lambda: machines.find("wf_1", "exec_1")).end == machines.find("wf_1", "exec_1").end


def test_what_does_not_exist_cannot_be_started(machines: StateMachines) -> None:
    with pytest.raises(StateMachineMissing):
        machines.start(f"{PREFIX}wf_none:1", "exec_1", "{}")


def test_an_input_may_be_as_large_as_they_say(machines: StateMachines) -> None:
    assert machines.most_input_bytes >= 262_144


def test_what_step_functions_rejects_surely_did_not_start(machines: StateMachines) -> None:
    arn = machines.publish(version(PASS))

    with pytest.raises(StartRefused):
        machines.start(arn, "exec_1", "no JSON")


def test_an_execution_can_be_stopped_and_what_is_unknown_is_no_fault(
    machines: StateMachines,
) -> None:
    machines.start(machines.publish(version(WAIT)), "exec_1", "{}")

    machines.stop("wf_1", "exec_1")
    machines.stop("wf_1", "exec_1")
    machines.stop("wf_1", "exec_unknown")

    sighting = settled(lambda: machines.find("wf_1", "exec_1"))
    assert sighting.end is not None
    assert sighting.end.status is ExecutionStatus.CANCELLED
    assert machines.find("wf_1", "exec_unknown") == Sighting(is_known=False)


def test_a_history_tells_of_states_and_of_the_end(machines: StateMachines) -> None:
    machines.start(machines.publish(version(PASS, FAIL)), "exec_1", "{}")
    settled(lambda: machines.find("wf_1", "exec_1"))

    history = machines.history("wf_1", "exec_1")

    assert history is not None
    assert [event.state for event in history if event.kind.endswith("StateEntered")] == ["S0", "S1"]
    assert (history[-1].kind, history[-1].error) == ("ExecutionFailed", "Workflow.Stopped")
    assert machines.history("wf_1", "exec_unknown") is None


def test_an_event_is_found_by_its_data_and_since_when(machines: StateMachines) -> None:
    machines.start(machines.publish(version(PASS)), "exec_1", '{"n": 1}')
    settled(lambda: machines.find("wf_1", "exec_1"))
    history = machines.history("wf_1", "exec_1", with_data=True)
    assert history is not None
    begun, later = history[0].at, history[-1].at + timedelta(seconds=1)

    def has(execution_id: str, since: datetime, data: str) -> bool:
        return machines.has_event(
            "wf_1",
            execution_id,
            since,
            lambda each: each.data is not None and json.loads(each.data) == json.loads(data),
        )

    assert has("exec_1", begun, '{"n": 1}')
    assert not has("exec_1", begun, '{"n": 2}')
    assert not has("exec_1", later, '{"n": 1}')
    assert not has("exec_unknown", begun, '{"n": 1}')


def test_a_deleted_machine_is_gone_and_deleting_it_again_is_no_fault(
    machines: StateMachines,
) -> None:
    arn = machines.publish(version(PASS))

    machines.delete("wf_1")
    machines.delete("wf_1")

    with pytest.raises(StateMachineMissing):
        machines.start(arn, "exec_1", "{}")


def test_a_token_that_nothing_waits_with_is_answered_in_vain(machines: StateMachines) -> None:
    assert machines.finish_task("unknown", "{}") is False
    assert machines.fail_task("unknown", "No", "because") is False


def test_the_stack_fills_in_its_function_and_the_workspace(machines: StateMachines) -> None:
    task: JsonObject = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {
            "FunctionName": "${RunHttpRequestFunctionArn}",
            "Payload": {"workspace": "${Workspace}", "body": "${Workspace}"},
        },
    }

    new = version(task)

    filled: Any = machines.fill(new.workspace, new.definition)

    assert filled["States"]["S0"]["Arguments"] == {
        "FunctionName": FUNCTION,
        "Payload": {"workspace": "acme", "body": "${Workspace}"},
    }


def test_the_filling_has_another_hash_when_the_stack_says_something_else(
    step_functions: StepFunctionsMachines,
) -> None:
    filling = replace(FILLING, resource_names=ResourceNames("for-others-", is_single_tenant=True))
    elsewhere = replace(step_functions.settings, filling=filling)

    assert replace(step_functions).filling_hash == step_functions.filling_hash
    assert replace(step_functions, settings=elsewhere).filling_hash != step_functions.filling_hash


def test_a_run_that_is_waited_for_is_answered_with_its_end(machines: StateMachines) -> None:
    passing = replace(version(PASS), workflow_id="wf_1-express", kind=MachineKind.EXPRESS)
    failing = replace(passing, definition=version(FAIL).definition, revision=2)

    passed = machines.run(machines.publish(passing), "exec_1", '{"a": 1}')
    failed = machines.run(machines.publish(failing), "exec_2", "{}")

    assert (passed.end.status, passed.end.output) == (ExecutionStatus.SUCCESS, {"a": 1})
    assert failed.end.error == ExecutionError("Workflow.Stopped", "Schluss", None)


def test_the_engine_keeps_the_history_of_a_run(embedded: EmbeddedMachines) -> None:
    run = embedded.run(embedded.publish(replace(version(PASS), kind=MachineKind.EXPRESS)), "exec_1", "{}")

    assert run.history is not None
    assert run.history[-1].kind == "ExecutionSucceeded"


def test_what_does_not_exist_cannot_be_run_either(machines: StateMachines) -> None:
    with pytest.raises(StateMachineMissing):
        machines.run(f"{PREFIX}wf_none:1", "exec_1", "{}")


def test_what_is_no_json_surely_did_not_run(machines: StateMachines) -> None:
    with pytest.raises(StartRefused):
        machines.run(machines.publish(version(PASS)), "exec_1", "no JSON")


def test_a_run_that_does_not_end_is_waited_for_so_long_only(
    embedded: EmbeddedMachines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.embedded.engine.machines._LONGEST_RUN", 0.01)

    with pytest.raises(Unavailable):
        embedded.run(embedded.publish(version(WAIT)), "exec_1", "{}")


def answered(machines: StepFunctionsMachines, answer: JsonObject) -> Run:
    """Let Step Functions answer a run so; moto has no such call."""
    client = boto3.client("stepfunctions")
    told = {"executionArn": f"{PREFIX}wf_1-express:exec_1:a", "startDate": BEGUN, "stopDate": ENDED, **answer}
    asked = {"stateMachineArn": f"{PREFIX}wf_1-express:3", "name": "exec_1", "input": "{}"}
    with Stubber(client) as stubber:
        stubber.add_response("start_sync_execution", told, asked)
        return replace(machines, make_waiting_client=lambda: client).run(
            f"{PREFIX}wf_1-express:3", "exec_1", "{}"
        )


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ({"status": "SUCCEEDED", "output": '{"a": 1}'}, ExecutionEnd(SUCCESS, ENDED, {"a": 1})),
        (
            {"status": "FAILED", "error": "No", "cause": "Schluss"},
            ExecutionEnd(FAILED, ENDED, error=ExecutionError("No", "Schluss")),
        ),
        ({"status": "TIMED_OUT"}, ExecutionEnd(FAILED, ENDED, error=ExecutionError("States.Timeout", ""))),
    ],
)
def test_step_functions_answers_a_run_with_its_end(
    step_functions: StepFunctionsMachines, answer: JsonObject, end: ExecutionEnd
) -> None:
    assert answered(step_functions, answer) == Run(end)


def test_an_answer_without_an_end_tells_nothing(step_functions: StepFunctionsMachines) -> None:
    with pytest.raises(Unavailable):
        answered(step_functions, {"status": "RUNNING"})


def test_a_run_is_asked_for_once(step_functions: StepFunctionsMachines) -> None:
    """Whoever does not get an answer cannot know whether it ran, and asks nobody to run it again."""
    config: Any = step_functions.make_waiting_client().meta.config

    assert config.retries["total_max_attempts"] == 1
    assert LONGEST_RUN < config.read_timeout < LONGEST_REQUEST


def test_an_express_machine_is_made_as_such(step_functions: StepFunctionsMachines) -> None:
    arn = step_functions.publish(replace(version(PASS), workflow_id="wf_1-express", kind=MachineKind.EXPRESS))

    described = step_functions.client.describe_state_machine(stateMachineArn=arn.rpartition(":")[0])
    assert described["type"] == "EXPRESS"
