"""A sample of what `make agree` runs in full, and drawn workflows: simulator, moto and engine run alike."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.oracle.agreement import ENVIRONMENTS, hard_runs, visible_runs
from tests.oracle.drawings.small_machines import MACHINES
from tests.oracle.drawings.strategies import Case, cases
from tests.oracle.judges.agreement import Disagreements, three_judges, without_pauses
from tests.oracle.judges.comparison import machine_input
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.moto_machine import InstantEnvironment
from tests.oracle.simulator.machine import Machine

# moto's threads complain when the failure of another branch ends theirs
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]


@pytest.fixture(scope="module", params=[*ENVIRONMENTS.values()], ids=[*ENVIRONMENTS])
def disagreements(request: pytest.FixtureRequest) -> Iterator[Disagreements]:
    with three_judges(InstantEnvironment(request.param)) as disagreements:
        yield disagreements


@pytest.mark.parametrize("name", MACHINES)
def test_small_machines_run_alike(disagreements: Disagreements, name: str) -> None:
    assert disagreements(Machine(MACHINES[name], {"T": "T"}), {"n": 1}) == []


def test_graphs_run_alike(disagreements: Disagreements) -> None:
    runs = (*visible_runs(every=21), *hard_runs(every=21))

    found = [(run.group, run.graph, disagreements(run.machine, run.data)) for run in runs]
    assert [each for each in found if each[2]] == []


@settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(case=cases())
def test_drawn_workflows_run_alike(disagreements: Disagreements, case: Case) -> None:
    workflow = without_pauses(case.workflow)
    machine = compiled_machine(workflow)
    assume(machine)
    assert machine

    assert disagreements(machine, machine_input(machine, case.trigger, case.data)) == []
