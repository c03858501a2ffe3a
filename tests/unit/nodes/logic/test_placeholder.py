"""What a placeholder keeps, and by which handles it is left."""

import pytest
from pydantic import ValidationError

from exeoflow.compiler import CompiledWorkflow, RejectedWorkflow, compile_workflow
from exeoflow.nodes.logic.placeholder import PLACEHOLDER, PlaceholderConfig


def test_what_it_keeps_is_no_template() -> None:
    kept = {"text": "={{ $json.a.b( }}", "deep": [{"{{": "}}"}]}
    nodes = [
        {"id": "start", "type": "trigger"},
        {"id": "old", "type": "placeholder", "config": {"origin": "x {{ y", "config": kept}},
    ]

    compiled = compile_workflow({"nodes": nodes, "connections": [{"source": "start", "target": "old"}]})

    assert isinstance(compiled, CompiledWorkflow)
    assert [each.rule for each in compiled.diagnostics] == ["placeholder-node"]
    assert "$error(" in compiled.definition["States"]["old"]["Output"]


@pytest.mark.parametrize(("names", "handles"), [((), (None,)), (("0", "main 1"), ("0", "main 1"))])
def test_it_has_the_handles_that_it_names(names: tuple[str, ...], handles: tuple[str | None, ...]) -> None:
    assert PLACEHOLDER.handles(PlaceholderConfig(origin="x", handles=names)) == handles


@pytest.mark.parametrize("handles", [("error",), ("a", "a")])
def test_its_handles_have_names_of_their_own(handles: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        PlaceholderConfig(origin="x", handles=handles)


def test_one_without_a_configuration_is_refused_and_not_told() -> None:
    nodes = [{"id": "start", "type": "trigger"}, {"id": "old", "type": "placeholder", "config": {}}]

    rejected = compile_workflow({"nodes": nodes, "connections": []})

    assert isinstance(rejected, RejectedWorkflow)
    assert [each.rule for each in rejected.diagnostics] == ["field-missing"]


def test_each_of_several_handles_leads_somewhere() -> None:
    nodes = [
        {"id": "start", "type": "trigger"},
        {"id": "old", "type": "placeholder", "config": {"origin": "x", "handles": ["yes", "no"]}},
        {"id": "good", "type": "transform", "config": {"expression": "1"}},
        {"id": "bad", "type": "transform", "config": {"expression": "2"}},
    ]
    connections = [
        {"source": "start", "target": "old"},
        {"source": "old", "source_handle": "yes", "target": "good"},
        {"source": "old", "source_handle": "no", "target": "bad"},
    ]

    compiled = compile_workflow({"nodes": nodes, "connections": connections})

    assert isinstance(compiled, CompiledWorkflow)
    assert {"good", "bad"} <= compiled.definition["States"].keys()
