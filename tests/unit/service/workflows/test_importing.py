"""Importing workflows of other systems."""

from typing import Any

import pytest

from exeoflow.errors import WorkflowInvalid
from exeoflow.model.stored_workflow import UNSIGNED
from exeoflow.service.workflows.imports.import_workflow import import_workflow
from exeoflow.service.workflows.read import get_workflow
from tests.fakes.ports import FakePorts

EXPORT: dict[str, Any] = {
    "name": "Imported",
    "nodes": [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "far", "type": "n8n-nodes-base.ssh", "parameters": {"command": "uptime"}},
    ],
    "connections": {"go": {"main": [[{"node": "far", "type": "main", "index": 0}]]}},
}


def test_an_export_is_stored_even_if_not_all_of_it_has_a_counterpart(ports: FakePorts) -> None:
    imported = import_workflow(ports, "acme", EXPORT, stores=True, authorship=UNSIGNED)

    assert imported.stored is not None
    assert get_workflow(ports, "acme", imported.stored.id).name == "Imported"
    assert [each.status for each in imported.done.nodes] == ["exact", "unsupported"]


def test_a_dry_run_stores_nothing(ports: FakePorts) -> None:
    imported = import_workflow(ports, "acme", EXPORT, stores=False, authorship=UNSIGNED)

    assert imported.stored is None
    assert imported.done.workflow["name"] == "Imported"


def test_what_is_no_export_is_refused(ports: FakePorts) -> None:
    with pytest.raises(WorkflowInvalid) as refused:
        import_workflow(ports, "acme", {"nodes": 1}, stores=True, authorship=UNSIGNED)

    assert [each.rule for each in refused.value.diagnostics] == ["export-of-nothing"]
