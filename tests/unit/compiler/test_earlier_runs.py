"""Values are looked for only where their node may have run."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.data.unchanged import Course
from exeoflow.compiler.machine import Exit, State
from tests.oracle.drawings.growing_flows import (
    counting_loops,
    iterations_before,
    open_switches,
    outer_reads,
    passed_over,
)

Sought = Callable[[Mapping[str, Any]], list[int]]


@pytest.fixture
def sought(monkeypatch: pytest.MonkeyPatch) -> Sought:
    """What gives for each variable of a workflow at how many states its value is looked for."""
    places: Counter[Course] = Counter()
    ways = Course.ways

    def counted(self: Course, state: State) -> Sequence[Exit | State]:
        places[self] += 1
        return ways(self, state)

    def compiled(workflow: Mapping[str, Any]) -> list[int]:
        places.clear()
        compile_workflow(workflow)
        return list(places.values())

    monkeypatch.setattr(Course, "ways", counted)
    return compiled


def test_what_a_branch_yields_is_not_looked_for_before_its_fork(sought: Sought) -> None:
    few, many = (sum(sought(open_switches(3 * count))) for count in (5, 20))

    assert many < 5 * few


def test_what_a_loop_reads_of_itself_is_not_looked_for_before_it(sought: Sought) -> None:
    few, many = (max(sought(counting_loops(2 * count))) for count in (3, 12))

    assert few == many


def test_what_a_body_reads_from_outside_is_not_looked_for_in_it(sought: Sought) -> None:
    few, many = (sum(sought(outer_reads(2 * count))) for count in (5, 20))

    assert many < 5 * few


def test_what_not_every_way_makes_is_looked_for_where_ways_meet_alone(sought: Sought) -> None:
    few, many = (sum(sought(passed_over(3 * count))) for count in (5, 20))

    assert many < 5 * few


def test_what_an_iteration_reads_of_the_one_before_is_looked_for_at_few_states(sought: Sought) -> None:
    few, many = (sum(sought(iterations_before(count))) for count in (10, 40))

    assert many < 5 * few
