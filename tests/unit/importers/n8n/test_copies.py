"""Copies for nodes that run once for each arrow, as long as a state machine has room for them."""

import json
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import
from tests.n8n.running import Ran, run_case
from tests.unit.importers.n8n.machines import connections_of, import_of

NO_OP = {"type": "n8n-nodes-base.noOp", "typeVersion": 1, "parameters": {}}


def text_of(length: int) -> dict[str, Any]:
    field = {"id": "1", "name": "text", "type": "string", "value": "x" * length}
    parameters = {"assignments": {"assignments": [field]}}
    return {"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": parameters}


def through_two_doors(length: int, doors: int = 4) -> Import:
    """A text behind doors of which each runs it twice as often: 2, 4, 8 and 16 times."""
    nodes = {"start": {"type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}}}
    arrows: dict[str, list[list[str]]] = {}
    last = "start"
    for door in range(doors):
        left, right, behind = (f"{side} {door}" for side in ("left", "right", "behind"))
        nodes |= dict.fromkeys((left, right, behind), NO_OP)
        arrows |= {last: [[left, right]], left: [[behind]], right: [[behind]]}
        last = behind
    return import_of(
        {
            "name": "x",
            "nodes": [{"name": name, **node} for name, node in {**nodes, "text": text_of(length)}.items()],
            "connections": connections_of({**arrows, last: [["text"]]}),
        }
    )


@pytest.mark.parametrize(("length", "copies"), [(100, 16), (70_000, 1)])
def test_copies_are_made_as_long_as_a_state_machine_has_room(length: int, copies: int) -> None:
    done = through_two_doors(length)

    (text,) = (each for each in done.nodes if each.node.name == "text")
    assert len([id_ for id_ in text.ids if id_.startswith("text")]) == copies
    told = [each.code for node in done.nodes for each in node.reasons]
    assert ("runs-appended" in told) == (copies == 1)
    assert isinstance(compile_workflow(done.workflow), CompiledWorkflow)


def test_long_names_leave_room_for_what_their_steps_add() -> None:
    name = "7 - send a message that tells everybody what came of it"
    slack = {"type": "n8n-nodes-base.slack", "typeVersion": 2.2, "parameters": {"text": "x", "user": "u"}}
    start = {"type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}}
    nodes = {"start": start, "left": NO_OP, "right": NO_OP, name: slack}
    arrows = {"start": [["left", "right"]], "left": [[name]], "right": [[name]]}

    done = import_of(
        {
            "name": "x",
            "nodes": [{"name": each, **node} for each, node in nodes.items()],
            "connections": connections_of(arrows),
        }
    )

    ids = [each["id"] for each in done.workflow["nodes"] if each["type"] == "stop"]
    assert [each.rpartition("_call_")[0] for each in ids] == [
        "node_7_send_a_message_that_tells_everybo",
        "node_7_send_a_message_that_tells_e_copy2",
    ]
    assert max(map(len, ids)) <= 64
    assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)


def test_long_names_that_begin_alike_leave_as_much_room() -> None:
    names = [f"{'n' * 45}{number}" for number in range(3)]
    start = {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}}
    nodes = [start, *({"name": name, **NO_OP} for name in names)]

    done = import_of({"nodes": nodes, "connections": connections_of({"start": [names]})})

    assert [each.ids for each in done.nodes[1:]] == [("n" * 40,), ("n" * 38 + "_2",), ("n" * 38 + "_3",)]


@pytest.mark.parametrize(("is_disabled", "told"), [(False, True), (True, False)])
def test_an_arrow_to_a_trigger_is_told(*, is_disabled: bool, told: bool) -> None:
    """n8n lets items pass through a trigger, and here nothing follows."""
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}},
        {"name": "cron", "type": "n8n-nodes-base.cron", "typeVersion": 1, "disabled": is_disabled},
        {"name": "end", **NO_OP},
    ]

    done = import_of(
        {"nodes": nodes, "connections": connections_of({"start": [["cron"]], "cron": [["end"]]})}
    )

    codes = [reason.code for each in done.nodes if each.node.name == "cron" for reason in each.reasons]
    assert ("input-unused" in codes) is told


READS_X = "$('x').isExecuted ? $('x').all().map(i => i.json.v).join() : 'none'"


def made(expression: str) -> dict[str, Any]:
    rows = [{"id": "1", "name": "v", "type": "string", "value": f"={{{{ {expression} }}}}"}]
    return {
        "type": "n8n-nodes-base.set",
        "typeVersion": 3.4,
        "parameters": {"assignments": {"assignments": rows}},
    }


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        ({"start": [["a", "b", "c"]], "a": [["x"]], "b": [["x"]]}, "bx"),
        ({"start": [["c", "a", "b"]], "a": [["x"]], "b": [["x"]]}, "none"),
        ({"start": [["a", "c"]], "a": [["loop"]], "loop": [["x"], ["end"]], "end": [["loop"]]}, "ax"),
        ({"start": [["a"]], "a": [["c", "loop"]], "loop": [["x"], ["end"]], "end": [["loop"]]}, "none"),
    ],
)
def test_a_node_on_another_branch_is_read_if_it_ran_before(arrows: dict[str, Any], expected: str) -> None:
    """The values are those of n8n's engine, the upper branch to its end before the next."""
    loop = {"type": "n8n-nodes-base.splitInBatches", "typeVersion": 3, "parameters": {"options": {}}}
    nodes = {
        "start": {"type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}},
        "a": made("'a'"),
        "b": made("'b'"),
        "x": made("$json.v + 'x'"),
        "c": made(READS_X),
        "loop": loop,
        "end": NO_OP,
    }
    ranks = {
        name: rank
        for rank, name in enumerate(name for outs in arrows.values() for out in outs for name in out)
    }
    written = [
        {"name": name, "position": [0, 100 * ranks.get(name, 0)], **node} for name, node in nodes.items()
    ]

    done = run_case({"nodes": written, "connections": connections_of(arrows)}, "start", {"start": [{}]})

    assert isinstance(done, Ran)
    assert done.nodes["c"] == [[[{"v": expected}]]]
