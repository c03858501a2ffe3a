"""Workflows that run other workflows: the others exist, and nothing runs itself."""

import pytest

from exeoflow.compiler.checks.sub_workflows import check_sub_workflows, sub_workflow_ids
from exeoflow.model.workflows.workflow import Workflow


def _workflow(*names: object) -> Workflow:
    nodes = [
        {"id": f"n{index}", "type": "sub_workflow", "config": {"workflow_id": name}}
        for index, name in enumerate(names)
    ]
    return Workflow.model_validate({"nodes": [{"id": "t", "type": "trigger"}, *nodes]})


def test_the_workflows_that_a_workflow_runs_are_named_once() -> None:
    assert sub_workflow_ids(_workflow("wf_b", "wf_a", "wf_b", 7)) == ("wf_b", "wf_a")


def test_workflows_that_exist_and_lead_elsewhere_are_no_fault() -> None:
    stored = {"wf_a": ("wf_b", "wf_c"), "wf_b": ("wf_c",), "wf_c": ()}

    assert check_sub_workflows(_workflow("wf_a", "wf_b", 7), "wf_new", stored.get) == ()


def test_a_workflow_of_nobody_is_a_fault() -> None:
    (fault,) = check_sub_workflows(_workflow("wf_a"), "wf_new", lambda _: None)

    assert (fault.rule, fault.path, fault.node_id) == (
        "sub-workflow-unknown",
        "nodes[1].config.workflow_id",
        "n0",
    )


@pytest.mark.parametrize(
    ("stored", "way"),
    [
        ({}, "wf_me → wf_me"),
        ({"wf_a": ("wf_me",)}, "wf_me → wf_a → wf_me"),
        ({"wf_a": ("wf_x", "wf_b"), "wf_b": ("wf_a", "wf_me"), "wf_x": ()}, "wf_me → wf_a → wf_b → wf_me"),
    ],
)
def test_a_workflow_that_runs_itself_in_the_end_is_a_fault(
    stored: dict[str, tuple[str, ...]], way: str
) -> None:
    first = "wf_a" if stored else "wf_me"

    (fault,) = check_sub_workflows(_workflow(first), "wf_me", stored.get)

    assert (fault.rule, fault.values["way"]) == ("sub-workflow-cycle", way)


def test_each_workflow_is_read_once() -> None:
    reads: list[str] = []

    def runs(name: str) -> tuple[str, ...]:
        reads.append(name)
        return ("wf_shared",) if name != "wf_shared" else ()

    assert check_sub_workflows(_workflow("wf_a", "wf_b", "wf_a"), "wf_me", runs) == ()
    assert sorted(reads) == ["wf_a", "wf_b", "wf_shared"]
