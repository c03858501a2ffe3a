"""What asks for an answer from outside becomes one state, which leaves by every handle itself."""

from typing import Any

import pytest

from exeoflow.nodes.lowering import Task
from tests.oracle.drawings.drawing import drawn, values
from tests.oracle.interpreter.environment import ScriptedEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine
from tests.unit.compiler.machines import compiled, shape, states
from tests.unit.nodes.lowered import lowered

APPROVAL: dict[str, Json] = {"type": "approval", "config": {"message": "Pay?", "timeout": 10}}
CALL: dict[str, Json] = {"type": "wait", "config": {"call": True, "timeout": 10}}
ASKED = drawn(
    "t > p",
    "p:approved > a",
    "p:rejected > b",
    "p:timeout > c",
    p=APPROVAL,
    a=values(),
    b=values(),
    c=values(),
)


def catchers(state: dict[str, Any]) -> list[tuple[list[str], str]]:
    return [(each["ErrorEquals"], each["Next"]) for each in state["Catch"]]


def test_an_approval_is_one_state() -> None:
    assert shape(ASKED) == {"p": "Task", "a": "Pass", "b": "Pass", "c": "Pass"}


def test_no_answer_but_yes_is_caught() -> None:
    state = states(ASKED)["p"]

    assert state["Next"] == "a"
    assert catchers(state) == [(["Approval.Rejected"], "b"), (["States.Timeout"], "c")]
    assert state["TimeoutSeconds"] == 10


def test_handles_that_lead_nowhere_end_their_path() -> None:
    state = states(drawn("t > p", p=APPROVAL))["p"]

    assert catchers(state) == [
        (["Approval.Rejected"], "End after p"),
        (["States.Timeout"], "End after p"),
    ]


def test_what_the_author_says_of_errors_comes_last() -> None:
    state = states(drawn("t > p", "p:error > e", p={**APPROVAL, "on_error": "branch"}, e=values()))["p"]

    assert catchers(state)[-1] == (["States.ALL"], "e")


def test_an_answer_is_never_asked_for_again_by_a_retry() -> None:
    state = states(drawn("t > p", p={**APPROVAL, "retry": {"errors": ["States.Timeout"]}}))["p"]

    own, never, authors = state["Retry"]
    assert "States.Timeout" not in own["ErrorEquals"]
    assert never == {"ErrorEquals": ["Approval.Rejected", "States.Timeout"], "MaxAttempts": 0}
    assert authors["ErrorEquals"] == ["States.Timeout"]


def test_the_errors_that_tell_of_a_handle_are_named() -> None:
    assert compiled(
        drawn("t > p > w", p=APPROVAL, w=CALL) | {"connections": _wired("p", "w")}
    ).answer_errors == {
        "p": ["Approval.Rejected", "States.Timeout"],
        "w": ["States.Timeout"],
    }


def _wired(source: str, target: str) -> Json:
    return [
        {"source": "t", "target": source},
        {"source": source, "target": target, "source_handle": "approved"},
    ]


def test_a_disabled_approval_passes_its_input_on_by_its_first_handle() -> None:
    workflow = drawn(
        "t > p", "p:approved > a", "p:rejected > b", p={**APPROVAL, "disabled": True}, a=values(), b=values()
    )

    assert shape(workflow) == {"p": "Pass", "a": "Pass"}


def test_a_wait_for_a_call_is_one_state() -> None:
    state = states(drawn("t > w > a", "w:timeout > b", w=CALL, a=values(), b=values()))["w"]

    assert state["Next"] == "a"
    assert catchers(state) == [(["States.Timeout"], "b")]


def test_an_attempt_that_waits_has_an_event_more() -> None:
    workflow = drawn("t > w", w=CALL)
    machine = compiled_machine(workflow)
    assert machine

    compared = compare(workflow, machine, "t", {}, ScriptedEnvironment())

    retries = compiled(workflow).definition["States"]["w"]["Retry"][0]["MaxAttempts"]
    assert compared.happened.events == 2 + 2 + 4
    end_after_timeout = 2
    most = compiled(workflow).budgets["history_events"]["max"]
    assert most == 2 + 2 + 4 * (1 + retries) + end_after_timeout


def test_who_asks_knows_where_it_is_asked() -> None:
    task = lowered("approval", {"message": "{{ $input }}?", "data": {"n": 1}})

    assert isinstance(task, Task)
    assert task.resource == "arn:aws:states:::lambda:invoke.waitForTaskToken"
    assert isinstance(task.arguments, dict)
    assert task.arguments["Payload"] == {
        "kind": "approval",
        "message": '{% $v_input & "?" %}',
        "data": {"n": 1},
        "timeout": 604_800,
        "task_token": "{% $states.context.Task.Token %}",
        "node_id": "n",
        "execution_id": "{% $states.context.Execution.Name %}",
        "workflow_id": "{% $v_workflow %}",
        "workspace": "${Workspace}",
    }


@pytest.mark.parametrize(
    ("environment", "node"),
    [
        (ScriptedEnvironment(), "a"),
        (ScriptedEnvironment(rejected=frozenset({"p"})), "b"),
        (ScriptedEnvironment(seconds={"p": 11}), "c"),
    ],
)
def test_each_answer_leads_to_its_handle(environment: ScriptedEnvironment, node: str) -> None:
    machine = compiled_machine(ASKED)
    assert machine

    compared = compare(ASKED, machine, "t", {}, environment)

    assert compared.differences == ()
    assert [run.node_id for run in compared.meant.runs] == ["t", "p", node]
