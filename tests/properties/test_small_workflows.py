"""Small graphs that are hard to compile, each under every combination of its choices."""

import pytest

from tests.oracle.drawings.hard_workflows import HARD, inputs_of
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.interpreter.graph import triggers
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.oracle.judges.lint import faults

ENVIRONMENTS = [SeededEnvironment(seed, failing) for seed, failing in enumerate([0, 0, 0.3, 1])]


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("name", HARD)
def test_a_small_workflow_does_what_it_means(name: str, fold: bool) -> None:  # noqa: FBT001 - a parameter
    workflow = HARD[name]
    machine = compiled_machine(workflow, fold=fold)

    assert machine, errors_of(workflow)
    assert faults(machine.definition) == []
    for trigger in triggers(workflow):
        for data in inputs_of(workflow):
            for environment in ENVIRONMENTS:
                assert compare(workflow, machine, trigger, data, environment).differences == ()
