"""Small graphs that are hard to compile, each under every combination of its choices."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.oracle.drawings.parted_lists import PARTED
from tests.oracle.drawings.rare_graphs import RARE
from tests.oracle.drawings.rare_loops import RARE_LOOPS
from tests.oracle.drawings.regressions import REGRESSIONS
from tests.oracle.drawings.small_workflows import WORKFLOWS
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.oracle.judges.lint import faults

ALL = WORKFLOWS | REGRESSIONS | RARE | RARE_LOOPS | PARTED
ENVIRONMENTS = [SeededEnvironment(seed, failing) for seed, failing in enumerate([0, 0, 0.3, 1])]


def data_for(workflow: dict[str, Json]) -> Iterator[Json]:
    text = str(workflow)
    names = [name for name in (*"abcdefgxyz",) if f"$trigger.choices.{name}" in text]
    for chosen in product([True, False], repeat=len(names)):
        for items in ([1, 2, 1], []) if "$trigger.items" in text else ([1],):
            yield {"choices": dict(zip(names, chosen, strict=True)), "items": items, "word": "none"}


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_a_small_workflow_does_what_it_means(name: str, fold: bool) -> None:  # noqa: FBT001 - a parameter
    workflow = ALL[name]
    machine = compiled_machine(workflow, fold=fold)

    assert machine, errors_of(workflow)
    assert faults(machine.definition) == []
    for trigger in triggers(workflow):
        for data in data_for(workflow):
            for environment in ENVIRONMENTS:
                assert compare(workflow, machine, trigger, data, environment).differences == ()
