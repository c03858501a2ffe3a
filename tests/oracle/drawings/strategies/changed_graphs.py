"""Published graphs with a few things changed at random, as people do who try out: most still compile."""

import copy
from typing import Any, Final

from hypothesis import strategies as st

from tests.oracle.drawings.corpus import visible_graphs
from tests.oracle.json_value import Json

MOST_NODES: Final = 25
_EXPRESSIONS: Final = (
    "$index",
    "$item",
    "$item.x",
    "$nodes.`{node}`",
    "$nodes.`{node}`.a",
    "$input",
    "$trigger",
    "$input.missing",
    "($a := 1; $a)",
    "$map([1], function($n1) {{ $n1 & $nodes.`{node}` }})",
    "$execution.id",
)
_HANDLES: Final = {
    "condition": ("true", "false"),
    "switch": ("x", "y", "default"),
    "for_each": ("loop", "done"),
    "approval": ("approved", "rejected", "timeout"),
}


def _config(draw: st.DrawFn, kind: str, text: str) -> dict[str, Json]:
    value = f"{{{{ {text} }}}}"
    cases = [{"handle": "x", "expression": text}, {"handle": "y", "expression": "true"}]
    configs: dict[str, dict[str, Json]] = {
        "set": {"values": {"a": value, "b": [1, value]}, "keep_input": draw(st.booleans())},
        "transform": {"expression": text},
        "condition": {"expression": text},
        "merge": {"mode": draw(st.sampled_from(["object", "append", "shallow", "first"]))},
        "for_each": {"items": draw(st.sampled_from([value, [1, value]]))},
        "stop": draw(st.sampled_from([{}, {"status": "failed", "message": f"m {value}"}])),
        "respond": {"body": value},
        "wait": {"seconds": value},
        "switch": {"mode": draw(st.sampled_from(["all", "first"])), "cases": cases},
        "http_request": {"url": f"https://example.com/{value}"},
        "approval": {"message": f"m {value}"},
        "trigger": {"mode": "webhook"},
        "filter": {"items": [1, value], "expression": f"$item = {text}"},
        "aggregate": {
            "values": [{"name": "n", "function": "count", "expression": text}],
            "group_by": "$item",
        },
    }
    return configs[kind]


_KINDS: Final = (*_HANDLES, "set", "transform", "merge", "stop", "respond", "wait", "http_request")
_ERROR_RULES: Final = ("continue", "branch", {"action": "branch", "errors": ["Http.Timeout"]})


@st.composite
def changed_graphs(draw: st.DrawFn) -> dict[str, Json]:
    """Return a workflow of a few dozen nodes at most."""
    small = [graph for graph in visible_graphs() if len(graph["nodes"]) <= MOST_NODES]
    workflow: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(small)))
    for _ in range(draw(st.integers(1, 6))):
        _change(draw, workflow)
    workflow["connections"] = _possible(draw, workflow)
    workflow["settings"] = {"max_iterations": 3}
    return workflow


def _change(draw: st.DrawFn, workflow: dict[str, Any]) -> None:
    node = draw(st.sampled_from(workflow["nodes"]))
    match draw(st.sampled_from(["type", "type", "error", "off", "connect", "connect", "cut"])):
        case "type":
            kind = draw(st.sampled_from(_KINDS))
            text = draw(st.sampled_from(_EXPRESSIONS)).format(node=_some_id(draw, workflow))
            node |= {"type": kind, "config": _config(draw, kind, text)}
        case "error":
            node["on_error"] = draw(st.sampled_from(_ERROR_RULES))
        case "off":
            node["disabled"] = True
        case "connect":
            workflow["connections"].append({"source": node["id"], "target": _some_id(draw, workflow)})
        case _:
            if workflow["connections"]:
                workflow["connections"].pop(draw(st.integers(0, len(workflow["connections"]) - 1)))


def _some_id(draw: st.DrawFn, workflow: dict[str, Any]) -> str:
    return str(draw(st.sampled_from(workflow["nodes"]))["id"])


def _possible(draw: st.DrawFn, workflow: dict[str, Any]) -> list[Json]:
    """Return the connections with handles that their nodes have; properties without effect are dropped."""
    nodes = {node["id"]: node for node in workflow["nodes"]}
    for node in nodes.values():
        if node["type"] in {"stop", "trigger"}:
            node.pop("on_error", None)
        if node["type"] not in {"http_request", "approval"}:
            node.pop("retry", None)
            node.pop("timeout", None)
    found: dict[tuple[str, str | None, str], Json] = {}
    for connection in workflow["connections"]:
        handles = _handles(nodes[connection["source"]])
        if not handles or nodes[connection["target"]]["type"] == "trigger":
            continue
        handle = connection.get("source_handle")
        handle = handle if handle in handles else draw(st.sampled_from(handles))
        ends = {"source": connection["source"], "target": connection["target"]}
        named = {} if handle is None else {"source_handle": handle}
        found[connection["source"], handle, connection["target"]] = {**ends, **named}
    return list(found.values())


def _handles(node: Json) -> list[str | None]:
    more: list[str | None] = ["error"] if node.get("on_error", "fail") not in ("fail", "continue") else []
    match node["type"]:
        case "stop" | "respond":
            return more
        case "switch":
            return [*(case["handle"] for case in node["config"]["cases"]), "default", *more]
        case kind:
            return [*_HANDLES.get(kind, (None,)), *more]
