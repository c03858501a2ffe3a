"""The examples in `docs/nodes.md`: complete, and without a fault."""

import json
import re
from pathlib import Path

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.compiler.checks import check, read_workflow
from exeoflow.compiler.emit.budgets import MOST_EVENTS
from exeoflow.model.file_reference import FileReference
from exeoflow.model.identifiers import sortable_id
from exeoflow.model.state_room import MOST_STATE_BYTES
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import NODE_TYPES, Configurations
from tests.oracle.drawings.drawing import drawn, for_each

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
    assert [each.rule for each in check(Configurations(workflow))] == told


def test_as_many_parts_of_a_file_fit_as_the_page_says() -> None:
    (told,) = re.findall(r"([\d,]+) parts fit into the events of one execution", _SECTIONS["file"])
    parts = int(told.replace(",", ""))
    compiled = compile_workflow(
        drawn(
            "t > parts > each",
            "each:loop > work > each",
            "each:done > all",
            parts={"type": "file", "config": {"operation": "split"}},
            each=for_each("{{ $input }}", concurrency=40),
            work={"type": "sub_workflow", "config": {"workflow_id": sortable_id("wf", 0, 0)}},
            all={"type": "file", "config": {"operation": "join"}},
        )
    )

    assert isinstance(compiled, CompiledWorkflow)
    events = compiled.budgets["history_events"]
    most = (MOST_EVENTS - events["max"]) // events["per_item"]["each"]
    reference = FileReference(
        f"{sortable_id('exec', 0, 0)}/{sortable_id('file', 0, 0)}", 200_000, "application/json"
    )
    assert parts <= most < parts + 100
    assert parts * len(f"{json.dumps(reference.as_json(), separators=(',', ':'))},") <= MOST_STATE_BYTES
