"""What `compile_workflow` takes, and what of the execution and the workflow can be read."""

import gc

import pytest

from exeoflow.compiler import CompiledWorkflow, RejectedWorkflow, compile_workflow
from exeoflow.compiler.machine import Exit, Scope, State
from exeoflow.model.workflows.workflow import Workflow
from tests.oracle.drawings import big_graphs
from tests.oracle.drawings.drawing import drawn, values
from tests.unit.compiler.machines import states


def test_a_workflow_may_be_given_as_json_or_as_a_model() -> None:
    document = drawn("t > a")

    assert compile_workflow(document) == compile_workflow(Workflow.model_validate(document))


def test_a_document_of_the_wrong_form_is_refused() -> None:
    result = compile_workflow({"nodes": 7})

    assert isinstance(result, RejectedWorkflow)
    assert [each.rule for each in result.diagnostics] == ["field-not-list"]


def test_a_draft_has_nothing_to_run() -> None:
    assert compile_workflow({}) == CompiledWorkflow({}, {}, {}, ())


def test_the_execution_and_the_workflow_can_be_read() -> None:
    reads = {
        "id": "{{ $execution.id }}",
        "at": "{{ $execution.started_at }}",
        "workflow": "{{ $workflow.id }}",
        "name": "{{ $workflow.name }}",
    }

    assert states(drawn("t > a", a=values(**reads)))["a"]["Output"] == {
        "id": "{% $states.context.Execution.Name %}",
        "at": "{% $states.context.Execution.StartTime %}",
        "workflow": '{% "wf_drawn" %}',
        "name": '{% "Drawn" %}',
    }


@pytest.mark.parametrize("is_on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(*, is_on: bool) -> None:
    switch = gc.enable if is_on else gc.disable
    switch()
    try:
        compile_workflow(big_graphs.chain(3))
        assert gc.isenabled() is is_on
    finally:
        gc.enable()


def test_no_machine_is_left_to_the_garbage_collector() -> None:
    compile_workflow(big_graphs.early_exits(3))
    gc.disable()
    try:
        gc.collect(0)
        compile_workflow(big_graphs.early_exits(4))
        assert not [each for each in gc.get_objects(0) if isinstance(each, (Scope, State, Exit))]
    finally:
        gc.enable()
