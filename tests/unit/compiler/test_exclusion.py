"""Which units of a region can run in the same execution."""

from typing import Any

from exeoflow.compiler.checks import read_workflow
from exeoflow.compiler.flow.build import build_flow
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.schedule.exclusion import STEPS_PER_COMPILATION, Effort, Exclusion
from exeoflow.model.workflow import Workflow
from tests.oracle.drawings.drawing import condition, drawn
from tests.oracle.json_value import Json

CHOICE = drawn("t > c", "c:true > a", "c:false > b", c=condition("{{ $trigger.go }}"))
"""`t > c`, whose ways lead to `a` and to `b`."""


def exclusion(effort: Effort, drawing: Json = CHOICE) -> Exclusion:
    """The answers for a workflow."""
    workflow = read_workflow(drawing)
    assert isinstance(workflow, Workflow)
    flow = build_flow(workflow)
    tree = build_regions(flow)
    assert isinstance(tree, RegionTree)
    return Exclusion(flow, tree.whole, effort)


def test_the_two_ways_of_a_condition_exclude_each_other() -> None:
    answers = exclusion(Effort())
    c, a, b = (answers.region.units[position] for position in (2, 3, 4))

    assert not answers.may_both_run(a, b)
    assert answers.may_both_run(c, a)


def test_beyond_the_bound_units_may_both_run() -> None:
    answers = exclusion(Effort(steps=STEPS_PER_COMPILATION))
    a, b = answers.region.units[-2:]

    assert answers.may_both_run(a, b)


def test_a_node_to_which_all_errors_of_a_long_chain_lead_excludes_its_end() -> None:
    names = [f"n{number}" for number in range(200)]
    errors = [f"{name}:error > handler" for name in names[:-1]]
    branching: dict[str, Any] = {name: {"on_error": "branch"} for name in names[:-1]}
    workflow = drawn(" > ".join(["t", *names]), *errors, **branching)

    answers = exclusion(Effort(), workflow)
    unit = {answers.flow.vertices[each].id: each for each in answers.region.units if each < answers.flow.root}

    assert not answers.may_both_run(unit["n199"], unit["handler"])
