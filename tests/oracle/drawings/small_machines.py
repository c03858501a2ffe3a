"""Small state machines that show how JSONata, variables and scopes behave; they need no compiler."""

from typing import Any

from tests.oracle.simulator.tasks import LAMBDA_INVOKE


def _machine(**states: dict[str, Any]) -> dict[str, Any]:
    return {"QueryLanguage": "JSONata", **_scope(**states)}


def _scope(**states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def _pass(output: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "Pass", "Output": output} | ({} if "Next" in more else {"End": True}) | more


def _task(node: str, **more: Any) -> dict[str, Any]:
    arguments = {"FunctionName": "f", "Payload": {"url": "{% 'u' & $x %}", "node_id": node}}
    output = "{% $states.result.Payload %}"
    return {"Type": "Task", "Resource": LAMBDA_INVOKE, "Arguments": arguments, "Output": output, **more}


_ITEM = {"v": "{% $states.context.Map.Item.Value %}", "i": "{% $states.context.Map.Item.Index %}"}
_CAUGHT = [
    {"ErrorEquals": ["States.ALL"], "Assign": {"x": 7}, "Output": "{% $states.errorOutput %}", "Next": "C"}
]

MACHINES: dict[str, dict[str, Any]] = {
    "variables, branches, iterations, a catcher and a choice": _machine(
        A=_pass("{% $states.input %}", Assign={"x": "{% $states.input.n + 1 %}"}, Next="P"),
        P={
            "Type": "Parallel",
            "Branches": [
                _scope(T=_task("T", End=True)),
                _scope(
                    M={
                        "Type": "Map",
                        "Items": "{% [1, 2, 3] %}",
                        "MaxConcurrency": 2,
                        "ItemSelector": _ITEM,
                        "ItemProcessor": _scope(
                            I=_pass("{% $states.input %}", Assign={"q": "{% $states.input.i %}"}, Next="J"),
                            J=_pass("{% [$states.input, $x, $q] %}"),
                        ),
                        "End": True,
                    }
                ),
            ],
            "Catch": _CAUGHT,
            "Next": "C",
        },
        C={
            "Type": "Choice",
            "Choices": [{"Condition": "{% $x > 5 %}", "Output": "{% [$states.input] %}", "Next": "F"}],
            "Default": "S",
        },
        S={"Type": "Succeed", "Output": "{% {'o': $states.input, 'x': $x} %}"},
        F={"Type": "Fail", "Error": "E", "Cause": "{% 'c' & $string($states.input) & $x %}"},
    ),
    "null is a value": _machine(
        A=_pass("{% {'n': null, 'l': [null, 1]} %}", Assign={"x": "{% null %}"}, Next="B"),
        B=_pass("{% {'a': $x, 'm': $map($states.input.l, function($v, $i) { [$v, $i] })} %}"),
    ),
    "nothing is an error": _machine(A=_pass("{% $states.input.none %}")),
    "nothing inside an object is an error": _machine(A=_pass({"a": "{% $states.input.none %}"})),
    "an empty selection is nothing": _machine(A=_pass("{% [1, 2][$ > 5] %}")),
    "a selection of one is no list": _machine(A=_pass("{% [1, 2][$ > 1] %}")),
    "a list of one stays a list": _machine(A=_pass("{% ['x'] %}")),
    "a condition is a boolean": _machine(
        A={"Type": "Choice", "Choices": [{"Condition": "{% 'x' %}", "Next": "S"}], "Default": "S"},
        S={"Type": "Succeed"},
    ),
    "no items": _machine(
        M={"Type": "Map", "Items": [], "ItemProcessor": _scope(F={"Type": "Fail", "Error": "E"}), "End": True}
    ),
    "items are a list": _machine(
        M={"Type": "Map", "Items": "{% 5 %}", "ItemProcessor": _scope(P=_pass(1)), "End": True}
    ),
    "a wait keeps its input": _machine(A={"Type": "Wait", "Seconds": "{% 0 %}", "End": True}),
    "functions of Step Functions": _machine(
        A=_pass("{% $parse('[1]') %}", Next="B"),
        B=_pass("{% [$states.input, $range(1, 5, 2), $partition([1, 2, 3], 2), $hash('a', 'SHA-256')] %}"),
    ),
}
