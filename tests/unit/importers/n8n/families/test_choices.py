"""Items that a rule of Switch fails for: each leaves by itself, and the others go on."""

import json
from typing import Any

import pytest

from tests.n8n.running import NotRun, Ran, run_case
from tests.unit.importers.n8n.machines import import_of

FAILED = {"error": "The item failed."}


def rule(field: str, right: object, kind: str) -> dict[str, Any]:
    condition = {"leftValue": f"={{{{ $json.{field} }}}}", "rightValue": right}
    operator = {"type": kind, "operation": "equals"}
    options = {"version": 2, "caseSensitive": True, "typeValidation": "strict"}
    return {"conditions": {"options": options, "conditions": [{**condition, "operator": operator}]}}


RULES = {"rules": {"values": [rule("a", "x", "string"), rule("b", 3, "number")]}}
ITEMS = [{"a": "x"}, {"a": 5}, {"a": "y", "b": "q"}, {"a": "z", "b": 9}, {"b": 3}]
NUMBERED = {"mode": "expression", "output": "={{ $json.o }}", "numberOutputs": 3, "outputsAmount": 3}


def workflow(
    parameters: dict[str, Any], on_error: str, version: float = 3.2, kind: str = "switch"
) -> dict[str, Any]:
    switch = {"name": "switch", "type": f"n8n-nodes-base.{kind}", "typeVersion": version}
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}},
        {**switch, "parameters": parameters, "onError": on_error},
        *(
            {"name": f"end {output}", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "parameters": {}}
            for output in range(4)
        ),
    ]
    outputs = [[{"node": f"end {output}", "type": "main", "index": 0}] for output in range(4)]
    first = {"main": [[{"node": "switch", "type": "main", "index": 0}]]}
    return {"name": "x", "nodes": nodes, "connections": {"start": first, "switch": {"main": outputs}}}


def parted(export: dict[str, Any], items: list[Any]) -> list[Any]:
    """What left by each output."""
    done = run_case(json.loads(json.dumps(export)), "start", {"start": items})
    assert not isinstance(done, NotRun)
    return [done.nodes[name][0][0] if (name := f"end {output}") in done.nodes else [] for output in range(4)]


@pytest.mark.parametrize(
    ("parameters", "on_error", "expected"),
    [
        (RULES, "continueRegularOutput", [[ITEMS[0], FAILED, FAILED], [ITEMS[4]], [], []]),
        (RULES, "continueErrorOutput", [[ITEMS[0]], [ITEMS[4]], [FAILED, FAILED], []]),
        (
            {**RULES, "options": {"fallbackOutput": "extra"}},
            "continueErrorOutput",
            [[ITEMS[0]], [ITEMS[4]], [ITEMS[3]], [FAILED, FAILED]],
        ),
    ],
)
def test_an_item_that_a_rule_fails_for_leaves_as_its_error(
    parameters: dict[str, Any], on_error: str, expected: list[Any]
) -> None:
    assert parted(workflow(parameters, on_error), ITEMS) == expected


@pytest.mark.parametrize(("version", "is_number"), [(3.2, True), (2, False)])
def test_an_item_for_no_output_leaves_as_its_error(version: float, is_number: bool) -> None:  # noqa: FBT001  what a flag is to n8n
    items = [{"o": each} for each in (0, 7, "x", None, "2", True)]

    outs = parted(workflow(NUMBERED, "continueErrorOutput", version), items)

    assert outs[:3] == [[items[0]], [items[5]] if is_number else [], [items[4]]]
    assert outs[3] == [FAILED] * (3 if is_number else 4)


@pytest.mark.parametrize(("parameters", "version"), [({}, 3.2), ({"mode": "expression"}, 1)])
def test_in_a_new_node_all_items_leave_by_the_first_output(
    parameters: dict[str, Any], version: float
) -> None:
    assert parted(workflow(parameters, "stopWorkflow", version), ITEMS) == [ITEMS, [], [], []]


@pytest.mark.parametrize("output", [1.5, 3, -1])
def test_an_item_for_no_output_ends_the_run(output: float) -> None:
    ran = run_case(workflow(NUMBERED, "stopWorkflow"), "start", {"start": [{"o": output}]})

    assert isinstance(ran, Ran)
    assert ran.nodes["switch"] == [[]]


def test_without_a_number_there_is_no_output() -> None:
    done = import_of(workflow({"mode": "expression"}, "stopWorkflow"))

    assert [each.code for each in done.nodes[1].reasons] == ["setting-empty"]


def test_rules_that_all_may_match_are_refused_where_one_may_fail() -> None:
    done = import_of(workflow({**RULES, "options": {"allMatchingOutputs": True}}, "continueRegularOutput"))

    assert [each.code for each in done.nodes[1].reasons] == ["failure-unsupported"]


@pytest.mark.parametrize(
    ("kind", "parameters", "on_error", "expected"),
    [
        ("filter", rule("a", "x", "string"), "continueRegularOutput", [[ITEMS[0]], ITEMS[1:], [], []]),
        ("filter", rule("a", "x", "string"), "continueErrorOutput", [[ITEMS[0]], [], [], []]),
        ("if", rule("a", "x", "string"), "continueErrorOutput", [[ITEMS[0]], ITEMS[1:], [], []]),
        ("stopAndError", {"errorMessage": "no"}, "continueRegularOutput", [ITEMS, [], [], []]),
        ("stopAndError", {"errorMessage": "no"}, "continueErrorOutput", [ITEMS, [], [], []]),
    ],
)
def test_items_go_on_where_n8n_lets_them(
    kind: str, parameters: dict[str, Any], on_error: str, expected: list[Any]
) -> None:
    version = 1 if kind == "stopAndError" else 2.2

    assert parted(workflow(parameters, on_error, version, kind), ITEMS) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("strict", [[], [], [], []]), ("loose", [[{"a": "x"}], [], [], []])]
)
def test_only_what_the_conditions_say_of_types_counts(written: str, expected: list[Any]) -> None:
    conditions = rule("a", "x", "string")["conditions"]
    number = {**conditions, "options": {**conditions["options"], "typeValidation": written}}
    parameters = {"conditions": number, "looseTypeValidation": True}

    items = [{"a": "x"}] if written == "loose" else [{"a": 5}]

    assert parted(workflow(parameters, "stopWorkflow", 2.2, "if"), items) == expected


@pytest.mark.parametrize(
    ("version", "fallback", "expected"),
    [
        (2, 1, [[{"o": 1}], [{"o": 9}], [], []]),
        (2, -1, [[{"o": 1}], [], [], []]),
        (2, "extra", []),
        (2, 2, []),
        (1, 3, [[{"o": 1}], [], [], [{"o": 9}]]),
        (1, 4, []),
    ],
)
def test_old_switches_fail_where_the_output_of_the_rest_is_none_of_theirs(
    version: float, fallback: Any, expected: list[Any]
) -> None:
    rules = [{"operation": "equal", "value2": number, "output": number - 1} for number in (1, 2)]
    given = {"value1": "={{ $json.o }}", "rules": {"rules": rules}, "fallbackOutput": fallback}

    found = parted(workflow(given, "stopWorkflow", version), [{"o": 1}, {"o": 9}])

    assert found == (expected or [[], [], [], []])


def test_old_switches_that_fail_by_item_are_told() -> None:
    given = {"value1": "={{ $json.o }}", "rules": {"rules": []}, "fallbackOutput": "extra"}

    done = run_case(workflow(given, "continueRegularOutput", 2), "start", {"start": [{"o": 1}]})

    assert isinstance(done, NotRun)
