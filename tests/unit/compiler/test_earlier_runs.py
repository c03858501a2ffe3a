"""Values are looked for only where their node may have run."""

from collections.abc import Mapping
from typing import Any

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.data.variables import Variables
from tests.oracle.drawings.growing_flows import (
    counting_loops,
    iterations_before,
    open_switches,
    outer_reads,
    passed_over,
)


def _needed(workflow: Mapping[str, Any]) -> list[int]:
    """Return for each variable before how many states it is needed."""
    found: list[int] = []

    def note(_: str, made: object) -> None:
        if isinstance(made, tuple) and isinstance(made[0], Variables):
            found.extend(len(each.needed) for each in made[0].by_place.values())

    compile_workflow(workflow, watch=note)
    return found


def test_what_a_branch_yields_is_not_looked_for_before_its_fork() -> None:
    few, many = (sum(_needed(open_switches(3 * count))) for count in (5, 20))

    assert many < 5 * few


def test_what_a_loop_reads_of_itself_is_not_looked_for_before_it() -> None:
    few, many = (max(_needed(counting_loops(2 * count))) for count in (3, 12))

    assert few == many


def test_what_a_body_reads_from_outside_is_not_looked_for_in_it() -> None:
    few, many = (sum(_needed(outer_reads(2 * count))) for count in (5, 20))

    assert many < 5 * few


def test_what_not_every_way_makes_is_looked_for_where_ways_meet_alone() -> None:
    few, many = (sum(_needed(passed_over(3 * count))) for count in (5, 20))

    assert many < 5 * few


def test_what_an_iteration_reads_of_the_one_before_is_looked_for_at_few_states() -> None:
    few, many = (sum(_needed(iterations_before(count))) for count in (5, 20))

    assert many < 5 * few
