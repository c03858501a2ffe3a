"""A node that two outputs of another lead to runs twice, and reads of it one output in both runs."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case
from tests.n8n.test_lineage import condition, node
from tests.unit.importers.n8n.machines import connections_of, import_of

ITEMS: list[Any] = [{"n": 1}, {"n": 2}, {"n": 3}]
IS_ODD = condition("={{ $json.n % 2 }}", "equals", 1)
IF = node("parted", "if", IS_ODD, 2)
NUMBERED = node("parted", "set", {"assignments": {"assignments": [
    {"name": "z", "type": "number", "value": "={{ $json.n === 2 ? 'x' : 1 }}"}]}, "includeOtherFields": True,
}, 3.4, onError="continueErrorOutput")  # fmt: skip
TO_ONE = [["reader"], ["reader"]]


def ran_of(
    parted: dict[str, Any],
    reader: dict[str, Any],
    *,
    items: list[Any] = ITEMS,
    outputs: list[list[str]] = TO_ONE,
) -> Ran:
    nodes = [node("go", "manualTrigger", {}), parted, reader]
    connections = connections_of({"go": [["parted"]], "parted": outputs})
    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": items})
    assert isinstance(ran, Ran), ran.diagnostics
    return ran


def set_to(expression: str) -> dict[str, Any]:
    rows = [{"name": "v", "type": "string", "value": expression}]
    return node("reader", "set", {"assignments": {"assignments": rows}}, 3.4)


def reasons(ran: Ran) -> set[str]:
    return {
        value for each in ran.done.nodes for reason in each.reasons for value in reason.values.values()
    } & {"expression-other-output"}


def values_in(ran: Ran) -> list[list[Any]]:
    """The values of each run of the reader, the run of the lower output first, as in n8n."""
    return [[item["v"] for item in output] for run in ran.nodes["reader"] for output in run]


@pytest.mark.parametrize("parted", [IF, NUMBERED])
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$('parted').all().map(item => item.json.n).join()", [["1,3"], ["1,3", "1,3"]]),
        ("$('parted').first().json.n", [["1"], ["1", "1"]]),
        ("$('parted').last().json.n", [["3"], ["3", "3"]]),
        ("$('parted').item.json.n", [["2"], ["1", "3"]]),
        ("$node['parted'].json.n", [["1"], ["1", "3"]]),
        ("$('parted').item.json.n + '/' + $('parted').all().length", [["2/2"], ["1/2", "3/2"]]),
    ],
)
def test_the_items_are_those_of_the_first_output_that_leads_there(
    parted: dict[str, Any], expression: str, expected: list[Any]
) -> None:
    ran = ran_of(parted, set_to(f"={{{{ {expression} }}}}"))

    assert values_in(ran) == expected
    assert not reasons(ran)


@pytest.mark.parametrize(
    ("asked", "expected", "told"),
    [
        ("$('parted').all().length", [[2], [2]], set()),
        ("$('parted').item.json.n", [[2], [1]], set()),
        ("$('parted').item.json.n + $('parted').all().length", [[3], [3]], {"expression-other-output"}),
    ],
)
def test_code_reads_the_same_output(asked: str, expected: list[Any], told: set[str]) -> None:
    # What is told is 2 + 2 in the first run of n8n: code gets the items of one output.
    ran = ran_of(IF, node("reader", "code", {"jsCode": f"return [{{ v: {asked} }}]"}, 2))

    assert values_in(ran) == expected
    assert reasons(ran) == told


def test_an_output_that_is_empty_has_no_items_for_the_run_of_another() -> None:
    ran = ran_of(IF, set_to("={{ $('parted').all().length }}"), items=[{"n": 2}])

    assert values_in(ran) == [["0"]]


def test_the_lists_of_compare_datasets_are_read_by_all_its_outputs() -> None:
    fields = {"mergeByFields": {"values": [{"field1": "n", "field2": "m"}]}}
    nodes = [
        node("go", "manualTrigger", {}),
        node("parted", "compareDatasets", fields, 2.3),
        set_to("={{ $('parted').first().json.n }} {{ $('parted').item.json.n }}"),
    ]
    connections = connections_of({"parted": [["reader"], [], ["reader"], ["reader"]]})
    both = [{"node": "parted", "type": "main", "index": index} for index in (0, 1)]
    workflow = {"nodes": nodes, "connections": {**connections, "go": {"main": [both]}}}

    ran = run_case(workflow, "go", {"go": [{"n": 1}, {"n": 2, "m": 1}]})

    assert isinstance(ran, Ran), ran.diagnostics
    assert values_in(ran) == [["2 1"], ["2 "], ["2 2"]]
    assert not reasons(ran)


def test_an_output_that_nothing_else_has_is_told() -> None:
    nodes = [
        node("go", "manualTrigger", {}),
        node("parted", "unheardOf", {}),
        set_to("={{ $('parted').all() }}"),
    ]
    connections = connections_of({"go": [["parted"]], "parted": TO_ONE})
    done = import_of({"nodes": nodes, "connections": connections})

    told = [reason.values.get("what") for each in done.nodes for reason in each.reasons]
    assert "expression-other-output" in told


@pytest.mark.parametrize("onward", [IF, NUMBERED])
def test_where_a_node_always_has_output_both_of_its_outputs_may_fire(onward: dict[str, Any]) -> None:
    ran = ran_of({**onward, "alwaysOutputData": True}, set_to("={{ $json.n ?? 'none' }}"), items=[{"n": 2}])

    assert ran.nodes["parted"][0][0] == [{}]
    assert values_in(ran) == [["2"], ["none"]]
