"""The examples in `docs/nodes.md`: complete, and without a fault."""

import json
import re
from pathlib import Path

import pytest

from exeoflow.compiler.checks import check, read_workflow
from exeoflow.model.workflow import Workflow
from exeoflow.nodes.table import NODE_TYPES

_PAGE = (Path(__file__).parents[3] / "docs" / "nodes.md").read_text()
_SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", _PAGE, re.MULTILINE | re.DOTALL))


def _example(node_type: str) -> str:
    (example,) = re.findall(r"^```json workflow\n(.*?)^```", _SECTIONS[node_type], re.MULTILINE | re.DOTALL)
    return str(example)


def test_every_node_type_is_documented() -> None:
    assert list(_SECTIONS) == sorted(_SECTIONS, key=list(NODE_TYPES).index)
    assert set(_SECTIONS) == set(NODE_TYPES)


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_every_field_is_documented(node_type: str) -> None:
    fields = NODE_TYPES[node_type].config.model_fields

    assert [name for name in fields if f"`{name}`" not in _SECTIONS[node_type]] == []


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_every_example_shows_its_type_and_has_no_fault(node_type: str) -> None:
    workflow = read_workflow(json.loads(_example(node_type)))

    assert isinstance(workflow, Workflow)
    assert node_type in {node.type for node in workflow.nodes}
    # A placeholder is a fault to come: it is told at once.
    told = ["placeholder-node"] if NODE_TYPES[node_type].is_placeholder else []
    assert [each.rule for each in check(workflow)] == told
