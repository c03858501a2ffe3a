"""Whatever is done to a graph that people have published, it compiles to what it means or is refused."""

import pytest
from hypothesis import HealthCheck, given, settings

from exeoflow.diagnostics import RULES
from tests.oracle.drawings.corpus import some_trigger, steering
from tests.oracle.drawings.strategies.changed_graphs import changed_graphs
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of

pytestmark = pytest.mark.slow


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(workflow=changed_graphs())
def test_a_changed_graph_does_what_it_means_or_is_refused(workflow: dict[str, Json]) -> None:
    for fold in (False, True):
        machine = compiled_machine(workflow, fold=fold)
        if machine is None:
            assert set(errors_of(workflow)) <= RULES.keys()
            continue
        for seed in range(2):
            trigger, data = some_trigger(workflow, seed), steering(workflow, seed)

            found = compare(workflow, machine, trigger, data, SeededEnvironment(seed, 0.15 * seed))

            assert found.differences == ()
