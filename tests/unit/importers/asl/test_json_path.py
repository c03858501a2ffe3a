"""Machines in JSONPath: paths, templates, intrinsic functions and rules as AWS describes them."""

from typing import Any

import pytest

from tests.oracle.interpreter.environment import Answer, Failure
from tests.unit.importers.asl.machines import FUNCTION, Replies, imported, ran, reasons

DATA = {
    "x": 3,
    "name": "ab",
    "list": [1, 2],
    "one": [7],
    "deep": {"a b": {"c": None}},
    "when": "2024-01-20T10:00:00Z",
}


def passed(**fields: Any) -> Any:
    done = imported({"Only": {"Type": "Pass", "End": True, **fields}}, "JSONPath")
    assert reasons(done) == {}
    return ran(done, DATA).output


@pytest.mark.parametrize(
    ("fields", "output"),
    [
        ({}, DATA),
        ({"Result": [[1], "a{{b"]}, [[1], "a{{b"]),
        ({"InputPath": "$.deep"}, DATA["deep"]),
        ({"InputPath": None}, {}),
        ({"OutputPath": "$.list"}, [1, 2]),
        ({"OutputPath": None}, {}),
        ({"OutputPath": "$.one"}, [7]),
        ({"ResultPath": None, "Result": 1}, DATA),
        ({"ResultPath": "$.x", "Result": 1}, {**DATA, "x": 1}),
        ({"ResultPath": "$.deep.new", "Result": 1, "OutputPath": "$.deep"}, {"a b": {"c": None}, "new": 1}),
        (
            {"Parameters": {"a": 1, "b.$": "$.x", "c": {"d.$": "$['deep']['a b'].c"}}},
            {"a": 1, "b": 3, "c": {"d": None}},
        ),
        ({"Parameters": {"a": [{"b.$": "$.list[1]"}], "c.$": "$.list[-1]"}}, {"a": [{"b": 2}], "c": 2}),
        (
            {"InputPath": "$.deep", "Parameters": {"a.$": "$"}, "ResultPath": "$.y"},
            {**DATA, "y": {"a": DATA["deep"]}},
        ),
        ({"Parameters": {"a.$": "$.list[*]", "b.$": "$.one[*]"}}, {"a": [1, 2], "b": [7]}),
        ({"Parameters": {"a.$": "$$.Execution.Input.x"}}, {"a": 3}),
    ],
)
def test_paths_and_templates(fields: dict[str, Any], output: Any) -> None:
    assert passed(**fields) == output


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("States.Format('{} of {}', $.x, $.list)", "3 of [1,2]"),
        ("States.Format('it\\'s {}', 'me')", "it's me"),
        ("States.Array($.x, $.list, 'a', null, true)", [3, [1, 2], "a", None, True]),
        ("States.StringToJson('[1]')", [1]),
        ("States.JsonToString($.list)", "[1,2]"),
        ("States.ArrayPartition($.list, 1)", [[1], [2]]),
        ("States.ArrayContains($.list, 2)", True),
        ("States.ArrayRange(1, 5, 2)", [1, 3, 5]),
        ("States.ArrayGetItem($.list, 1)", 2),
        ("States.ArrayLength($.list)", 2),
        ("States.ArrayUnique(States.Array(1, 1))", [1]),
        ("States.Base64Decode(States.Base64Encode('a'))", "a"),
        ("States.Hash('exeoflow', 'MD5')", "86afdb0736a7dbc4baffe994057d11b2"),
        ("States.JsonMerge($.deep, $$.Execution.Input.deep, false)", DATA["deep"]),
        ("States.MathAdd($.x, -1)", 2),
        ("States.StringSplit('a.b+c..d', '.+')", ["a", "b", "c", "d"]),
        ("States.MathAdd(States.MathRandom(5, 6), 0)", 5),
    ],
)
def test_intrinsic_functions(call: str, value: Any) -> None:
    assert passed(Parameters={"v.$": call}) == {"v": value}


def test_a_uuid_is_one() -> None:
    assert len(passed(Parameters={"v.$": "States.UUID()"})["v"]) == 36


@pytest.mark.parametrize(
    "path",
    [
        "$.a[?(@.b > 1)]",
        "$..a",
        "x",
        5,
        "States.Nothing()",
        "States.Format('{}')",
        "States.MathAdd(1)",
        "States.MathAdd(1 2)",
        "States.MathAdd(1, ?)",
        "States.UUID() and more",
        "States.StringSplit($.a, $.b)",
        "$unknown.a",
    ],
)
def test_what_has_no_counterpart_is_told(path: object) -> None:
    done = imported({"Only": {"Type": "Pass", "Parameters": {"v.$": path}, "End": True}}, "JSONPath")

    assert reasons(done) == {"Only": ["expression"]}


@pytest.mark.parametrize("path", ["$.a[0]", "x", "$.list[?(@)]"])
def test_a_result_is_placed_only_where_names_lead(path: str) -> None:
    done = imported({"Only": {"Type": "Pass", "Result": 1, "ResultPath": path, "End": True}}, "JSONPath")

    assert set(reasons(done)["Only"]) <= {"field", "expression"}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ({"Variable": "$.x", "NumericEquals": 3}, True),
        ({"Variable": "$.x", "NumericLessThan": 3}, False),
        ({"Variable": "$.x", "NumericGreaterThanEqualsPath": "$.list[1]"}, True),
        ({"Variable": "$.name", "NumericGreaterThan": 1}, False),
        ({"Variable": "$.name", "StringEquals": "ab"}, True),
        ({"Variable": "$.name", "StringLessThan": "b"}, True),
        ({"Variable": "$.name", "StringMatches": "a*"}, True),
        ({"Variable": "$.name", "StringMatches": "a\\*"}, False),
        ({"Variable": "$.name", "StringMatches": ".b"}, False),
        ({"Variable": "$.x", "BooleanEquals": True}, False),
        ({"Variable": "$.when", "TimestampGreaterThan": "2024-01-20T10:00:00+01:00"}, True),
        ({"Variable": "$.when", "IsTimestamp": True}, True),
        ({"Variable": "$.name", "IsTimestamp": False}, True),
        ({"Variable": "$.name", "IsString": True}, True),
        ({"Variable": "$.x", "IsNumeric": True}, True),
        ({"Variable": "$.x", "IsBoolean": True}, False),
        ({"Variable": "$.deep['a b'].c", "IsNull": True}, True),
        ({"Variable": "$.none", "IsPresent": True}, False),
        ({"Variable": "$.none", "IsPresent": False}, True),
        ({"Not": {"Variable": "$.x", "NumericEquals": 3}}, False),
        (
            {
                "And": [
                    {"Variable": "$.x", "NumericEquals": 3},
                    {"Or": [{"Variable": "$.x", "IsNull": True}, {"Variable": "$.name", "IsString": True}]},
                ]
            },
            True,
        ),
    ],
)
def test_rules(rule: dict[str, Any], *, holds: bool) -> None:
    states = {
        "Which": {"Type": "Choice", "Choices": [{**rule, "Next": "Yes"}], "Default": "No"},
        "Yes": {"Type": "Pass", "Result": True, "End": True},
        "No": {"Type": "Pass", "Result": False, "End": True},
    }
    done = imported(states, "JSONPath")

    assert ran(done, DATA).output is holds
    assert reasons(done) == {}


def test_a_rule_without_a_comparison_is_told() -> None:
    states = {
        "Which": {"Type": "Choice", "Choices": [{"Variable": "$.x", "Next": "E"}]},
        "E": {"Type": "Succeed"},
    }

    assert reasons(imported(states, "JSONPath"))["Which"] == ["expression"]


def test_a_rule_about_what_is_missing_fails() -> None:
    rule = {"Variable": "$.none", "NumericEquals": 1, "Next": "E"}
    states = {"Which": {"Type": "Choice", "Choices": [rule], "Default": "E"}, "E": {"Type": "Succeed"}}

    assert ran(imported(states, "JSONPath"), DATA).status == "failed"


def test_variables_and_paths_of_a_choice() -> None:
    states = {
        "Set": {"Type": "Pass", "Assign": {"v.$": "$.x", "w": 2}, "Next": "Which"},
        "Which": {
            "Type": "Choice",
            "InputPath": "$.deep",
            "OutputPath": "$['a b']",
            "Choices": [{"Variable": "$v", "NumericEquals": 3, "Assign": {"w.$": "$.x"}, "Next": "Tell"}],
        },
        "Tell": {"Type": "Pass", "Parameters": {"w.$": "$w", "c.$": "$.c"}, "End": True},
    }

    done = imported(states, "JSONPath")

    assert ran(done, {**DATA, "x": 3}).output == {"w": 3, "c": None}


def work(**more: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": FUNCTION, "End": True, **more}


def test_a_result_is_selected_and_placed() -> None:
    state = work(
        Parameters={"n.$": "$.x"}, ResultSelector={"got.$": "$.b"}, ResultPath="$.r", OutputPath="$.r.got"
    )
    environment = Replies(Answer(0.0, {"b": [5]}))

    assert ran(imported({"Work": state}, "JSONPath"), DATA, environment).output == [5]


@pytest.mark.parametrize(
    ("more", "output"),
    [
        ({}, {"Error": "Bad", "Cause": "x"}),
        ({"ResultPath": "$.why"}, {"n": 1, "why": {"Error": "Bad", "Cause": "x"}}),
        ({"ResultPath": None}, {"n": 1}),
        ({"Assign": {"e.$": "$.Error"}, "ResultPath": None}, {"n": 1}),
    ],
)
def test_an_error_is_placed_in_the_input(more: dict[str, Any], output: Any) -> None:
    catcher = {"ErrorEquals": ["States.ALL"], "Next": "Told", **more}
    states = {"Work": work(Catch=[catcher]), "Told": {"Type": "Succeed"}}

    outcome = ran(imported(states, "JSONPath"), {"n": 1}, Replies(Failure(0.0, "Bad", "x")))

    assert outcome.output == output


def test_items_are_found_and_selected_by_paths() -> None:
    state = {
        "Type": "Map",
        "InputPath": "$.in",
        "ItemsPath": "$.list",
        "Parameters": {"v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index", "n.$": "$.n"},
        "Iterator": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": True}}},
        "ResultPath": "$.out",
        "End": True,
    }

    outcome = ran(imported({"Each": state}, "JSONPath"), {"in": {"list": ["a"], "n": 1}})

    assert outcome.output == {"in": {"list": ["a"], "n": 1}, "out": [{"v": "a", "i": 0, "n": 1}]}


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [({"Seconds": 5}, 5), ({"SecondsPath": "$.x"}, 3), ({"TimestampPath": "$.when"}, 0)],
)
def test_waits(fields: dict[str, Any], seconds: int) -> None:
    outcome = ran(imported({"Wait": {"Type": "Wait", "End": True, **fields}}, "JSONPath"), DATA)

    assert (outcome.output, outcome.seconds) == (DATA, seconds)


def test_a_failure_is_told_by_paths() -> None:
    state = {"Type": "Fail", "ErrorPath": "$.name", "CausePath": "States.Format('n {}', $.x)"}

    outcome = ran(imported({"Only": state}, "JSONPath"), DATA)

    assert (outcome.code, outcome.message) == ("ab", "n 3")


def test_a_state_may_be_in_the_other_language() -> None:
    states = {
        "A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.x + 1 %}", "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"v.$": "$"}, "End": True},
    }

    assert ran(imported(states, "JSONPath"), DATA).output == {"v": 4}


@pytest.mark.parametrize(
    "fields",
    [{"Result": "{% 1 %}"}, {"Parameters": {"a": ["{% 1 %}"]}}, {"Type": "Wait", "Timestamp": "{% 1 %}"}],
)
def test_what_is_an_expression_only_in_the_other_language_is_told(fields: dict[str, Any]) -> None:
    done = imported({"Only": {"Type": "Pass", "End": True, **fields}}, "JSONPath")

    assert reasons(done) == {"Only": ["expression"]}
