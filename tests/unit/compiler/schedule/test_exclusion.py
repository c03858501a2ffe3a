"""Which units of a region can run in the same execution."""

from itertools import combinations, pairwise
from typing import Any

from exeoflow.compiler.checks import read_workflow
from exeoflow.compiler.flow.build import build_flow, wiring_of
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.schedule.companions import STEPS_PER_COMPILATION, Effort
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations
from tests.oracle.drawings.big_graphs import leaving_choices
from tests.oracle.drawings.drawing import condition, drawn
from tests.oracle.json_value import Json

CHOICE = drawn("t > c", "c:true > a", "c:false > b", c=condition("{{ $trigger.go }}"))
"""`t > c`, whose ways lead to `a` and to `b`."""


def exclusion(effort: Effort, drawing: Json = CHOICE) -> Exclusion:
    """The answers for a workflow."""
    workflow = read_workflow(drawing)
    assert isinstance(workflow, Workflow)
    flow = build_flow(wiring_of(Configurations(workflow)))
    tree = build_regions(flow)
    assert isinstance(tree, RegionTree)
    return Exclusion(flow, tree.whole, effort)


def may_both_run(answers: Exclusion, first: int, second: int) -> bool:
    """Whether one execution of the region may run two units."""
    earlier, later = sorted((first, second), key=lambda unit: answers.places.of_unit[unit].start)
    return bool(answers.earlier_companions(later) & answers.bit(earlier))


def test_the_two_ways_of_a_condition_exclude_each_other() -> None:
    answers = exclusion(Effort())
    c, a, b = (answers.region.units[position] for position in (2, 3, 4))

    assert not may_both_run(answers, a, b)
    assert may_both_run(answers, c, a)


def test_beyond_the_bound_units_may_both_run() -> None:
    answers = exclusion(Effort(steps=STEPS_PER_COMPILATION))
    a, b = answers.region.units[-2:]

    assert may_both_run(answers, a, b)


def test_a_node_to_which_all_errors_of_a_long_chain_lead_excludes_its_end() -> None:
    names = [f"n{number}" for number in range(200)]
    errors = [f"{name}:error > handler" for name in names[:-1]]
    branching: dict[str, Any] = {name: {"on_error": "branch"} for name in names[:-1]}
    workflow = drawn(" > ".join(["t", *names]), *errors, **branching)

    answers = exclusion(Effort(), workflow)
    unit = {answers.flow.vertices[each].id: each for each in answers.region.units if each < answers.flow.root}

    assert not may_both_run(answers, unit["n199"], unit["handler"])


def ways_out(drawing: Json) -> tuple[Exclusion, dict[tuple[str, str | None], int]]:
    """The answers for the only loop of a workflow, and all outlets by node and handle."""
    answers = exclusion(Effort(), drawing)
    (header,) = answers.region.inner
    outlets = {
        (answers.flow.vertices[each.source].id, each.handle): each.index for each in answers.flow.outlets[:-1]
    }
    return answers.loop(header), outlets


def test_a_way_out_that_leaves_the_loop_at_once_is_not_followed_by_another_iteration() -> None:
    loop, outlet = ways_out(
        drawn(
            "t > a > c > d",
            "c:true > x",
            "c:false > d",
            "d:true > a",
            "d:false > y",
            "a > z",
            c=condition("{{ $trigger.c }}"),
            d=condition("{{ $trigger.d }}"),
        )
    )

    assert not loop.may_repeat(outlet["c", "true"])
    assert not loop.may_repeat(outlet["d", "false"])
    assert loop.may_repeat(outlet["a", None])


def test_of_the_ways_out_of_a_loop_those_exclude_each_other_that_no_iteration_takes_together() -> None:
    conditions = [f"c{number}" for number in range(5)]
    steps = [f"{first}:true > {second}" for first, second in pairwise([*conditions, "c0"])]
    ways = [f"{name}:false > x{name}" for name in conditions]
    nodes: dict[str, Any] = {name: condition(f"{{{{ $trigger.{name} }}}}") for name in conditions}
    answers = exclusion(Effort(), drawn("t > c0", *steps, *ways, **nodes))
    unit = {answers.flow.vertices[each].id: each for each in answers.region.units if each < answers.flow.root}

    assert not any(
        may_both_run(answers, unit[f"x{first}"], unit[f"x{second}"])
        for first, second in combinations(conditions, 2)
    )


def test_many_ways_out_of_a_loop_cost_no_more_than_a_few_notes_each() -> None:
    effort = Effort()
    answers = exclusion(effort, leaving_choices(1_000))
    last = answers.region.units[-1]

    answers.earlier_companions(last)

    assert effort.steps < 2 * 1_000
