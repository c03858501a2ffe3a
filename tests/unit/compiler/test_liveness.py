"""Values are looked for as often as there are reads, however far these are from what makes the values."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.data.liveness import Liveness
from tests.oracle.drawings.drawing import condition, drawn, values
from tests.oracle.drawings.growing_flows import (
    counting_loops,
    iterations_before,
    open_switches,
    outer_reads,
    passed_over,
    read_by_handler,
    repeated_by_handler,
)
from tests.oracle.drawings.mixed_flows import read_at_the_end
from tests.oracle.json_value import Json


def read_far_ahead(size: int) -> dict[str, Any]:
    """Return conditions that pass over each other and over nodes that read what was long before."""
    reading = range(2, size, 3)
    asking = [number for number in range(size) if number not in reading]
    nodes: dict[str, Any] = {f"a{number}": condition(f"$trigger.c{number}") for number in asking}
    nodes |= {f"a{number}": values(x=f"{{{{ $nodes.a{number // 3} }}}}") for number in reading}
    paths = [f"a{number}:true > a{number + 1}" for number in asking]
    paths += [f"a{number}:false > a{number + 3}" for number in asking]
    return drawn("t > a0", *paths, *[f"a{number} > a{number + 1}" for number in reading], **nodes)


DRAWINGS: dict[str, Callable[[int], Json]] = {
    "what is read long after": read_far_ahead,
    "what is read at the end": lambda size: read_at_the_end(2 * size),
    "what a branch yields": lambda size: open_switches(3 * size),
    "what a loop reads of itself": lambda size: counting_loops(2 * size),
    "what a body reads from outside": lambda size: outer_reads(2 * size),
    "what not every way makes": lambda size: passed_over(3 * size),
    "what there was an iteration before": iterations_before,
    "what a handler reads": read_by_handler,
    "what a handler in a loop reads": repeated_by_handler,
}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_four_times_as_much_takes_as_many_looks(draw: Callable[[int], Json]) -> None:
    few, many = (_looks(draw(size)) for size in (15, 60))

    assert 0 < many < 5 * few


def _looks(workflow: Json) -> int:
    """Return how often a compilation asks what is live before a state."""
    with mock.patch.object(Liveness, "add", autospec=True, side_effect=Liveness.add) as add:
        compile_workflow(workflow)
    return add.call_count
