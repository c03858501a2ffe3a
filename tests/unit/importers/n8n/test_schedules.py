"""Settings of a schedule that n8n computes when a workflow is activated."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Imported, import_export
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export


def imported(rule: dict[str, Any]) -> tuple[dict[str, Any], Imported]:
    """The configuration of the trigger, and what is said of it."""
    parameters = {"rule": {"interval": [rule]}}
    node = {
        "name": "s",
        "type": "n8n-nodes-base.scheduleTrigger",
        "typeVersion": 1.2,
        "parameters": parameters,
    }
    export = export_of({"name": "x", "nodes": [node], "connections": {}})
    assert isinstance(export, Export)
    done = import_export(export)
    return next(each["config"] for each in done.workflow["nodes"] if each["type"] != "transform"), done.nodes[
        0
    ]


@pytest.mark.parametrize(
    ("rule", "cron"),
    [
        ({"field": "days", "triggerAtHour": "={{ 3 + 4 }}"}, "0 7 * * *"),
        ({"field": "days", "triggerAtMinute": "={{ Math.floor(Math.random() * 60) }}"}, "30 0 * * *"),
        ({"field": "weeks", "triggerAtDay": ["={{ 1 + 2 }}"]}, "0 0 * * 3"),
        ({"field": "cronExpression", "expression": "=0 {{ 4 * 2 }} * * 1-5"}, "0 8 * * 1-5"),
    ],
)
def test_what_is_the_same_at_any_time_is_computed_at_the_import(rule: dict[str, Any], cron: str) -> None:
    config, node = imported(rule)

    assert config["cron"] == cron
    assert [each.code for each in node.reasons] == ["trigger-data", "setting-at-import"]


def test_what_is_only_marked_as_an_expression_is_as_it_is_written() -> None:
    config, node = imported({"field": "cronExpression", "expression": "=0 8 * * *"})

    assert config["cron"] == "0 8 * * *"
    assert [each.code for each in node.reasons] == ["trigger-data"]


@pytest.mark.parametrize(
    "written", ["={{ $now.hour }}", "={{ $json.a }}", "={{ [][0] }}", "={{ (() => 3)() }}"]
)
def test_what_depends_on_the_run_is_told(written: str) -> None:
    _, node = imported({"field": "days", "triggerAtHour": written})

    assert [each.code for each in node.reasons] == ["setting-computed"]
