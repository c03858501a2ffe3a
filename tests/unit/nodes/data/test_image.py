"""The node `image`: what its configuration may say, and what its call is handed."""

from typing import Any

import pytest
from pydantic import ValidationError

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.nodes.data.image import IMAGE, ImageConfig


def rules(**config: Any) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        ImageConfig.model_validate(config)
    return {each["type"] for each in caught.value.errors()}


@pytest.mark.parametrize(
    ("config", "rule"),
    [
        ({"operation": "describe", "steps": []}, "operation-field"),
        ({"operation": "create", "width": 5}, "operation-field-missing"),
        ({"operation": "edit", "width": 5}, "operation-field"),
        ({"operation": "edit", "steps": [{"do": "resize"}]}, "operation-field-missing"),
        ({"operation": "edit", "steps": [{"do": "rotate"}]}, "operation-field-missing"),
        ({"operation": "edit", "steps": [{"do": "flip", "width": 1}]}, "operation-field"),
        ({"operation": "edit", "steps": [{"do": "crop", "width": "1"}]}, "float_type"),
        ({"operation": "edit", "steps": [{"do": "fly"}]}, "literal_error"),
        ({"operation": "edit", "quality": 101}, "less_than_equal"),
        ({"operation": "edit", "steps": [{"do": "flip"}] * 21}, "too_long"),
    ],
)
def test_what_means_nothing_is_refused(config: dict[str, Any], rule: str) -> None:
    assert rules(**config) == {rule}


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ({"operation": "edit"}, ()),
        ({"operation": "create"}, ()),
        ({"operation": "edit", "response": "base64"}, None),
        ({"operation": "describe"}, None),
    ],
)
def test_what_keeps_a_file_is_known(config: dict[str, Any], place: Any) -> None:
    assert IMAGE.known_file(config) == place
    assert (IMAGE.known_fields(config) is None) == (place is None)


def test_whole_numbers_stay_whole() -> None:
    steps = [{"do": "crop", "x": 10, "width": 2.5, "height": "{{ $input.h }}"}]
    config = {"operation": "create", "width": 400, "height": 3, "steps": steps}
    drawing = {
        "nodes": [{"id": "start", "type": "trigger"}, {"id": "made", "type": "image", "config": config}],
        "connections": [{"source": "start", "target": "made"}],
    }

    compiled = compile_workflow(drawing)

    assert isinstance(compiled, CompiledWorkflow)
    payload = compiled.definition["States"]["made"]["Arguments"]["Payload"]
    assert [repr(payload[name]) for name in ("width", "height")] == ["400", "3"]
    assert [repr(payload["steps"][0][name]) for name in ("x", "width")] == ["10", "2.5"]
