"""A node that fails has a run without outputs, and what stands behind it has none, as in n8n."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case
from tests.n8n.test_lineage import node
from tests.unit.importers.n8n.machines import connections_of

THROWS = {"type": "n8n-nodes-base.code", "typeVersion": 2, "parameters": {"jsCode": "throw new Error('x')"}}
NO_XML = {"type": "n8n-nodes-base.xml", "typeVersion": 1, "parameters": {}}


@pytest.mark.parametrize("failing", [THROWS, NO_XML], ids=["code", "xml"])
def test_a_task_that_fails_has_a_run_without_outputs(failing: dict[str, Any]) -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger", "parameters": {}},
        {"name": "fails", **failing},
        {"name": "behind", "type": "n8n-nodes-base.noOp", "parameters": {}},
    ]
    connections = {
        "go": {"main": [[{"node": "fails", "type": "main", "index": 0}]]},
        "fails": {"main": [[{"node": "behind", "type": "main", "index": 0}]]},
    }

    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{"data": "<a"}]})

    assert isinstance(ran, Ran)
    assert ran.nodes == {"go": [[[{"data": "<a"}]]], "fails": [[]]}


@pytest.mark.parametrize(
    ("mode", "code", "good", "bad"),
    [
        ("runOnceForAllItems", "throw new Error('x')", [], [{"error": "x"}]),
        (
            "runOnceForAllItems",
            "return [{error: 1, message: 2}, {error: 0}, {error: {}}, {error: 1, a: 1}].map(json=>({json}))",
            [{"error": 0}, {"error": 1, "a": 1}],
            [{"error": 1, "message": 2}, {"error": {}}],
        ),
        (
            "runOnceForEachItem",
            "if ($json.n === 2) throw new Error('x'); return {a: $json.n}",
            [{"a": 1}, {"a": 3}],
            [{"n": 2, "error": "x"}],
        ),
        ("runOnceForEachItem", "return $json.n === 2 ? null : {error: 'q'}", [],
         [{"n": 1, "error": "q"}, {"n": 3, "error": "q"}]),
    ],
)  # fmt: skip
def test_errors_of_code_leave_by_the_output_of_errors(
    mode: str, code: str, good: list[Any], bad: list[Any]
) -> None:
    parameters = {"jsCode": code, "mode": mode}
    nodes = [
        node("go", "manualTrigger", {}),
        node("it", "code", parameters, 2, onError="continueErrorOutput"),
        node("then", "noOp", {}),
        node("else", "noOp", {}),
    ]
    workflow = {"nodes": nodes, "connections": connections_of({"go": [["it"]], "it": [["then"], ["else"]]})}

    ran = run_case(workflow, "go", {"go": [{"n": 1}, {"n": 2}, {"n": 3}]})

    assert isinstance(ran, Ran), ran.diagnostics
    assert [ran.nodes.get(name, [[[]]])[0][0] for name in ("then", "else")] == [good, bad]


def test_an_error_of_the_older_function_comes_from_no_item() -> None:
    failing = {"functionCode": "throw new Error('x')"}
    nodes = [
        node("go", "manualTrigger", {}),
        node("it", "function", failing, 1, onError="continueErrorOutput"),
        node("else", "noOp", {}),
    ]
    workflow = {"nodes": nodes, "connections": connections_of({"go": [["it"]], "it": [[], ["else"]]})}

    ran = run_case(workflow, "go", {"go": [{"n": 1}, {"n": 2}]})

    assert isinstance(ran, Ran), ran.diagnostics
    assert ran.nodes["else"] == [[[{"error": "x"}]]]


def test_an_error_of_code_comes_from_its_item() -> None:
    code = "if ($json.n === 2) throw new Error('x'); return {a: $json.n}"
    row = {"name": "v", "type": "number", "value": "={{ $('go').item.json.n }}"}
    nodes = [
        node("go", "manualTrigger", {}),
        node("it", "code", {"jsCode": code, "mode": "runOnceForEachItem"}, 2, onError="continueErrorOutput"),
        node("then", "set", {"assignments": {"assignments": [row]}}, 3.4),
    ]
    workflow = {"nodes": nodes, "connections": connections_of({"go": [["it"]], "it": [["then"], ["then"]]})}

    ran = run_case(workflow, "go", {"go": [{"n": 1}, {"n": 2}, {"n": 3}]})

    assert isinstance(ran, Ran), ran.diagnostics
    assert ran.nodes["then"] == [[[{"v": 2}]], [[{"v": 1}, {"v": 3}]]]
