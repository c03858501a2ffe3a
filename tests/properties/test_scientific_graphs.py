import pytest

from tests.oracle.drawings.corpus import steering
from tests.oracle.drawings.scientific import ring, scientific_graphs, shared_source
from tests.oracle.interpreter.environment import ScriptedEnvironment, SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import Comparison, compare
from tests.oracle.judges.compiling import compiled_machine

pytestmark = pytest.mark.slow

GRAPHS = [each for each in scientific_graphs() if len(each["nodes"]) < 100]
"""Larger ones are measured by `make graphs`."""


def _run(workflow: Json, environment: SeededEnvironment) -> Comparison:
    machine = compiled_machine(workflow, fold=True)
    assert machine
    return compare(workflow, machine, "start", steering(workflow, 0), environment)


@pytest.mark.parametrize("width", [2, 10, 11, 13, 20, 60])
def test_entangled_successors_of_sources_wait_for_one_level_only(width: int) -> None:
    for workflow in (shared_source(width), ring(width)):
        machine = compiled_machine(workflow)
        assert machine

        comparison = compare(workflow, machine, "start", {}, ScriptedEnvironment())

        assert comparison.differences == ()
        assert comparison.happened.outcome.seconds == comparison.meant.outcome.seconds


def test_layered_graphs_do_what_they_mean_at_most_twice_as_slowly_as_could_be() -> None:
    slowdowns = []
    for workflow in GRAPHS:
        comparison = _run(workflow, SeededEnvironment(1))
        assert comparison.differences == ()
        slowdowns.append(comparison.slowdown)

    assert max(slowdowns) < 2
    assert sum(slowdowns) / len(slowdowns) < 1.1


def test_layered_graphs_fail_as_they_should() -> None:
    differing = [
        workflow["name"] for workflow in GRAPHS if _run(workflow, SeededEnvironment(2, 0.1)).differences
    ]

    assert differing == []
