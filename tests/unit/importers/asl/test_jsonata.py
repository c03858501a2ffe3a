"""Machines in JSONata do as workflows what they did."""

from typing import Any

import pytest

from tests.oracle.interpreter.environment import Answer, Failure, Reply
from tests.unit.importers.asl.machines import FUNCTION, Replies, imported, ran, ran_itself, reasons

END: dict[str, Any] = {"Type": "Succeed"}
COUNTING = {
    "Init": {
        "Type": "Pass",
        "Assign": {"i": 0, "all": []},
        "Output": {"kept": "{% $states.input %}"},
        "Next": "Test",
    },
    "Test": {
        "Type": "Choice",
        "Choices": [{"Condition": "{% $i < $states.input.kept.n %}", "Next": "Step"}],
        "Default": "Done",
    },
    "Step": {
        "Type": "Pass",
        "Assign": {"i": "{% $i + 1 %}", "all": "{% $append($all, [$i]) %}"},
        "Output": {"kept": "{% $states.input.kept %}", "before": "{% $i %}"},
        "Next": "Test",
    },
    "Done": {
        "Type": "Succeed",
        "Output": {"i": "{% $i %}", "all": "{% $all %}", "in": "{% $states.context.Execution.Input %}"},
    },
}
CHOOSING = {
    "Which": {
        "Type": "Choice",
        "Choices": [
            {
                "Condition": "{% $states.input.n > 10 %}",
                "Assign": {"size": "large"},
                "Output": "{% $states.input.n %}",
                "Next": "Tell",
            },
            {"Condition": "{% $states.input.n = 0 %}", "Next": "None"},
        ],
        "Assign": {"size": "small"},
        "Default": "Tell",
    },
    "None": {"Type": "Fail", "Error": "No.Number", "Cause": "{% 'for ' & $states.input.name %}"},
    "Tell": {"Type": "Pass", "Output": {"size": "{% $size %}", "in": "{% $states.input %}"}, "End": True},
}
LISTS = {
    "Each": {
        "Type": "Map",
        "Items": "{% $states.input.list %}",
        "ItemSelector": {
            "v": "{% $states.context.Map.Item.Value %}",
            "i": "{% $states.context.Map.Item.Index %}",
            "n": "{% $states.input.n %}",
        },
        "MaxConcurrency": 2,
        "ItemProcessor": {
            "StartAt": "Big",
            "States": {
                "Big": {
                    "Type": "Choice",
                    "Choices": [{"Condition": "{% $states.input.v > 1 %}", "Next": "Twice"}],
                    "Default": "Same",
                },
                "Twice": {
                    "Type": "Pass",
                    "Output": "{% $states.input.v * 2 + $states.input.i %}",
                    "End": True,
                },
                "Same": {"Type": "Succeed"},
            },
        },
        "Assign": {"got": "{% $states.result %}"},
        "Output": {"first": "{% $states.result[0] %}", "in": "{% $states.input.n %}"},
        "Next": "Both",
    },
    "Both": {
        "Type": "Parallel",
        "Arguments": {"x": "{% $states.input.in %}"},
        "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Output": [1, 2], "End": True}}},
            {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": True}}},
        ],
        "Next": "End",
    },
    "End": {"Type": "Succeed", "Output": {"got": "{% $got %}", "both": "{% $states.input %}"}},
}
LOCAL_NAMES = {
    "One": {
        "Type": "Pass",
        "Output": "{% ($item := $states.input.n; $f := function($index) { $index + $item }; $f(1)) %}",
        "Next": "Two",
    },
    "Two": {
        "Type": "Wait",
        "Seconds": "{% $states.input %}",
        "Output": {"waited": "{% $states.input %}"},
        "End": True,
    },
}


@pytest.mark.parametrize(
    ("states", "data"),
    [
        (COUNTING, {"n": 3}),
        (COUNTING, {"n": 0}),
        (CHOOSING, {"n": 11}),
        (CHOOSING, {"n": 1}),
        (CHOOSING, {"n": 0, "name": "me"}),
        (LISTS, {"list": [1, 2, 3], "n": 7}),
        (LOCAL_NAMES, {"n": 2}),
        (
            {
                "Only": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "End"}]},
                "End": END,
            },
            {},
        ),
    ],
)
def test_a_machine_and_its_workflow_end_alike(states: dict[str, Any], data: Any) -> None:
    done = imported(states)

    outcome, expected = ran(done, data), ran_itself(states, data)

    assert (outcome.status, outcome.output, outcome.code) == (expected.status, expected.output, expected.code)
    assert reasons(done) == {}


def work(**more: Any) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": FUNCTION,
        "Arguments": {"a": "{% $states.input.n %}"},
        "End": True,
        **more,
    }


@pytest.mark.parametrize(
    ("more", "replies", "output"),
    [
        ({}, [Answer(0.0, {"b": 2})], {"b": 2}),
        (
            {"Output": {"r": "{% $states.result.b %}", "i": "{% $states.input.n %}"}},
            [Answer(0.0, {"b": 2})],
            {"r": 2, "i": 1},
        ),
        (
            {"Assign": {"x": "{% $states.result.b %}"}, "Output": "{% $states.result.b %}", "End": True},
            [Answer(0.0, {"b": 2})],
            2,
        ),
        (
            {"Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 5}]},
            [Failure(0.0, "Bad", "x"), Answer(0.0, 3)],
            3,
        ),
    ],
)
def test_a_task_calls_a_function(more: dict[str, Any], replies: list[Reply], output: Any) -> None:
    done = imported({"Work": work(**more)})
    environment = Replies(*replies)

    outcome = ran(done, {"n": 1}, environment)

    assert outcome.output == output
    assert reasons(done) == {"Work": ["resource-name"]}


CATCHING = [
    {"ErrorEquals": ["Bad"], "Output": {"why": "{% $states.errorOutput.Error %}"}, "Next": "Told"},
    {
        "ErrorEquals": ["Odd", "Strange"],
        "Assign": {"error": "{% $states.errorOutput %}"},
        "Output": "{% $states.input.n %}",
        "Next": "Odd",
    },
    {"ErrorEquals": ["States.ALL"], "Next": "Told"},
]


@pytest.mark.parametrize(
    ("error", "output"),
    [
        ("Bad", {"why": "Bad"}),
        ("Strange", {"n": 1, "error": {"Error": "Strange", "Cause": "It went wrong."}}),
        ("Other", {"Error": "Other", "Cause": "It went wrong."}),
    ],
)
def test_errors_are_caught_by_their_names(error: str, output: Any) -> None:
    done = imported(
        {
            "Work": work(Catch=CATCHING),
            "Told": END,
            "Odd": {
                "Type": "Pass",
                "Output": {"n": "{% $states.input %}", "error": "{% $error %}"},
                "End": True,
            },
        }
    )

    outcome = ran(done, {"n": 1}, Replies(Failure(0.0, error, "It went wrong.")))

    assert outcome.output == output


def test_an_error_that_is_not_caught_fails() -> None:
    done = imported({"Work": work(Catch=CATCHING[:1]), "Told": END})

    outcome = ran(done, {"n": 1}, Replies(Failure(0.0, "Other", "x")))

    assert (outcome.status, outcome.code) == ("failed", "Other")


def test_errors_in_branches_and_of_items_are_caught_around_them() -> None:
    states = {
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}},
                {"StartAt": "B", "States": {"B": {"Type": "Fail", "Error": "No", "Cause": "x"}}},
            ],
            "Catch": [{"ErrorEquals": ["No"], "Next": "Each"}],
            "End": True,
        },
        "Each": {
            "Type": "Map",
            "Items": [1, 2],
            "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Fail", "Error": "Nor"}}},
            "Catch": [{"ErrorEquals": ["Nor"], "Next": "Told"}],
            "End": True,
        },
        "Told": END,
    }

    outcome = ran(imported(states), {"n": 1})

    assert outcome.output == {"Error": "Nor", "Cause": ""}


def test_branches_that_are_tried_again_list_their_results() -> None:
    branch = {"StartAt": "A", "States": {"A": {**work(), "Arguments": "{% $states.input %}"}}}
    states = {
        "Both": {
            "Type": "Parallel",
            "Branches": [branch],
            "Retry": [
                {"ErrorEquals": ["Bad"], "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}
            ],
            "Output": {"all": "{% $states.result %}", "in": "{% $states.input %}"},
            "End": True,
        }
    }
    environment = Replies(Failure(0.0, "Bad", "x"), Answer(0.0, [1, 2]))

    outcome = ran(imported(states), {"n": 5}, environment)

    assert outcome.output == {"all": [[1, 2]], "in": {"n": 5}}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"Type": "Pass", "Output": "{% $states.result %}", "End": True}, "expression"),
        ({"Type": "Pass", "Output": "{% $states %}", "End": True}, "expression"),
        ({"Type": "Pass", "Output": "{% 'open %}", "End": True}, "expression"),
        ({"Type": "Pass", "Output": "{% $states.context.Task.Token %}", "End": True}, "context-unknown"),
        ({"Type": "Pass", "Output": "{% $ %}", "End": True}, "expression"),
        ({"Type": "Pass", "Output": "{% $nobody %}", "End": True}, "expression"),
        ({"Type": "Wait", "Seconds": "5", "End": True}, "field"),
        ({"Type": "Fail", "Error": True}, "field"),
        ({"Type": "Pass"}, "field"),
        ({"Type": "Pass", "Next": "Nowhere"}, "state-odd"),
        ({"Type": "Wait", "End": True}, "field"),
        ({"Type": "Other", "End": True}, "state-odd"),
        ({"Type": "Choice", "Choices": [{"Condition": "{% true %}"}]}, "field"),
        ({"Type": "Map", "End": True}, "field"),
        ({"Type": "Parallel", "Branches": [{}], "End": True}, "field"),
        (
            {
                "Type": "Map",
                "ItemReader": {},
                "ItemProcessor": {"StartAt": "X", "States": {"X": END}},
                "End": True,
            },
            "field",
        ),
        (
            {
                "Type": "Map",
                "ToleratedFailureCount": 1,
                "ItemProcessor": {"StartAt": "X", "States": {"X": END}},
                "End": True,
            },
            "field",
        ),
    ],
)
def test_a_state_without_a_counterpart_is_a_placeholder(state: dict[str, Any], reason: str) -> None:
    done = imported({"First": state})

    assert reasons(done)["First"] == [reason]
    [placeholder] = [each for each in done.workflow["nodes"] if each["type"] == "placeholder"]
    assert placeholder["config"]["config"] == state


def test_a_placeholder_leads_to_where_its_state_led() -> None:
    states = {
        "Which": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.x %}", "Next": "A"}],
            "Default": "B",
        },
        "A": END,
        "B": END,
    }

    workflow = imported(states).workflow

    assert [(each.get("source_handle"), each["target"]) for each in workflow["connections"][:2]] == [
        ("output0", "a"),
        ("output1", "b"),
    ]


def test_a_variable_of_which_nobody_knows_who_set_it_last_is_told() -> None:
    states = {
        "One": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Two"},
        "Two": {"Type": "Pass", "Assign": {"x": 2}, "Next": "Which"},
        "Which": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $x = 1 %}", "Next": "One"}],
            "Default": "End",
        },
        "End": END,
    }

    assert reasons(imported(states))["Which"] == ["variable-in-loop"]


def test_variables_around_a_map_are_read_within() -> None:
    states = {
        "One": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Each"},
        "Each": {
            "Type": "Map",
            "Items": [1, 2],
            "ItemProcessor": {
                "StartAt": "Read",
                "States": {"Read": {"Type": "Pass", "Output": "{% $states.input + $x %}", "End": True}},
            },
            "End": True,
        },
    }

    assert ran(imported(states), {}).output == ran_itself(states, {}).output == [2, 3]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"HeartbeatSeconds": 5}, "field-left-out"),
        ({"TimeoutSeconds": "{% 5 %}"}, "field-left-out"),
        ({"Retry": [{"ErrorEquals": ["A"]}, {"ErrorEquals": ["B"], "MaxAttempts": 0}]}, "retriers"),
    ],
)
def test_what_is_left_out_is_told(more: dict[str, Any], reason: str) -> None:
    assert reasons(imported({"Work": work(**more)}))["Work"] == ["resource-name", reason]


@pytest.mark.parametrize(
    ("more", "concurrency", "reason"),
    [
        ({}, 40, []),
        ({"MaxConcurrency": 3}, 3, []),
        ({"MaxConcurrency": 100}, 40, ["field-left-out"]),
        ({"MaxConcurrency": "{% 3 %}"}, 1, ["field-left-out"]),
    ],
)
def test_a_map_runs_some_items_at_a_time(more: dict[str, Any], concurrency: int, reason: list[str]) -> None:
    inner = {"StartAt": "X", "States": {"X": END}}
    done = imported({"Each": {"Type": "Map", "Iterator": inner, "End": True, **more}})

    [loop] = [each for each in done.workflow["nodes"] if each["type"] == "for_each"]
    assert loop["config"]["concurrency"] == concurrency
    assert reasons(done).get("Each", []) == reason


def test_a_distributed_map_runs_within_the_execution() -> None:
    inner = {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "X", "States": {"X": END}}

    done = imported({"Each": {"Type": "Map", "ItemProcessor": inner, "End": True}})

    assert reasons(done) == {"Each": ["distributed"]}
    assert ran(done, [1]).output == [1]


def test_a_state_that_nobody_leads_to_is_told() -> None:
    assert reasons(imported({"A": END, "B": END})) == {"B": ["never-reached"]}


def test_what_a_machine_calls_itself_and_its_time_are_the_workflow_s() -> None:
    done = imported({"A": {**work(), "TimeoutSeconds": 60}}, Comment="Pays", TimeoutSeconds=90)

    assert done.workflow["name"] == "Pays"
    assert done.workflow["settings"]["timeout"] == 90
    assert done.workflow["nodes"][1]["timeout"] == 60


def test_what_is_nearly_the_context_is_told() -> None:
    states = {
        "A": {
            "Type": "Pass",
            "Output": {
                "n": "{% $states.context.State.Name %}",
                "m": "{% $states.context.StateMachine.Name %}",
            },
            "End": True,
        }
    }
    done = imported(states)

    assert reasons(done) == {"A": ["context"]}
    assert ran(done, {}).output["n"] == "A"


def test_a_state_within_a_map_knows_its_item() -> None:
    read = "{% $states.context.Map.Item.Index & '/' & $states.context.Map.Item.Value %}"
    inner = {
        "StartAt": "X",
        "States": {
            "X": {
                "Type": "Parallel",
                "Branches": [
                    {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "Output": read, "End": True}}}
                ],
                "End": True,
            }
        },
    }
    done = imported({"Each": {"Type": "Map", "ItemProcessor": inner, "End": True}})

    assert ran(done, ["a", "b"]).output == [["0/a"], ["1/b"]]


def test_who_reads_what_a_state_without_a_counterpart_sets_is_told() -> None:
    states = {
        "Odd": {**work(Resource="arn:aws:states:::ecs:runTask"), "Assign": {"x": 1}, "Next": "Read"},
        "Read": {"Type": "Pass", "Output": "{% $x %}", "Next": "Free"},
        "Free": {"Type": "Pass", "Assign": 1, "End": True},
        "Alone": {"Type": "Pass", "Assign": {"x": 2}, "Next": "Read"},
    }
    del states["Odd"]["End"]

    assert reasons(imported(states)) == {
        "Odd": ["integration"],
        "Read": ["variable-lost"],
        "Alone": ["never-reached"],
    }
