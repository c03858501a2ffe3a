"""What a node tells of the workflow that it ran and that failed by an expression."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from exeoflow.api.executions.steps import fault_shown, step_shown
from exeoflow.model import json
from exeoflow.model.execution import ExecutionRecord, Parent
from exeoflow.service.executions.explain.steps import ExplainedStep, StepFault, explained_fault, get_step
from exeoflow.texts import Language
from tests.fakes.ports import FakePorts, fake_ports
from tests.integration.embedded.test_explained_steps import ran, steps
from tests.oracle.drawings.drawing import drawn, for_each, values
from tests.oracle.interpreter.environment import Failure
from tests.oracle.interpreter.execution import EXECUTION_ID
from tests.oracle.json_value import Json
from tests.unit.api.requests import request

EVALUATION = "States.QueryEvaluationError"
COMPILED = "'$number($states.input.text)'"
BAD = drawn("t > bad", bad=values(no="{{ $number($trigger.text) }}"))
CALL: dict[str, Json] = {"type": "sub_workflow", "config": {"workflow_id": "wf_other"}}
CALLING = drawn("t > bad", bad=CALL)


@dataclass(frozen=True)
class Called:
    """Each call of a node fails as the execution of this id did."""

    run_id: Json
    code: str = EVALUATION

    def answer(self, node_id: str, request: Json, attempt: int) -> Failure:  # noqa: ARG002 - always the same
        cause = {"Name": self.run_id, "Status": "FAILED", "Error": self.code, "Cause": COMPILED}
        return Failure(0, "States.TaskFailed", json.write(cause))


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()


def message(fault: StepFault | None, language: Language = "en") -> str:
    assert fault is not None
    return fault_shown(fault, language)["message"]


def started(ports: FakePorts, record: ExecutionRecord, run_id: str, parent: Parent | None) -> str:
    """Let what ran be the execution of this id, which a node of the parent started."""
    del ports.executions.records[EXECUTION_ID]
    execution = replace(record.execution, id=run_id, parent=parent)
    ports.executions.records[run_id] = replace(record, execution=execution)
    ports.machines.answers[run_id] = ports.machines.answers.pop(EXECUTION_ID)
    return run_id


def called(ports: FakePorts, run_id: str, parent_id: str = EXECUTION_ID, **given: Any) -> str:
    return started(ports, ran(ports, BAD, {"text": "x"}, **given), run_id, Parent(parent_id, "bad"))


def told(found: list[ExplainedStep]) -> list[bool]:
    return [each.fault is not None and each.fault.inner is not None for each in found]


def test_the_message_is_that_of_the_field_inside(ports: FakePorts) -> None:
    record = ran(ports, CALLING, {}, Called(called(ports, "exec_sub1")))

    fault = explained_fault(ports, record)

    assert message(fault).startswith("In the workflow `W`, `BAD` failed. `values.no`: the expression")
    assert message(fault, "de").startswith("Im Workflow `W` ist `BAD` gescheitert. `values.no`: Der")
    assert fault is not None
    shown = fault_shown(fault, "en")
    assert (shown["code"], shown["cause"], "field" in shown) == (EVALUATION, COMPILED, False)
    assert get_step(ports, "acme", EXECUTION_ID, 2).fault == fault == steps(ports)[1].fault


def test_an_attempt_that_failed_as_the_step_did_is_told_in_the_same_words(ports: FakePorts) -> None:
    ran(ports, CALLING, {}, Called(called(ports, "exec_sub1")))

    shown = step_shown(get_step(ports, "acme", EXECUTION_ID, 2), request(), is_whole=True)

    [attempt] = shown["attempts"]
    assert attempt["error"] == {"code": EVALUATION, "message": shown["error"]["message"]}
    assert COMPILED not in attempt["error"]["message"]


def test_workflows_within_workflows_are_told_to_a_depth(ports: FakePorts) -> None:
    called(ports, "exec_sub9", "exec_sub8")
    for number in range(8, 0, -1):
        parent = Parent(f"exec_sub{number - 1}" if number > 1 else EXECUTION_ID, "bad")
        calling = ran(ports, CALLING, {}, Called(f"exec_sub{number + 1}"))
        started(ports, calling, f"exec_sub{number}", parent)

    deep = ran(ports, CALLING, {}, Called("exec_sub1"))
    near = ports.executions.get("exec_sub6")

    assert message(explained_fault(ports, deep)) == COMPILED
    assert near is not None
    assert message(explained_fault(ports, near)).count("In the workflow") == 3


@pytest.mark.parametrize("name", ["exec_sub2", "exec_gone", "exec_subgone", None, 5])
def test_only_an_execution_that_the_node_started_is_read(ports: FakePorts, name: Json) -> None:
    called(ports, "exec_sub2", "exec_another")
    record = ran(ports, CALLING, {}, Called(name))

    assert message(explained_fault(ports, record)) == COMPILED


def test_one_that_no_node_started_tells_nothing(ports: FakePorts) -> None:
    started(ports, ran(ports, BAD, {"text": "x"}), "exec_sub1", None)

    assert message(explained_fault(ports, ran(ports, CALLING, {}, Called("exec_sub1")))) == COMPILED


def test_one_whose_revision_is_no_longer_kept_tells_nothing(ports: FakePorts) -> None:
    called(ports, "exec_sub1", revision=None)

    assert message(explained_fault(ports, ran(ports, CALLING, {}, Called("exec_sub1")))) == COMPILED


def test_no_execution_is_read_for_another_error(ports: FakePorts) -> None:
    ran(ports, CALLING, {}, Called(called(ports, "exec_sub1"), "Http.Status404"))

    assert told(steps(ports)) == [False, False]


def test_for_a_list_of_steps_a_few_executions_are_read(ports: FakePorts) -> None:
    run_id = called(ports, "exec_sub1")
    call = {**CALL, "on_error": "continue"}
    ran(ports, drawn("t > f", "f:loop > bad", f=for_each(), bad=call), {"items": [0] * 7}, Called(run_id))

    assert sum(told(steps(ports))) == 5
