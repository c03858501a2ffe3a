"""Loop Over Items: how many items a batch has, and a loop within a loop."""

from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from tests.n8n.running import NotRun, run_case
from tests.unit.importers.n8n.machines import connections_of, import_of

NO_OP: dict[str, Any] = {
    "type": "n8n-nodes-base.noOp",
    "typeVersion": 1,
    "parameters": {},
}


def loop(version: int, size: Any) -> dict[str, Any]:
    return {
        "type": "n8n-nodes-base.splitInBatches",
        "typeVersion": version,
        "parameters": {"batchSize": size},
    }


def ran(nodes: dict[str, dict[str, Any]], arrows: dict[str, list[list[str]]]) -> Any:
    """What the nodes behind a trigger of three items gave."""
    start = {"type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}}
    exported = [{"name": name, **node} for name, node in {"start": start, **nodes}.items()]
    done = run_case(
        {"name": "x", "nodes": exported, "connections": connections_of(arrows)},
        "start",
        {"start": [{"a": 1}, {"a": 2}, {"a": 3}]},
    )
    assert not isinstance(done, NotRun)
    return done


@pytest.mark.parametrize(
    ("size", "batches"),
    [
        *((2, [2, 1]), ("2", [2, 1]), ("=2", [2, 1]), ("=1", [1, 1, 1]), ("=1e999", [3]), ("2.5", [2, 1])),
        *((2.5, [2, 1]), (True, [1, 1, 1]), ("abc", []), ("", []), (None, []), (-1, []), ("Infinity", [3])),
        *(("-Infinity", []), ("-1e999", []), ("0x2", [2, 1]), ("=0b10", [2, 1]), ("02", [2, 1])),
    ],
)
def test_a_batch_has_as_many_items_as_is_written(size: Any, batches: list[int]) -> None:
    arrows = {"start": [["loop"]], "loop": [[], ["body"]], "body": [["loop"]]}

    done = ran({"loop": loop(3, size), "body": NO_OP}, arrows)

    assert [len(run[0]) for run in done.nodes.get("body", [])] == batches


@pytest.mark.parametrize(
    ("size", "seen"),
    [("=2", 2), ("2.5", 2), (True, 1), ("abc", 0), ("={{ '2' }}", 2), ("={{ 2.7 }}", 2), ("={{ 'x' }}", 0)],
)
def test_the_only_batch_of_a_loop_without_a_way_back_is_as_large(size: Any, seen: int) -> None:
    done = ran({"loop": loop(3, size), "body": NO_OP}, {"start": [["loop"]], "loop": [[], ["body"]]})

    assert sum(len(run[0]) for run in done.nodes.get("body", [])) == seen


@pytest.mark.parametrize(
    ("size", "batches"),
    [
        ("={{ 2 }}", [2, 1]),
        ("={{ '2' }}", [2, 1]),
        ("={{ 2.5 }}", [2, 1]),
        ("={{ $('start').all().length }}", [3]),
        ("={{ $json.a }}", [1, 1, 1]),
        ("={{ $json.next ?? 1 }}", [1, 2]),
        ("={{ $json.none }}", []),
        ("={{ -1 }}", []),
    ],
)
def test_a_computed_size_is_that_of_what_comes_in_or_comes_back(size: str, batches: list[int]) -> None:
    arrows = {"start": [["loop"]], "loop": [[], ["body"]], "body": [["loop"]]}
    row = {"name": "next", "type": "number", "value": "={{ $json.a + 1 }}"}
    body = {"assignments": {"assignments": [row]}, "includeOtherFields": True}
    setting = {"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": body}

    done = ran({"loop": loop(3, size), "body": setting}, arrows)

    assert [len(run[0]) for run in done.nodes.get("body", [])] == batches
    assert {str(each.status) for each in done.done.nodes} == {"exact"}


def test_a_size_that_only_code_computes_is_told() -> None:
    arrows = {"start": [["loop"]], "loop": [[], ["body"]], "body": [["loop"]]}
    exported = {"nodes": [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}},
        {"name": "loop", **loop(3, "={{ [...'ab'].fill(1).length }}")},
        {"name": "body", **NO_OP},
    ], "connections": connections_of(arrows)}  # fmt: skip

    told = {reason.code for each in import_of(exported).nodes for reason in each.reasons}
    assert "setting-computed" in told


@pytest.mark.parametrize(("tries", "expected"), [({}, "exact"), ({"retryOnFail": True}, "approximated")])
def test_a_loop_that_is_tried_again_is_told(tries: dict[str, Any], expected: str) -> None:
    """n8n tries it again where the first item of a batch has an `error`, and so leaves the batch out."""
    arrows = {"start": [["loop"]], "loop": [[], ["body"]], "body": [["loop"]]}

    done = ran({"loop": {**loop(3, 2), **tries}, "body": NO_OP}, arrows)

    assert {each.node.name: str(each.status) for each in done.done.nodes}["loop"] == expected


IF_ANY: dict[str, Any] = {
    "type": "n8n-nodes-base.if",
    "typeVersion": 1,
    "parameters": {
        "conditions": {"number": [{"value1": "={{ $json.a }}", "operation": "larger", "value2": 1}]}
    },
}


@pytest.mark.parametrize(
    ("arrows", "heights", "expected"),
    [
        ({"loop": [[], ["body", "aside"]], "body": [["loop"]]}, {"aside": 2}, True),
        ({"loop": [[], ["aside", "body"]], "body": [["loop"]]}, {"aside": 0}, False),
        ({"loop": [[], ["body"]], "body": [["loop", "aside"]]}, {"aside": 2}, True),
        ({"loop": [[], ["body"]], "body": [["loop", "aside"]]}, {"aside": 0.5}, False),
        ({"loop": [["aside"], ["body"]], "body": [["loop"]]}, {"aside": 2}, False),
        ({"loop": [[], ["test"]], "test": [["loop"], ["aside"]]}, {"aside": 2}, True),
    ],
    ids=["below", "above", "below the loop", "above the loop", "behind the loop", "of another output"],
)
def test_a_branch_that_n8n_runs_behind_all_passes_is_told(
    arrows: dict[str, list[list[str]]], heights: dict[str, float], *, expected: bool
) -> None:
    places = {"start": 0, "loop": 1, "body": 1, "test": 1, **heights}
    nodes = {"loop": loop(3, 2), "body": NO_OP, "test": IF_ANY, "aside": NO_OP}
    exported = {name: {**node, "position": [0, places[name]]} for name, node in nodes.items()}

    done = ran(exported, {"start": [["loop"]], **arrows})

    reasons = {each.node.name: [reason.code for reason in each.reasons] for each in done.done.nodes}
    assert ("loop-branch-late" in reasons["aside"]) is expected


@pytest.mark.parametrize(("height", "expected"), [(2, "false"), (0, "true")])
def test_what_follows_a_loop_does_not_see_a_branch_that_runs_later(height: float, expected: str) -> None:
    told = {"assignments": [{"name": "ran", "type": "string", "value": "={{ $('aside').isExecuted }}"}]}
    reads = {"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": {"assignments": told}}
    places = {"loop": 1, "body": 1, "aside": height, "end": 3}
    nodes = {"loop": loop(3, 1), "body": NO_OP, "aside": NO_OP, "end": reads}
    exported = {name: {**node, "position": [0, places[name]]} for name, node in nodes.items()}

    done = ran(exported, {"start": [["loop"]], "loop": [["end"], ["body", "aside"]], "body": [["loop"]]})

    assert done.nodes["end"] == [[[{"ran": expected}] * 3]]


@pytest.mark.parametrize("outer", [2, 3])
@pytest.mark.parametrize("inner", [2, 3])
def test_a_loop_in_a_loop_runs_for_each_batch_and_is_told(outer: int, inner: int) -> None:
    arrows = {
        "start": [["outer"]],
        "outer": [["end"], ["inner"]] if outer == 3 else [["inner"], ["end"]],
        "inner": [["outer"], ["body"]] if inner == 3 else [["body"], ["outer"]],
        "body": [["inner", "aside"]],
    }
    nodes = {"outer": loop(outer, 2), "inner": loop(inner, 1), "body": NO_OP, "aside": NO_OP, "end": NO_OP}

    done = ran(nodes, arrows)

    assert [run[0] for run in done.nodes["body"]] == [[{"a": 1}], [{"a": 2}], [{"a": 3}]]
    assert done.nodes["aside"] == done.nodes["body"]
    assert done.nodes["end"] == [[[{"a": 1}, {"a": 2}, {"a": 3}]]]
    found = {each.node.name: str(each.status) for each in done.done.nodes}
    assert found["inner"] == found["body"] == found["end"] == "approximated"


@pytest.mark.parametrize(
    "arrows",
    [
        {"start": [["it", "body"]], "body": [["it"]], "it": [[], ["aside"]]},
        {
            "start": [["outer"]],
            "outer": [["end"], ["body", "it"]],
            "body": [["outer"]],
            "it": [[], ["aside"]],
        },
    ],
    ids=["for two arrows", "beside the way back of another one"],
)
def test_a_loop_that_begins_several_times_is_told(arrows: dict[str, list[list[str]]]) -> None:
    nodes = {"outer": loop(3, 1), "it": loop(3, 1), "body": NO_OP, "aside": NO_OP, "end": NO_OP}

    done = ran(nodes, arrows)

    reasons = {each.node.name: [reason.code for reason in each.reasons] for each in done.done.nodes}
    assert reasons["it"] == ["loop-in-loop"]
    assert reasons["body"] == []


@pytest.mark.parametrize(
    ("version", "behind", "expected"),
    [(1, "start", "approximated"), (1, "join", "exact"), (3, "start", "exact")],
)
def test_a_join_that_the_end_of_the_first_loop_may_leave_waiting_is_told(
    version: int, behind: str, expected: str
) -> None:
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "aside", **NO_OP},
        {"name": "join", "type": "n8n-nodes-base.merge", "typeVersion": 3},
        {"name": "it", **loop(version, 1)},
    ]
    arrows = connections_of({"start": [["join", "aside"]], "join": [[]], "aside": [["join"]]})
    arrows["aside"]["main"][0][0]["index"] = 1
    arrows[behind]["main"][0].append({"node": "it", "type": "main", "index": 0})

    done = import_of({"nodes": nodes, "connections": arrows})

    assert {each.node.name: str(each.status) for each in done.nodes}["join"] == expected


def test_a_loop_behind_the_end_of_another_one_is_not_told() -> None:
    arrows = {
        "start": [["outer"]],
        "outer": [["it"], ["body"]],
        "body": [["outer"]],
        "it": [["end"], ["aside"]],
        "aside": [["it"]],
    }
    nodes = {"outer": loop(3, 1), "it": loop(3, 1), "body": NO_OP, "aside": NO_OP, "end": NO_OP}

    assert {str(each.status) for each in ran(nodes, arrows).done.nodes} == {"exact"}


def test_what_hangs_on_a_trigger_that_is_switched_off_runs_behind_the_one_that_is_added() -> None:
    start = {"type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "disabled": True}
    over = {"conditions": {"number": [{"value1": "={{ $json.a }}", "operation": "largerEqual", "value2": 2}]}}
    again = {"type": "n8n-nodes-base.if", "typeVersion": 1, "parameters": over}
    nodes = {"off": start, "one": NO_OP, "again": again, "end": NO_OP}
    outs = {"off": [["one"]], "one": [["again"]], "again": [["end"], ["one"]]}

    done = import_of(
        {
            "name": "x",
            "nodes": [{"name": name, **each} for name, each in nodes.items()],
            "connections": connections_of(outs),
        }
    )

    assert isinstance(compile_workflow(done.workflow), CompiledWorkflow)
    assert {"off", "one", "again", "end"} <= {each["id"] for each in done.workflow["nodes"]}
    assert not any(reason.code == "never-runs" for each in done.nodes for reason in each.reasons)


def test_copies_count_their_runs_in_the_order_in_which_n8n_runs_them() -> None:
    fields = {"assignments": {"assignments": [{"name": "n", "type": "number", "value": "={{ $runIndex }}"}]}}
    nodes = {
        "it": {"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": fields, "position": [200, 80]},
        "above": {**NO_OP, "position": [100, 40]},
    }

    done = ran(nodes, {"start": [["it", "above"]], "above": [["it"]]})

    assert [run[0][0]["n"] for run in done.nodes["it"]] == [0, 1]


def test_a_loop_that_a_node_without_copies_leads_back_to_has_none_either() -> None:
    merge = {"type": "n8n-nodes-base.merge", "typeVersion": 3}
    nodes = {"outer": loop(3, 1), "inner": loop(3, 1), "a": NO_OP, "b": NO_OP, "join": merge, "end": NO_OP}
    arrows = {
        "start": [["outer"]],
        "outer": [[], ["inner", "a"]],
        "a": [["inner"]],
        "inner": [["end"], ["b", "join"]],
        "b": [["join"]],
        "join": [["inner"]],
        "end": [["outer"]],
    }

    done = ran(nodes, arrows)

    reasons = {each.node.name: [reason.code for reason in each.reasons] for each in done.done.nodes}
    assert reasons["inner"] == ["runs-appended", "loop-in-loop", "after-approximated"]


def test_a_loop_around_one_that_a_join_leads_back_to_has_no_copies_either() -> None:
    merge = {"type": "n8n-nodes-base.merge", "typeVersion": 3}
    nodes = {"a": NO_OP, "outer": loop(3, 1), "inner": loop(3, 1), "b": NO_OP, "join": merge}
    arrows = {
        "start": [["outer", "a"]],
        "a": [["outer"]],
        "outer": [[], ["inner"]],
        "inner": [["outer"], ["b", "join"]],
        "b": [["join"]],
        "join": [["inner"]],
    }

    done = ran(nodes, arrows)

    reasons = {each.node.name: [reason.code for reason in each.reasons] for each in done.done.nodes}
    assert reasons["outer"] == ["runs-appended", "after-approximated"]


def test_a_loop_that_is_executed_once_takes_the_first_of_what_comes_back() -> None:
    code = {"type": "n8n-nodes-base.code", "typeVersion": 2}
    twice = {**code, "parameters": {"jsCode": "return $input.all().flatMap((item) => [item, item])"}}
    nodes = {"it": {**loop(3, 1), "executeOnce": True}, "twice": twice, "end": NO_OP}

    done = ran(nodes, {"start": [["it"]], "it": [["end"], ["twice"]], "twice": [["it"]]})

    assert done.nodes["end"] == [[[{"a": 1}]]]


def test_what_code_gives_keeps_the_order_of_its_keys() -> None:
    made = {"jsCode": "return [{ json: { z: 1, a: 2 } }]"}
    text = {"name": "t", "type": "string", "value": "={{ JSON.stringify($json) }}"}
    nodes = {
        "made": {"type": "n8n-nodes-base.code", "typeVersion": 2, "parameters": made},
        "it": {
            "type": "n8n-nodes-base.set",
            "typeVersion": 3.4,
            "parameters": {"assignments": {"assignments": [text]}},
        },
    }

    done = ran(nodes, {"start": [["made"]], "made": [["it"]]})

    assert done.nodes["it"] == [[[{"t": '{"z":1,"a":2}'}]]]
