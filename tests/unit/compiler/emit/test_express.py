"""Which workflows get an express machine, and what a run costs there."""

from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, RejectedWorkflow, compile_workflow
from exeoflow.compiler.emit.budgets import DOLLARS_PER_TRANSITION
from exeoflow.compiler.emit.express import LONGEST_RUN

START = {"id": "start", "type": "trigger", "config": {}}
SET = {"id": "a", "type": "set", "config": {"values": {"b": 1}}}
REQUEST = {"id": "a", "type": "http_request", "config": {"url": "https://example.com/"}}
APPROVAL = {"id": "a", "type": "approval", "config": {}}


def wait(**config: Any) -> dict[str, Any]:
    return {"id": "a", "type": "wait", "config": config}


def compiled(node: dict[str, Any], **settings: Any) -> CompiledWorkflow | RejectedWorkflow:
    graph = {"nodes": [START, node], "connections": [{"source": "start", "target": "a"}]}
    return compile_workflow({"name": "W", "settings": settings, **graph}, fold=True)


@pytest.mark.parametrize(
    ("node", "mode", "is_express"),
    [
        (SET, "standard", False),
        (SET, "auto", True),
        (SET, "express", True),
        (REQUEST, "auto", False),
        (REQUEST, "express", True),
        (wait(seconds=5), "auto", True),
        (wait(seconds=300), "auto", False),
        (APPROVAL, "auto", False),
    ],
)
def test_the_mode_decides_within_what_is_possible(
    node: dict[str, Any], mode: str, *, is_express: bool
) -> None:
    result = compiled(node, mode=mode)

    assert isinstance(result, CompiledWorkflow)
    assert (result.express is not None) == is_express
    assert result.budgets["mode"] == ("express" if is_express else "standard")


@pytest.mark.parametrize(
    "node",
    [
        wait(seconds=26),
        wait(until="2031-01-01T00:00:00Z"),
        wait(seconds="{{ $input.s }}"),
        APPROVAL,
        {"id": "a", "type": "sub_workflow", "config": {"workflow_id": "wf_1"}},
    ],
)
def test_what_an_express_machine_cannot_do_is_a_fault_of_its_node(node: dict[str, Any]) -> None:
    result = compiled(node, mode="express")

    assert isinstance(result, RejectedWorkflow)
    assert [(each.rule, each.node_id) for each in result.diagnostics] == [("express-impossible", "a")]


@pytest.mark.parametrize("settings", [{"concurrency": {"max": 1}}, {"debounce": {"seconds": 1}}])
def test_a_run_that_is_waited_for_cannot_wait_for_its_turn(settings: dict[str, Any]) -> None:
    result = compiled(SET, mode="express", **settings)
    automatic = compiled(SET, mode="auto", **settings)

    assert isinstance(result, RejectedWorkflow)
    assert [each.rule for each in result.diagnostics] == ["express-waits-for-turn"]
    assert isinstance(automatic, CompiledWorkflow)
    assert automatic.express is None


@pytest.mark.parametrize(("timeout", "limit"), [(None, LONGEST_RUN), (10, 10), (600, LONGEST_RUN)])
def test_a_run_ends_before_its_caller_gives_up(timeout: int | None, limit: int) -> None:
    result = compiled(SET, mode="express", timeout=timeout)

    assert isinstance(result, CompiledWorkflow)
    assert result.express is not None
    assert result.express["TimeoutSeconds"] == limit
    assert {**result.express, "TimeoutSeconds": timeout} == {"TimeoutSeconds": None, **result.definition}


def test_the_longest_run_is_cheaper_than_the_shortest_of_a_standard_machine() -> None:
    result = compiled(SET)

    assert isinstance(result, CompiledWorkflow)
    price = result.budgets["express"]["price_per_1000_runs"]
    assert price["min"] == pytest.approx(0.0011)
    assert price["max"] < 2 * DOLLARS_PER_TRANSITION * 1000


def test_what_cannot_be_express_has_no_price_of_it() -> None:
    result = compiled(APPROVAL)

    assert isinstance(result, CompiledWorkflow)
    assert result.budgets["mode"] == "standard"
    assert "express" not in result.budgets
