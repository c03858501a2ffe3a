"""Importing workflows of other systems."""

from typing import Any

import pytest

from exeoflow.errors import WorkflowInvalid
from exeoflow.importers.answers import ImportFormat
from exeoflow.model.workflows.stored_workflow import UNSIGNED
from exeoflow.service.workflows.imports.import_workflow import import_workflow
from exeoflow.service.workflows.read import get_workflow
from tests.fakes.ports import FakePorts

EXPORT: dict[str, Any] = {
    "name": "Imported",
    "nodes": [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "far", "type": "n8n-nodes-base.amqp", "parameters": {"command": "uptime"}},
    ],
    "connections": {"go": {"main": [[{"node": "far", "type": "main", "index": 0}]]}},
}


def test_an_export_is_stored_even_if_not_all_of_it_has_a_counterpart(ports: FakePorts) -> None:
    imported = import_workflow(ports, "acme", EXPORT, form=ImportFormat.N8N, stores=True, authorship=UNSIGNED)

    assert imported.stored is not None
    assert get_workflow(ports, "acme", imported.stored.id).name == "Imported"
    report = imported.made.report("en")
    assert [each["status"] for each in report["nodes"]] == ["exact", "unsupported"]


def test_a_dry_run_stores_nothing(ports: FakePorts) -> None:
    imported = import_workflow(
        ports, "acme", EXPORT, form=ImportFormat.N8N, stores=False, authorship=UNSIGNED
    )

    assert imported.stored is None
    assert imported.made.workflow["name"] == "Imported"


def test_a_state_machine_is_stored(ports: FakePorts) -> None:
    machine = {"name": "pay", "StartAt": "Paid", "States": {"Paid": {"Type": "Succeed"}}}

    imported = import_workflow(
        ports, "acme", machine, form=ImportFormat.ASL, stores=True, authorship=UNSIGNED
    )

    assert imported.stored is not None
    assert get_workflow(ports, "acme", imported.stored.id).name == "pay"


@pytest.mark.parametrize(
    ("form", "rule"),
    [(ImportFormat.N8N, "export-of-nothing"), (ImportFormat.ASL, "machine-of-nothing")],
)
def test_what_is_no_export_is_refused(ports: FakePorts, form: ImportFormat, rule: str) -> None:
    with pytest.raises(WorkflowInvalid) as refused:
        import_workflow(ports, "acme", {"nodes": 1}, form=form, stores=True, authorship=UNSIGNED)

    assert [each.rule for each in refused.value.diagnostics] == [rule]
