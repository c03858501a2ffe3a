from collections.abc import Mapping
from types import ModuleType
from unittest import mock

import pytest

from exeoflow.compiler.control import conclusions
from exeoflow.compiler.data import initial_values
from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.oracle.judges.lint import faults
from tests.oracle.judges.npm_judges import validator_faults
from tests.oracle.simulator.machine import Machine

pytestmark = pytest.mark.slow

AUTHORS_FAULTS = {"for-each-body-entered", "loop-irreducible", "trigger-missing"}
ENVIRONMENTS = [SeededEnvironment(0), SeededEnvironment(1, failing=0.1)]


def bounded_graphs() -> list[Json]:
    return [with_iterations(workflow, 3) for workflow in visible_graphs()]


@pytest.fixture(scope="module")
def compiled() -> Mapping[bool, list[Machine | None]]:
    """What the visible graphs become, as they are and folded."""
    graphs = bounded_graphs()
    return {fold: [compiled_machine(workflow, fold=fold) for workflow in graphs] for fold in (False, True)}


@pytest.fixture(scope="module")
def machines(compiled: Mapping[bool, list[Machine | None]]) -> list[Machine]:
    """Every machine of the visible graphs."""
    return [machine for each in compiled.values() for machine in each if machine]


def test_every_visible_graph_compiles_or_has_a_fault_of_its_author() -> None:
    refusals = [errors_of(workflow) for workflow in visible_graphs()]

    assert {rule for rules in refusals for rule in rules} <= AUTHORS_FAULTS


@pytest.mark.parametrize("module", [initial_values, conclusions], ids=["assignments", "ends"])
def test_nowhere_are_there_so_many_ways_that_one_state_stands_for_them(
    machines: list[Machine], module: ModuleType
) -> None:
    with mock.patch.object(module, "MOST", 1_000_000):
        made = [compiled_machine(each, fold=fold) for fold in (False, True) for each in bounded_graphs()]

    assert [each.definition for each in made if each] == [each.definition for each in machines]


def test_the_linter_finds_nothing(machines: list[Machine]) -> None:
    assert [each for machine in machines if (each := faults(machine.definition))] == []


def test_asl_validator_finds_nothing(machines: list[Machine]) -> None:
    found = validator_faults(machine.definition for machine in machines)

    assert len(found) == len(machines)
    assert [each for each in found if each] == []


@pytest.mark.parametrize("fold", [False, True])
def test_every_visible_graph_does_what_it_means(
    compiled: Mapping[bool, list[Machine | None]],
    fold: bool,  # noqa: FBT001 - a parameter
) -> None:
    differing = {}
    for workflow, machine in zip(bounded_graphs(), compiled[fold], strict=True):
        if machine is None:
            continue
        for seed, environment in enumerate(ENVIRONMENTS):
            trigger, data = some_trigger(workflow, seed), steering(workflow, seed)
            comparison = compare(workflow, machine, trigger, data, environment)
            if comparison.differences:
                differing[workflow["id"], seed] = comparison.differences

    assert differing == {}


def test_every_visible_graph_does_the_same_if_one_state_says_for_all_ends_what_a_scope_yields(
    compiled: Mapping[bool, list[Machine | None]],
) -> None:
    differing = {}
    for workflow, machine in zip(bounded_graphs(), compiled[True], strict=True):
        if machine is None:
            continue
        with mock.patch.object(conclusions, "MOST", 0):
            concluded = compiled_machine(workflow, fold=True)
        assert concluded
        trigger, data = some_trigger(workflow, 1), steering(workflow, 1)
        by_each, by_one = (
            compare(workflow, each, trigger, data, ENVIRONMENTS[1]) for each in (machine, concluded)
        )
        # The keys of a result in the same order, at the same moment.
        if by_one.differences or repr(by_one.happened.outcome) != repr(by_each.happened.outcome):
            differing[workflow["id"]] = by_one.differences

    assert differing == {}
