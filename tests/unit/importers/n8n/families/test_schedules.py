"""Settings of a schedule that n8n computes when a workflow is activated."""

from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import, Imported
from tests.unit.importers.n8n.machines import import_of


def scheduled(parameters: dict[str, Any], kind: str = "scheduleTrigger", version: float = 1.2) -> Import:
    node = {"name": "s", "type": f"n8n-nodes-base.{kind}", "typeVersion": version, "parameters": parameters}
    return import_of({"name": "x", "nodes": [node], "connections": {}})


def imported(rule: dict[str, Any]) -> tuple[dict[str, Any], Imported]:
    """The configuration of the trigger, and what is said of it."""
    done = scheduled({"rule": {"interval": [rule]}})
    return next(each["config"] for each in done.workflow["nodes"] if each["type"] != "transform"), done.nodes[
        0
    ]


@pytest.mark.parametrize(
    ("rule", "cron"),
    [
        ({"field": "days", "triggerAtHour": "={{ 3 + 4 }}"}, "0 7 * * *"),
        ({"field": "days", "triggerAtHour": "={{ 'not $now'.length }}"}, "0 8 * * *"),
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
@pytest.mark.parametrize(("field", "setting"), [("days", "triggerAtHour"), ("minutes", "minutesInterval")])
def test_what_depends_on_the_run_is_told(field: str, setting: str, written: str) -> None:
    _, node = imported({"field": field, setting: written})

    assert [(each.code, each.values["setting"]) for each in node.reasons] == [("setting-computed", setting)]


def crons(done: Import) -> list[str]:
    return [each["config"].get("cron") for each in done.workflow["nodes"] if each["type"] == "trigger"]


def test_each_of_several_rules_starts_the_workflow() -> None:
    done = scheduled(
        {"rule": {"interval": [{"triggerAtHour": 8}, {"field": "hours", "triggerAtMinute": 30}]}}
    )

    assert crons(done) == ["0 8 * * *", "30 * * * *"]
    assert isinstance(compile_workflow(done.workflow), CompiledWorkflow)


def test_the_older_schedule_may_have_several_times_too() -> None:
    times = [{"mode": "everyHour", "minute": 15}, {"mode": "everyHour", "minute": 45}]

    assert crons(scheduled({"triggerTimes": {"item": times}}, "cron", 1)) == ["15 * * * *", "45 * * * *"]


def test_one_time_that_is_none_is_told() -> None:
    done = scheduled({"triggerTimes": {"item": [{}, {"mode": "custom", "cronExpression": "x"}]}}, "cron", 1)

    assert [each.code for each in done.nodes[0].reasons] == ["setting-unsupported"]


@pytest.mark.parametrize("unit", ["seconds", "minutes", "hours", "days", "weeks", "months"])
def test_every_none_of_a_unit_is_told(unit: str) -> None:
    assert [each.code for each in imported({"field": unit, f"{unit}Interval": 0})[1].reasons][-1:] == [
        "setting-unsupported"
    ]


@pytest.mark.parametrize(
    ("version", "unit", "every", "expected"),
    [
        (1.2, "minutes", "90", {"rate": "90 minutes"}),
        (1.2, "days", 45.0, {"rate": "45 days"}),
        (1.3, "minutes", 59, {"rate": "59 minutes"}),
        (1.2, "minutes", 2000, {}),
        (1.2, "hours", 48, {}),
        (1.3, "hours", 24, {}),
        (1.3, "minutes", 90, {}),
        (1.3, "days", 45, {}),
        (1.2, "hours", 1.5, {}),
        (1.2, "hours", True, {}),
    ],
)
def test_more_of_a_unit_than_n8n_takes_is_told(
    version: float, unit: str, every: Any, expected: dict[str, str]
) -> None:
    done = scheduled({"rule": {"interval": [{"field": unit, f"{unit}Interval": every}]}}, version=version)

    (config,) = (each["config"] for each in done.workflow["nodes"] if each["type"] != "transform")
    assert ("setting-unsupported" in {each.code for each in done.nodes[0].reasons}) is not bool(expected)
    assert expected.items() <= config.items()


def test_each_24_hours_is_each_day_though_n8n_runs_it_once() -> None:
    done = scheduled({"rule": {"interval": [{"field": "hours", "hoursInterval": 24}]}}, version=1.2)

    (config,) = (each["config"] for each in done.workflow["nodes"] if each["type"] != "transform")
    assert config["cron"] == "0 0 * * *"
    assert ("setting-approximated", "hoursInterval: 24") in {
        (each.code, each.values.get("setting")) for each in done.nodes[0].reasons
    }
