"""What fails for one item: it takes the item's place, or leaves by an output of its own."""

import json
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import import_export
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from tests.n8n.worlds import Services
from tests.oracle.interpreter.environment import Failure
from tests.oracle.judges.compiling import machine_of
from tests.oracle.simulator.simulate import simulate

HTTP = {"url": "=https://example.com/{{ $json.id }}"}
SLACK = {"channelId": {"__rl": True, "mode": "id", "value": "C1"}, "text": "={{ $json.id }}"}


def run(kind: str, parameters: dict[str, Any], on_error: str, answers: list[Any]) -> Any:
    one = {"node": "call", "type": "main", "index": 0}
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.executeWorkflowTrigger", "position": [0, 0]},
        {"name": "call", "type": kind, "typeVersion": 4, "parameters": parameters, "onError": on_error},
        {"name": "good", "type": "n8n-nodes-base.noOp"},
        {"name": "bad", "type": "n8n-nodes-base.noOp"},
    ]
    leads = [[{"node": name, "type": "main", "index": 0}] for name in ("good", "bad")]
    connections = {"start": {"main": [[one]]}, "call": {"main": leads}}
    export = export_of({"name": "x", "nodes": nodes, "connections": connections})
    assert isinstance(export, Export)
    done = import_export(export)
    assert "unsupported" not in {str(each.status) for each in done.nodes}
    compiled = compile_workflow(json.loads(json.dumps(done.workflow)))
    assert isinstance(compiled, CompiledWorkflow)
    trace = simulate(machine_of(compiled), [{"id": 1}, {"id": 2}, {"id": 3}], Services(answers=answers))
    assert trace.outcome.status == "success"
    return trace.outcome.output


@pytest.mark.parametrize(("kind", "parameters"), [("httpRequest", HTTP), ("slack", SLACK)])
def test_items_that_fail_leave_by_the_second_output(kind: str, parameters: dict[str, Any]) -> None:
    failure = Failure(0.0, "Http.Status500", "down")

    output = run(f"n8n-nodes-base.{kind}", parameters, "continueErrorOutput", [{"a": 1}, failure, {"a": 3}])

    assert output == {"good": [{"a": 1}, {"a": 3}], "bad": [{"id": 2, "error": "down"}]}


@pytest.mark.parametrize(("kind", "parameters"), [("httpRequest", HTTP), ("slack", SLACK)])
def test_an_error_takes_the_place_of_an_item_that_fails(kind: str, parameters: dict[str, Any]) -> None:
    failure = Failure(0.0, "Http.Status500", "down")

    output = run(f"n8n-nodes-base.{kind}", parameters, "continueRegularOutput", [{"a": 1}, failure, {"a": 3}])

    assert output == [{"a": 1}, {"error": "down"}, {"a": 3}]
