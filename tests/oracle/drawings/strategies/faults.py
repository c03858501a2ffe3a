"""Valid workflows with one deliberate fault, and the rule that must be reported for it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st

from tests.oracle.drawings.strategies.configs import filled
from tests.oracle.drawings.strategies.skeletons import skeletons
from tests.oracle.json_value import Json

Workflow = dict[str, Json]
FAULT: Final = "fault"


@st.composite
def faulty_workflows(draw: st.DrawFn) -> tuple[Workflow, str]:
    """Draw a workflow with one fault, and the fault's rule."""
    workflow = draw(filled(draw(skeletons())))
    rule = draw(st.sampled_from(sorted(FAULTS)))
    return FAULTS[rule](workflow), rule


def _with_node(**node: Any) -> Callable[[Workflow], Workflow]:
    """Return what hangs a node on the first trigger."""

    def broken(workflow: Workflow) -> Workflow:
        nodes = [*workflow["nodes"], {"id": FAULT, "type": "set", "config": {"values": {}}, **node}]
        return {**workflow, "nodes": nodes, "connections": [*workflow["connections"], _to_fault(workflow)]}

    return broken


def _with_connection(**connection: str) -> Callable[[Workflow], Workflow]:
    """Return what adds a condition called `fault` and a connection; an end left out is the first trigger."""

    def broken(workflow: Workflow) -> Workflow:
        valid = _with_node(type="condition", config={"expression": "true"})(workflow)
        ends = {"source": _trigger(workflow), "target": _trigger(workflow)}
        return {**valid, "connections": [*valid["connections"], ends | connection]}

    return broken


def _reading(expression: str) -> Callable[[Workflow], Workflow]:
    return _with_node(config={"values": {"x": expression}})


def _with_two_entries(workflow: Workflow) -> Workflow:
    other = f"other_{FAULT}"
    ends = [(_trigger(workflow), FAULT), (_trigger(workflow), other), (FAULT, other), (other, FAULT)]
    nodes = [{"id": node, "type": "set", "config": {"values": {}}} for node in (FAULT, other)]
    connections = [{"source": source, "target": target} for source, target in ends]
    return {
        **workflow,
        "nodes": [*workflow["nodes"], *nodes],
        "connections": [*workflow["connections"], *connections],
    }


def _without_trigger(workflow: Workflow) -> Workflow:
    nodes = [{**node, "disabled": node["type"] == "trigger"} for node in workflow["nodes"]]
    return {**workflow, "nodes": nodes}


def _with_id_twice(workflow: Workflow) -> Workflow:
    return {**workflow, "nodes": [*workflow["nodes"], workflow["nodes"][-1]]}


def _with_connection_twice(workflow: Workflow) -> Workflow:
    valid = _with_node()(workflow)
    return {**valid, "connections": [*valid["connections"], valid["connections"][-1]]}


def _with_successor_of_stop(workflow: Workflow) -> Workflow:
    valid = _with_node(type="stop", config={})(workflow)
    after = {"id": "after_" + FAULT, "type": "set", "config": {"values": {}}}
    connection = {"source": FAULT, "target": after["id"]}
    return {**valid, "nodes": [*valid["nodes"], after], "connections": [*valid["connections"], connection]}


def _trigger(workflow: Workflow) -> str:
    return str(workflow["nodes"][0]["id"])


def _to_fault(workflow: Workflow) -> Json:
    return {"source": _trigger(workflow), "target": FAULT}


FAULTS: Final[Mapping[str, Callable[[Workflow], Workflow]]] = MappingProxyType(
    {
        "node-type-unknown": _with_node(type="teleport"),
        "node-id-duplicate": _with_id_twice,
        "trigger-missing": _without_trigger,
        "connection-source-unknown": _with_connection(source="nowhere", target=FAULT),
        "connection-target-unknown": _with_connection(target="nowhere"),
        "connection-duplicate": _with_connection_twice,
        "connection-handle-unknown": _with_connection(source=FAULT, source_handle="maybe", target=FAULT),
        "connection-handle-missing": _with_connection(source=FAULT, target=FAULT),
        "connection-error-handle": _with_connection(source=FAULT, source_handle="error", target=FAULT),
        "connection-from-stop": _with_successor_of_stop,
        "connection-into-trigger": _with_connection(source=FAULT, source_handle="true"),
        "loop-irreducible": _with_two_entries,
        "reference-unknown-node": _reading("{{ $nodes.nowhere }}"),
        "reference-not-upstream": _reading(f"{{{{ $nodes.{FAULT} }}}}"),
        "item-outside-loop": _reading("{{ $item }}"),
        "expression-bare-nodes": _reading("{{ $nodes }}"),
        "expression-eval": _reading("{{ $eval('1') }}"),
        "expression-unknown-name": _reading("{{ $unknown }}"),
        "expression-states": _reading("{{ $states.input }}"),
        "expression-root-bound": _reading("{{ ($input := 1; $input) }}"),
        "expression-string-open": _reading("{{ 'abc }}"),
        "expression-ends-early": _reading("{{ 1 + }}"),
        "template-open": _reading("{{ 1"),
        "expression-empty": _reading("{{ }}"),
        "field-missing": _with_node(type="condition", config={}),
        "field-unknown": _with_node(config={"values": {}, "colour": 1}),
        "field-choice": _with_node(type="merge", config={"mode": "mix"}),
        "handle-duplicate": _with_node(
            type="switch",
            config={"cases": [{"handle": "x", "expression": "true"}, {"handle": "x", "expression": "true"}]},
        ),
        "wait-seconds-or-until": _with_node(type="wait", config={}),
        "hmac-key": _with_node(type="hmac", config={}),
        "url-invalid": _with_node(type="http_request", config={"url": "ftp//x"}),
    }
)
