"""Arrows back to a node before: it runs again as a whole, and knows how often it has."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.interpreter.trace import Outcome
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import connections_of, import_of, imported_machine
from tests.unit.importers.n8n.test_computed import codes

UNTIL_DONE = {
    "conditions": {"string": [{"value1": "={{ $json.s }}", "operation": "equal", "value2": "done"}]}
}
ADDRESS = {"url": "=https://example.com/{{ $json.id }}", "options": {}}
SLACK = {"select": "channel", "channelId": {"__rl": True, "value": "C"}, "text": "x"}
ANSWERS = [{"id": 1, "s": "no"}, {"id": 1, "s": "no"}, {"id": 1, "s": "done"}]


def node(name: str, kind: str, version: float, parameters: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": f"n8n-nodes-base.{kind}",
        "typeVersion": version,
        "position": [0, 0],
        "parameters": parameters,
        **more,
    }


def imported(nodes: list[dict[str, Any]], arrows: dict[str, list[list[str]]]) -> Import:
    connections = connections_of(arrows)
    start = node("start", "executeWorkflowTrigger", 1, {})
    return import_of({"name": "x", "nodes": [start, *nodes], "connections": connections})


def ran(done: Import, items: list[Any], answers: list[Any]) -> tuple[Outcome, Services]:
    assert "unsupported" not in {str(each.status) for each in done.nodes}, done.nodes
    services = Services(answers=list(answers))
    return simulate(imported_machine(done), items, services).outcome, services


def again_and_again(*way: dict[str, Any], until: Any = UNTIL_DONE) -> Import:
    """Nodes in a row that are run until the last condition holds."""
    names = [each["name"] for each in way]
    arrows: dict[str, list[list[str]]] = {
        one: [[other]] for one, other in zip(["start", *names], [*names, "again"], strict=True)
    }
    arrows["again"] = [["end"], [names[0]]]
    return imported([*way, node("again", "if", 1, until), node("end", "noOp", 1, {})], arrows)


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "more"),
    [
        ("httpRequest", 4.2, ADDRESS, {}),
        ("httpRequest", 4.2, ADDRESS, {"onError": "continueErrorOutput"}),
        ("slack", 2.2, SLACK, {}),
    ],
)
def test_a_request_that_an_arrow_leads_back_to_is_sent_again(
    kind: str, version: float, parameters: Any, more: dict[str, Any]
) -> None:
    done = again_and_again(node("ask", kind, version, parameters, **more))

    outcome, services = ran(done, [{"id": 1}], ANSWERS)

    assert outcome.output == [{"id": 1, "s": "done"}]
    assert len(services.requests) == len(ANSWERS)


def test_a_wait_that_an_arrow_leads_back_to_waits_again() -> None:
    wait = node("wait", "wait", 1.1, {"amount": 7, "unit": "seconds"})
    done = again_and_again(wait, node("ask", "httpRequest", 4.2, ADDRESS))

    trace = simulate(imported_machine(done), [{"id": 1}], Services(answers=list(ANSWERS)))

    assert trace.outcome.output == [{"id": 1, "s": "done"}]
    assert [each["target"] for each in done.workflow["connections"] if each["source"] == "again_output1"] == [
        "wait_wait"
    ]


def test_code_that_an_arrow_leads_back_to_runs_again() -> None:
    source = "const n = (items[0].json.n ?? 0) + 1; return [{json: {n, s: n > 2 ? 'done' : ''}}]"
    done = again_and_again(node("count", "code", 2, {"jsCode": source}))

    outcome, _ = ran(done, [{}], [])

    assert outcome.output == [{"n": 3, "s": "done"}]


def test_what_code_evaluates_is_evaluated_again() -> None:
    value = "={{ (() => { let s = $json.s ?? ''; return s === 'xx' ? 'done' : s + 'x' })() }}"
    rows = {"assignments": {"assignments": [{"name": "s", "type": "string", "value": value}]}}
    done = again_and_again(node("grow", "set", 3.4, rows))

    outcome, _ = ran(done, [{}], [])

    assert outcome.output == [{"s": "done"}]


RUNS = {"name": "set", "type": "number", "value": "={{ $runIndex }}"}
AFTER_THREE = {"conditions": {"number": [{"value1": "={{ $runIndex }}", "operation": "equal", "value2": 3}]}}


@pytest.mark.parametrize("mode", ["runOnceForAllItems", "runOnceForEachItem"])
def test_a_node_of_a_cycle_knows_how_often_it_has_run(mode: str) -> None:
    each = "return {json: {...$json, code: $runIndex}}"
    source = each if mode == "runOnceForEachItem" else f"return items.map(({{json: $json}}) => {{ {each} }})"
    by_code = {"name": "x", "type": "string", "value": "={{ (() => { let v = $json.id; return v })() }}"}
    rows = {"includeOtherFields": True, "assignments": {"assignments": [RUNS, by_code]}}
    done = again_and_again(
        node("set", "set", 3.4, rows),
        node("code", "code", 2, {"jsCode": source, "mode": mode}),
        until=AFTER_THREE,
    )

    outcome, _ = ran(done, [{"id": "a"}], [])

    assert outcome.output == [{"id": "a", "set": 3, "x": "a", "code": 3}]


def test_a_node_that_some_passes_of_a_loop_lead_past_counts_its_own_runs() -> None:
    odd = {"conditions": {"number": [{"value1": "={{ $json.id % 2 }}", "operation": "equal", "value2": 1}]}}
    rows = {"includeOtherFields": True, "assignments": {"assignments": [RUNS]}}
    nodes = [
        node("loop", "splitInBatches", 3, {"options": {}}),
        node("odd", "if", 1, odd),
        node("count", "set", 3.4, rows),
        node("end", "noOp", 1, {}),
    ]
    arrows = {
        "start": [["loop"]],
        "loop": [["end"], ["odd"]],
        "odd": [["count"], ["loop"]],
        "count": [["loop"]],
    }

    outcome, _ = ran(imported(nodes, arrows), [{"id": each} for each in (1, 2, 3, 4, 5)], [])

    assert [each.get("set") for each in outcome.output] == [0, None, 1, None, 2]


def test_a_node_beside_a_cycle_has_run_never() -> None:
    code = node("code", "code", 2, {"jsCode": "return {n: $runIndex}"})
    done = imported([code], {"start": [["code"]]})

    outcome, _ = ran(done, [{}], [])

    assert outcome.output == [{"n": 0}]


def test_how_often_a_node_has_run_is_not_known_where_several_arrows_lead_to_it() -> None:
    code = node("code", "code", 2, {"jsCode": "return {n: $runIndex}"})
    both = [node("a", "filter", 2, {}), node("b", "filter", 2, {}), node("again", "if", 1, UNTIL_DONE)]
    arrows = {
        "start": [["a", "b"]],
        "a": [["code"]],
        "b": [["code"]],
        "code": [["again"]],
        "again": [["code"], []],
    }

    done = imported([code, *both], arrows)

    found = next(each for each in done.nodes if each.node.name == "code")
    assert ("setting", "$runIndex") in {pair for each in found.reasons for pair in each.given}


def compared_again(arrows: dict[str, list[list[str]]], *more: dict[str, Any]) -> Import:
    """A cycle in which two arrows leave the node `one`, the second by another input, and `both` compares."""
    rows = {"values": [{"field1": "id", "field2": "id"}]}
    parameters = {"mergeByFields": rows, "options": {"fuzzyCompare": "={{ $runIndex > 0 }}"}}
    nodes = [
        node("start", "executeWorkflowTrigger", 1, {}),
        node("one", "noOp", 1, {}),
        *more,
        node("both", "compareDatasets", 2, parameters),
        node("again", "if", 1, UNTIL_DONE),
    ]
    connections = connections_of({"start": [["one"]], **arrows, "both": [["again"]], "again": [[], ["one"]]})
    connections["one"]["main"][0][1]["index"] = 1
    return import_of({"name": "x", "nodes": nodes, "connections": connections})


def test_how_often_a_node_with_two_inputs_has_run_is_not_known() -> None:
    done = compared_again({"one": [["both", "both"]]})

    found = next(each for each in done.nodes if each.node.name == "both")
    assert ("what", "expression-run-index") in {pair for each in found.reasons for pair in each.given}


def test_a_join_of_which_one_input_is_drawn_is_held_up_by_none_and_counts_its_runs() -> None:
    choice = node("choice", "merge", 3, {"mode": "chooseBranch"})

    done = compared_again({"one": [["choice", "choice"]], "choice": [["both"]]}, choice)

    ids = [each["id"] for each in done.workflow["nodes"]]
    assert len(ids) == len(set(ids))
    assert [each["type"] for each in done.workflow["nodes"] if each["id"] == "both_runs"] == ["transform"]


def test_a_cycle_begins_at_one_node_if_there_is_no_room_to_copy_all_of_it() -> None:
    doors, arms = ["left", "right"], [f"arm {number}" for number in range(40)]
    passing = [node(name, "noOp", 1, {}) for name in (*doors, "begins", *arms, "joins", "end")]
    arrows = {
        "start": [doors],
        **{door: [["begins"]] for door in doors},
        "begins": [arms],
        **{arm: [["joins"]] for arm in arms},
        "joins": [["again"]],
        "again": [["end"], ["begins"]],
    }

    done = imported([*passing, node("again", "if", 1, UNTIL_DONE)], arrows)

    assert "runs-appended" in codes(done, "begins")
    assert not any("loop-entered-within" in codes(done, each.node.name) for each in done.nodes)
    outcome, _ = ran(done, [{"s": "done"}], [])
    assert outcome.output == [{"s": "done"}] * 80
