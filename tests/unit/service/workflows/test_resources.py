"""What is said when a workflow that names resources is saved."""

from typing import Any

import pytest

from exeoflow.errors import WorkflowInvalid
from exeoflow.model.workflows.stored_workflow import Graph
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from tests.fakes.ports import FakePorts, fake_ports


@pytest.fixture
def ports() -> FakePorts:
    ports = fake_ports()
    ports.machines.is_strict = True
    return ports


def graph(*configs: Any, **common: Any) -> Graph:
    nodes = [
        {
            "id": f"n{index}",
            "type": "database",
            "config": {"operation": "get", "key": {"id": "a"}, **config},
            **common,
        }
        for index, config in enumerate(configs)
    ]
    edges = [{"source": "t", "target": node["id"]} for node in nodes]
    return Graph(({"id": "t", "type": "trigger"}, *nodes), tuple(edges))


def faults(ports: FakePorts, drawn: Graph) -> list[tuple[str, str]]:
    try:
        create_workflow(ports, "acme", NewWorkflow("W", graph=drawn))
    except WorkflowInvalid as refusal:
        return [(fault.rule, fault.path) for fault in refusal.diagnostics]
    return []


@pytest.mark.parametrize(
    "table",
    ["for-workflows-acme-orders", "for-workflows-{{ $input.name }}", "{{ $input.table }}", "{{ 'x' }}"],
)
def test_ones_own_and_what_may_become_it_is_saved(ports: FakePorts, table: str) -> None:
    assert faults(ports, graph({"table": table})) == []


def test_all_that_cannot_be_ones_own_is_refused_at_once(ports: FakePorts) -> None:
    drawn = graph({"table": "orders"}, {"table": "for-workflows-other-{{ $input.name }}"})

    assert faults(ports, drawn) == [
        ("resource-not-own", "nodes[1].config.table"),
        ("resource-not-own", "nodes[2].config.table"),
    ]


def test_a_bus_that_is_not_named_is_the_default_one(ports: FakePorts) -> None:
    told = {"id": "n", "type": "emit_event", "config": {"source": "shop", "detail_type": "Paid"}}
    drawn = Graph(({"id": "t", "type": "trigger"}, told), ({"source": "t", "target": "n"},))  # type: ignore[arg-type]

    assert faults(ports, drawn) == []


def test_what_does_not_run_may_name_anything(ports: FakePorts) -> None:
    assert faults(ports, graph({"table": "orders"}, disabled=True)) == []
    assert faults(ports, Graph()) == []
