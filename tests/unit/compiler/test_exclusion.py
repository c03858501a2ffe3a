"""Which units of a region can run in the same execution."""

from exeoflow.compiler.checks import read_workflow
from exeoflow.compiler.flow.build import build_flow
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.schedule.exclusion import STEPS_PER_COMPILATION, Effort, Exclusion
from exeoflow.model.workflow import Workflow
from tests.oracle.drawings.drawing import condition, drawn


def exclusion(effort: Effort) -> Exclusion:
    """The answers for `t > c`, whose ways lead to `a` and to `b`."""
    workflow = read_workflow(drawn("t > c", "c:true > a", "c:false > b", c=condition("{{ $trigger.go }}")))
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
