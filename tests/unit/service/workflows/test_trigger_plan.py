"""The triggers of a graph, as values."""

from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import Graph
from exeoflow.model.workflows.trigger import (
    EventTrigger,
    MissedTimes,
    PlacedTrigger,
    ScheduleTrigger,
    Trigger,
    WebhookTrigger,
    trigger_name,
)
from exeoflow.service.workflows.triggers.plan import trigger_plan


def planned(**config: Json) -> tuple[Trigger, ...]:
    return trigger_plan(Graph(({"id": "start", "type": "trigger", "config": config},)))


def test_every_trigger_but_a_manual_one_is_planned_in_the_authors_order() -> None:
    graph = Graph(
        (
            {"id": "hook", "type": "trigger", "name": "Orders", "config": {"mode": "webhook"}},
            {"id": "hand", "type": "trigger"},
            {"id": "off", "type": "trigger", "disabled": True, "config": {"mode": "webhook"}},
            {"id": "event", "type": "trigger", "config": {"mode": "event", "pattern": {"source": ["shop"]}}},
            {"id": "hourly", "type": "trigger", "config": {"mode": "schedule", "rate": "1 hour"}},
            {"id": "set", "type": "set"},
        )
    )

    assert trigger_plan(graph) == (
        WebhookTrigger("hook", "Orders"),
        EventTrigger("event", {"source": ["shop"]}),
        ScheduleTrigger("hourly", "rate(1 hours)"),
    )


def test_a_webhook_without_a_name_is_called_like_its_node() -> None:
    assert planned(mode="webhook") == (WebhookTrigger("start", "start"),)


@pytest.mark.parametrize(
    ("config", "expression"),
    [
        ({"rate": "5 minutes"}, "rate(5 minutes)"),
        ({"rate": "1 day"}, "rate(1 days)"),
        ({"cron": "0 7 * * *"}, "cron(0 7 * * ? *)"),
        ({"cron": "30 7 * * MON-FRI"}, "cron(30 7 ? * MON,TUE,WED,THU,FRI *)"),
        ({"cron": "0 7 L * ? 2025"}, "cron(0 7 L * ? 2025)"),
    ],
)
def test_schedules_are_written_as_scheduler_takes_them(config: dict[str, str], expression: str) -> None:
    assert planned(mode="schedule", **config) == (ScheduleTrigger("start", expression),)


def test_a_schedule_has_a_zone_a_start_and_an_end() -> None:
    config = {
        "cron": "0 7 * * *",
        "timezone": "Europe/Berlin",
        "start": "2024-01-20T10:00:00+01:00",
        "end": "2025-01-20T10:00:00Z",
    }

    assert planned(mode="schedule", **config) == (
        ScheduleTrigger(
            "start",
            "cron(0 7 * * ? *)",
            "Europe/Berlin",
            datetime(2024, 1, 20, 9, tzinfo=UTC),
            datetime(2025, 1, 20, 10, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("given", "missed"),
    [
        ({}, MissedTimes(1, timedelta(days=1))),
        ({"max": 7, "within": 300}, MissedTimes(7, timedelta(minutes=5))),
    ],
)
def test_all_schedules_make_up_for_what_they_missed_as_the_workflow_says(
    given: dict[str, int], missed: MissedTimes
) -> None:
    node: JsonObject = {"id": "start", "type": "trigger", "config": {"mode": "schedule", "rate": "1 hour"}}

    plan = trigger_plan(Graph((node,), settings={"catch_up": given}))

    assert plan == (ScheduleTrigger("start", "rate(1 hours)", catch_up=missed),)


def test_names_are_short_and_of_their_own() -> None:
    workflow_id = "wf_" + "0" * 26
    triggers: list[PlacedTrigger] = [
        ScheduleTrigger("a" * 64, "rate(1 hours)"),
        ScheduleTrigger("b", "rate(1 hours)"),
        EventTrigger("b", {}),
    ]

    names = {trigger_name(workflow_id, trigger) for trigger in triggers}

    assert len(names) == 3
    assert max(map(len, names)) + len("exeoflow-development-") <= 64
