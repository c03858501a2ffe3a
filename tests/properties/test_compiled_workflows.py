import pytest
from hypothesis import given

from tests.oracle.asl_lint import faults
from tests.oracle.comparison import compare
from tests.oracle.compiling import compiled_machine, errors_of
from tests.oracle.strategies import Case, cases
from tests.oracle.strategies.faults import FAULTS, faulty_workflows


@pytest.mark.parametrize("fold", [False, True])
@given(case=cases())
def test_a_compiled_workflow_does_what_it_means(case: Case, fold: bool) -> None:  # noqa: FBT001 - a parameter
    machine = compiled_machine(case.workflow, fold=fold)

    assert machine, errors_of(case.workflow)
    assert faults(machine.definition) == []
    assert compare(case.workflow, machine, case.trigger, case.data, case.environment).differences == ()


@given(case=cases())
def test_equal_workflows_compile_to_equal_bytes(case: Case) -> None:
    assert compiled_machine(case.workflow) == compiled_machine(case.workflow)


@given(drawn=faulty_workflows())
def test_a_fault_is_reported_by_its_rule(drawn: tuple[dict[str, object], str]) -> None:
    workflow, rule = drawn

    assert errors_of(workflow) == [rule]


@pytest.mark.parametrize("rule", FAULTS)
def test_every_fault_is_reported_in_the_smallest_workflow(rule: str) -> None:
    trigger = {"id": "t", "type": "trigger", "config": {}}

    assert errors_of(FAULTS[rule]({"id": "wf_1", "nodes": [trigger], "connections": []})) == [rule]
