from typing import Any

import pytest

from tests.oracle.interpreter.environment import ScriptedEnvironment
from tests.oracle.judges.lint import faults
from tests.oracle.simulator.machine import Machine, MachineTrace
from tests.oracle.simulator.simulate import simulate

INVOKE = "arn:aws:states:::lambda:invoke"


def machine(*, first: str | None = None, **states: dict[str, Any]) -> dict[str, Any]:
    return {"QueryLanguage": "JSONata", "StartAt": first or next(iter(states)), "States": states}


def scope(**states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def task(**fields: Any) -> dict[str, Any]:
    arguments = {"FunctionName": "f", "Payload": {"url": "u"}}
    return {"Type": "Task", "Resource": INVOKE, "Arguments": arguments, "End": True, **fields}


def passing(output: Any, **fields: Any) -> dict[str, Any]:
    return {"Type": "Pass", "Output": output, **({} if "Next" in fields else {"End": True}), **fields}


def run(definition: dict[str, Any], data: Any = None, **environment: Any) -> MachineTrace:
    assert faults(definition) == []
    return simulate(Machine(definition), data, ScriptedEnvironment(**environment))


def test_all_expressions_of_a_state_see_the_variables_at_its_entry() -> None:
    definition = machine(
        A=passing(0, Assign={"x": 1}, Next="B"),
        B=passing("{% $x %}", Assign={"x": "{% $x + 1 %}"}, Next="C"),
        C=passing("{% [$states.input, $x] %}"),
    )

    assert run(definition).outcome.output == [1, 2]


def test_a_variable_that_was_never_assigned_fails_the_state() -> None:
    trace = simulate(Machine(machine(A=passing("{% $x %}"))), None, ScriptedEnvironment())

    assert (trace.outcome.code, trace.outcome.node_id) == ("States.QueryEvaluationError", "A")


def test_an_undefined_result_fails_the_state() -> None:
    assert run(machine(A=passing("{% $states.input.none %}"))).outcome.code == "States.QueryEvaluationError"


def test_null_is_a_value() -> None:
    assert run(machine(A=passing("{% $states.input.n %}")), {"n": None}).outcome.output is None


def test_a_branch_reads_outer_variables_and_its_own_end_with_it() -> None:
    branch = scope(
        B=passing("{% $x + 1 %}", Assign={"y": 5}, Next="D"), D=passing("{% $y + $states.input %}")
    )
    definition = machine(
        A=passing(0, Assign={"x": 1}, Next="P"),
        P={"Type": "Parallel", "Branches": [branch], "Next": "C"},
        C=passing("{% $states.input %}"),
    )

    assert run(definition).outcome.output == [7]
    definition["States"]["C"]["Output"] = "{% $y %}"
    assert faults(definition) == ["C: $y may not have been assigned"]


def test_an_inner_scope_may_not_use_an_outer_name() -> None:
    branch = scope(B=passing(1, Assign={"x": 2}))
    definition = machine(
        A=passing(0, Assign={"x": 1}, Next="P"), P={"Type": "Parallel", "Branches": [branch], "End": True}
    )

    assert faults(definition) == ["$x: an outer scope uses the name"]
    assert simulate(Machine(definition), None, ScriptedEnvironment()).outcome.code == "States.Runtime"


def test_parallel_ends_with_its_slowest_branch_and_lists_their_outputs() -> None:
    slow, fast = (
        scope(**{name: {"Type": "Wait", "Seconds": seconds, "Output": name, "End": True}})
        for name, seconds in (("S", 5), ("F", 1))
    )

    outcome = run(machine(P={"Type": "Parallel", "Branches": [slow, fast], "End": True})).outcome

    assert (outcome.output, outcome.seconds) == (["S", "F"], 5)


def test_the_first_failing_branch_ends_the_others_and_is_caught_outside() -> None:
    branches = [scope(T=task()), scope(W={"Type": "Wait", "Seconds": 9, "End": True})]
    catch = [
        {"ErrorEquals": ["Http.Timeout"], "Assign": {"e": "{% $states.errorOutput.Error %}"}, "Next": "C"}
    ]
    definition = machine(
        P={"Type": "Parallel", "Branches": branches, "Catch": catch, "End": True}, C=passing("{% $e %}")
    )

    outcome = run(definition, failures={"T": ("Http.Timeout", 1)}).outcome

    assert (outcome.output, outcome.seconds) == ("Http.Timeout", 1)


def test_a_catcher_without_output_passes_error_and_cause_on() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "C"}]
    definition = machine(T=task(Catch=catch), C=passing("{% $parse($states.input.Cause).errorMessage %}"))

    assert run(definition, failures={"T": ("E", 1)}).outcome.output == "T failed"


def test_retry_waits_with_backoff_and_counts_attempts() -> None:
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 3}]

    trace = run(machine(T=task(Retry=retry)), failures={"T": ("E", 2)})

    assert trace.outcome.seconds == 1 + 2 + 1 + 6 + 1
    assert trace.events == 2 + 2 + 3 * 3


def test_a_timeout_is_not_task_failed() -> None:
    catch = [
        {"ErrorEquals": ["States.TaskFailed"], "Next": "A"},
        {"ErrorEquals": ["States.Timeout"], "Next": "B"},
    ]
    definition = machine(T=task(TimeoutSeconds=2, Catch=catch), A=passing("a"), B=passing("b"))

    assert run(definition, seconds={"T": 3}).outcome.output == "b"


def test_a_timeout_has_no_cause() -> None:
    catch = [
        {"ErrorEquals": ["States.ALL"], "Output": "{% $exists($states.errorOutput.Cause) %}", "Next": "A"}
    ]

    assert (
        run(
            machine(T=task(TimeoutSeconds=2, Catch=catch), A={"Type": "Succeed"}), seconds={"T": 3}
        ).outcome.output
        is False
    )


def test_map_runs_as_many_iterations_at_a_time_as_its_concurrency() -> None:
    body = scope(W={"Type": "Wait", "Seconds": 1, "End": True})
    each = {
        "Type": "Map",
        "Items": "{% $states.input %}",
        "MaxConcurrency": 2,
        "ItemProcessor": body,
        "End": True,
    }

    trace = run(machine(M=each), ["a", "b", "c"])

    assert trace.outcome.output == ["a", "b", "c"]
    assert trace.outcome.seconds == 2
    assert trace.events == 2 + 4 + 3 * (2 + 2)


def test_the_item_is_known_to_the_selector_only() -> None:
    body = scope(P=passing("{% $exists($states.context.Map) %}"))

    assert run(
        machine(M={"Type": "Map", "Items": [1], "ItemProcessor": body, "End": True})
    ).outcome.output == [False]


def test_data_that_looks_like_an_expression_is_not_evaluated() -> None:
    body = {"Type": "Map", "ItemProcessor": scope(P={"Type": "Pass", "End": True}), "Next": "F"}
    fork = {"Type": "Parallel", "Branches": [scope(Q={"Type": "Pass", "End": True})], "End": True}

    assert run(machine(M=body, F=fork), ["{% 1 %}"]).outcome.output == [["{% 1 %}"]]


def test_an_item_selector_sees_the_item() -> None:
    each = {
        "Type": "Map",
        "Items": [7, 8],
        "ItemSelector": {"v": "{% $states.context.Map.Item.Value %}", "all": "{% $states.input %}"},
        "ItemProcessor": scope(P=passing("{% $states.input %}")),
        "End": True,
    }

    assert run(machine(M=each), 1).outcome.output == [{"v": 7, "all": 1}, {"v": 8, "all": 1}]


def test_map_takes_a_list_only() -> None:
    each = {"Type": "Map", "Items": "{% 1 %}", "ItemProcessor": scope(P=passing(1)), "End": True}

    assert run(machine(M=each)).outcome.code == "States.QueryEvaluationError"


def test_a_choice_takes_the_first_rule_that_is_true_with_its_own_assignments() -> None:
    choice = {
        "Type": "Choice",
        "Choices": [
            {"Condition": "{% $states.input > 5 %}", "Assign": {"x": "big"}, "Next": "A"},
            {"Condition": "{% $states.input > 1 %}", "Assign": {"x": "middle"}, "Next": "A"},
        ],
        "Assign": {"x": "small"},
        "Default": "A",
    }
    definition = machine(C=choice, A=passing("{% $x %}"))

    assert [run(definition, n).outcome.output for n in (9, 3, 0)] == ["big", "middle", "small"]


def test_a_condition_that_is_no_boolean_fails() -> None:
    choice = {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "A"}], "Default": "A"}

    assert run(machine(C=choice, A={"Type": "Succeed"})).outcome.code == "States.QueryEvaluationError"


def test_fail_ends_with_error_and_cause() -> None:
    outcome = run(machine(F={"Type": "Fail", "Error": "My.Error", "Cause": "{% 'n' & 1 %}"})).outcome

    assert (outcome.code, outcome.message, outcome.node_id) == ("My.Error", "n1", "F")


def test_an_output_over_256_kib_is_never_caught() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "A"}]
    definition = machine(
        T=task(Output="{% $pad('', 300000, 'x') %}", Next="A", Catch=catch), A={"Type": "Succeed"}
    )
    del definition["States"]["T"]["End"]

    assert run(definition).outcome.code == "States.DataLimitExceeded"


@pytest.mark.parametrize(
    ("states", "fault"),
    [
        ({"A": passing(1, Next="Z")}, "A: Z is not in its scope"),
        ({"A": passing(1), "B": passing(1)}, "B: is never reached"),
        ({"A": {"Type": "Pass"}}, "A: needs either Next or End"),
        ({"A": passing(1, ResultPath="$.x")}, "A: Pass has no field ResultPath"),
        (
            {"A": passing("{% $states.result %}")},
            "A: $states.result where there is none: {% $states.result %}",
        ),
        ({"x" * 81: passing(1)}, f"{'x' * 81}: the name is longer than 80"),
        (
            {"P": {"Type": "Parallel", "Branches": [scope(B=passing(1)), scope(B=passing(2))], "End": True}},
            "B: the name is used 2 times",
        ),
        (
            {"T": task(Catch=[{"ErrorEquals": ["States.ALL", "E"], "Next": "T"}])},
            "T: States.ALL stands neither alone nor last in Catch",
        ),
    ],
)
def test_the_linter_refuses_what_aws_refuses(states: dict[str, Any], fault: str) -> None:
    assert faults(machine(**states)) == [fault]


def test_a_variable_that_nobody_reads_is_a_fault() -> None:
    assert faults(machine(A=passing(1, Assign={"x": 1}))) == ["$x: is never read"]


def test_a_variable_assigned_on_one_path_only_may_not_be_read_after_them() -> None:
    choice = {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "A"}], "Default": "B"}
    definition = machine(C=choice, A=passing(1, Assign={"x": 1}, Next="B"), B=passing("{% $x %}"))

    assert faults(definition) == ["B: $x may not have been assigned"]
