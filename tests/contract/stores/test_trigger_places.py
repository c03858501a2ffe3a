"""What every place of triggers does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from exeoflow.adapters.event_bridge.trigger_events import channel_event_of, occurrence_at
from exeoflow.adapters.event_bridge.triggers import EventBridgeTriggers
from exeoflow.model import json
from exeoflow.model.execution import TriggerKind
from exeoflow.model.workflows.trigger import (
    EventTrigger,
    MissedTimes,
    PlacedTrigger,
    ScheduleTrigger,
    trigger_name,
)
from exeoflow.nodes.formats.channels import Channel
from exeoflow.service.executions.starting.start_by_event import Occurrence
from exeoflow.service.ports.trigger_places import TriggerPlaces
from tests.fakes.time_and_chance import FakeClock

SCHEDULE = ScheduleTrigger("daily", "cron(0 7 * * ? *)", "Europe/Berlin")
EVENT = EventTrigger("uploaded", {"source": ["aws.s3"]})


@pytest.mark.parametrize("trigger", [SCHEDULE, EVENT])
def test_a_trigger_is_in_place_until_it_is_removed(
    places: TriggerPlaces, clock: FakeClock, trigger: PlacedTrigger
) -> None:
    name = trigger_name("wf_1", trigger)

    places.put("acme", "wf_1", trigger, clock.now())
    places.put("acme", "wf_1", trigger, clock.now())
    placed = places.names("wf_1")
    places.remove(name)
    places.remove(name)

    assert placed == {name}
    assert places.names("wf_1") == set()


def test_a_workflow_has_its_own_triggers(places: TriggerPlaces, clock: FakeClock) -> None:
    places.put("acme", "wf_1", SCHEDULE, clock.now())
    places.put("acme", "wf_1", EVENT, clock.now())
    places.put("acme", "wf_2", SCHEDULE, clock.now())

    assert places.names("wf_1") == {trigger_name("wf_1", SCHEDULE), trigger_name("wf_1", EVENT)}
    assert places.names("wf_2") == {trigger_name("wf_2", SCHEDULE)}
    assert places.names("wf_3") == set()


@pytest.mark.parametrize(("start", "end"), [(None, -1), (2, 1), (1, 1)])
def test_a_schedule_that_is_over_is_taken_away(
    places: TriggerPlaces, clock: FakeClock, start: int | None, end: int
) -> None:
    begins = None if start is None else clock.now() + timedelta(days=start)
    places.put("acme", "wf_1", SCHEDULE, clock.now())

    over = replace(SCHEDULE, start=begins, end=clock.now() + timedelta(days=end))
    places.put("acme", "wf_1", over, clock.now())

    assert places.names("wf_1") == set()


@pytest.mark.parametrize(
    ("since", "until", "begins"),
    [
        (timedelta(days=-400, hours=2), None, timedelta(hours=2)),
        (timedelta(days=-1), None, timedelta(days=1)),
        (timedelta(days=2), None, timedelta(days=2)),
        (timedelta(days=-1, hours=2), timedelta(hours=3), timedelta(hours=2)),
        (timedelta(days=-1, hours=2), timedelta(hours=2), None),
        (timedelta(days=-1, hours=2), timedelta(hours=1), None),
    ],
)
def test_scheduler_goes_on_counting_a_rate_from_its_start(
    aws_places: EventBridgeTriggers, since: timedelta, until: timedelta | None, begins: timedelta | None
) -> None:
    now = datetime.now(UTC).replace(microsecond=0)  # moto, like Scheduler, knows what has passed
    end = None if until is None else now + until
    trigger = ScheduleTrigger("daily", "rate(1 days)", start=now + since, end=end)
    place = {"Name": trigger_name("wf_1", trigger), "GroupName": aws_places.settings.schedule_group}

    aws_places.put("acme", "wf_1", trigger, now)

    placed = aws_places.names("wf_1")
    said = {aws_places.scheduler.get_schedule(**place)["StartDate"] for _ in placed}
    assert said == (set() if begins is None else {now + begins})


def test_a_cron_expression_whose_start_has_passed_has_none(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    trigger = replace(SCHEDULE, start=clock.now() - timedelta(days=1))

    aws_places.put("acme", "wf_1", trigger, clock.now())

    place = {"Name": trigger_name("wf_1", trigger), "GroupName": aws_places.settings.schedule_group}
    assert "StartDate" not in aws_places.scheduler.get_schedule(**place)


def test_a_schedule_may_make_up_for_what_it_missed(places: TriggerPlaces, clock: FakeClock) -> None:
    trigger = replace(SCHEDULE, catch_up=MissedTimes(3, timedelta(days=9)))

    for each in (SCHEDULE, trigger, trigger):
        places.put("acme", "wf_1", each, clock.now())

    assert places.names("wf_1") == {trigger_name("wf_1", trigger)}


@pytest.mark.parametrize(
    ("catch_up", "policy"),
    [
        (None, (20, 3_600)),
        (MissedTimes(1, timedelta(minutes=10)), (185, 600)),
        (MissedTimes(1, timedelta(days=9)), (185, 86_400)),
    ],
)
def test_scheduler_tries_as_long_as_times_are_made_up_for_but_no_longer_than_it_can(
    aws_places: EventBridgeTriggers,
    clock: FakeClock,
    catch_up: MissedTimes | None,
    policy: tuple[int, int],
) -> None:
    aws_places.put("acme", "wf_1", replace(SCHEDULE, catch_up=catch_up), clock.now())

    said = aws_places.scheduler.get_schedule(
        Name=trigger_name("wf_1", SCHEDULE), GroupName=aws_places.settings.schedule_group
    )["Target"]["RetryPolicy"]

    assert (said["MaximumRetryAttempts"], said["MaximumEventAgeInSeconds"]) == policy


def test_a_node_that_changes_its_kind_leaves_a_name_to_remove(
    places: TriggerPlaces, clock: FakeClock
) -> None:
    changed = EventTrigger(SCHEDULE.node_id, {"source": ["shop"]})
    places.put("acme", "wf_1", SCHEDULE, clock.now())
    places.put("acme", "wf_1", changed, clock.now())

    places.remove(trigger_name("wf_1", SCHEDULE))

    assert places.names("wf_1") == {trigger_name("wf_1", changed)}


def rules(places: EventBridgeTriggers) -> dict[str, list[Any]]:
    """Return the patterns of the rules on each bus."""
    found = {bus: places.events.list_rules(EventBusName=bus)["Rules"] for bus in ("default", "exeoflow")}
    return {
        bus: sorted((json.read(rule["EventPattern"]) for rule in each), key=str)
        for bus, each in found.items()
    }


def test_workflows_share_the_rules_of_their_sources(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    """A bus has 300 rules for all workspaces together."""
    for number in range(40):
        pattern = {"source": ["shop", "aws.s3"], "detail-type": ["X"], "detail": {"n": [number]}}
        aws_places.put("acme", f"wf_{number}", EventTrigger("n", pattern), clock.now())

    shared = [{"source": [source], "detail-type": ["X"]} for source in ("aws.s3", "shop")]
    assert rules(aws_places) == {"default": shared, "exeoflow": shared}
    assert aws_places.names("wf_7") == {trigger_name("wf_7", EventTrigger("n", {}))}


def test_a_rule_that_nobody_listens_to_any_more_is_taken_away(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    trigger = EventTrigger("n", {"source": ["shop"]})
    for workflow_id in ("wf_1", "wf_2"):
        aws_places.put("acme", workflow_id, trigger, clock.now())

    aws_places.remove(trigger_name("wf_1", trigger))
    aws_places.remove_unused()
    heard = rules(aws_places)
    aws_places.remove(trigger_name("wf_2", trigger))
    aws_places.remove_unused()

    assert heard == {"default": [{"source": ["shop"]}], "exeoflow": [{"source": ["shop"]}]}
    assert rules(aws_places) == {"default": [], "exeoflow": []}


def test_who_begins_to_listen_while_a_rule_is_taken_away_has_it_again(
    aws_places: EventBridgeTriggers, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger = EventTrigger("n", {"source": ["shop"]})
    aws_places.put("acme", "wf_1", trigger, clock.now())
    answers = iter([False, True, False, True])
    monkeypatch.setattr(type(aws_places.listeners), "is_heard", lambda *_: next(answers))

    aws_places.remove_unused()

    assert rules(aws_places) == {"default": [{"source": ["shop"]}], "exeoflow": [{"source": ["shop"]}]}


def test_an_event_starts_those_whose_pattern_it_matches(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    for number in range(3):
        pattern = {"source": ["shop"], "detail": {"n": [{"numeric": [">=", number]}]}}
        aws_places.put("acme", f"wf_{number}", EventTrigger("n", pattern), clock.now())
    event: dict[str, Any] = {"id": "1", "source": "shop", "detail-type": "X", "detail": {"n": 1}}
    said = {"trigger": "channel", "channel": Channel("shop").text, "is_own_bus": True, "event": event}

    told = channel_event_of(said)
    heard = [occurrence_at(told, each) for each in aws_places.listeners.of(told).values()]
    started = [each for each in heard if each is not None]

    assert [each.workflow_id for each in started] == ["wf_0", "wf_1"]
    assert started[0] == Occurrence("acme", "wf_0", TriggerKind.EVENT, "1", event, "n", is_from_own_bus=True)


def test_what_the_product_announces_is_listened_for_on_its_own_bus_only(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    """Anybody may put an event on the default bus, whatever source it claims."""
    trigger = EventTrigger("n", {"source": ["exeoflow.approval", "shop"]})

    aws_places.put("acme", "wf_1", trigger, clock.now())

    assert rules(aws_places) == {
        "default": [{"source": ["shop"]}],
        "exeoflow": [{"source": ["exeoflow.approval"]}, {"source": ["shop"]}],
    }
    name = f"exeoflow-{Channel('exeoflow.approval').rule_name}"
    [target] = aws_places.events.list_targets_by_rule(Rule=name, EventBusName="exeoflow")["Targets"]
    assert '"is_own_bus": true' in target["InputTransformer"]["InputTemplate"]


@pytest.mark.parametrize(
    "pattern",
    [
        {"detail-type": ["X"]},
        {"source": [{"prefix": "shop"}]},
        {"source": ["shop"], "detail-type": [{"anything-but": "X"}]},
        {"source": [f"shop-{number}" for number in range(21)]},
    ],
)
def test_a_pattern_without_a_channel_has_rules_of_its_own(
    aws_places: EventBridgeTriggers, clock: FakeClock, pattern: dict[str, Any]
) -> None:
    """It may become one that has a channel, and one without again."""
    shared = EventTrigger("n", {"source": ["shop"]})
    aws_places.put("acme", "wf_1", shared, clock.now())

    aws_places.put("acme", "wf_1", EventTrigger("n", pattern), clock.now())
    aws_places.remove_unused()
    alone = rules(aws_places)
    aws_places.put("acme", "wf_1", shared, clock.now())

    assert alone == {"default": [pattern], "exeoflow": [pattern]}
    assert rules(aws_places) == {"default": [{"source": ["shop"]}], "exeoflow": [{"source": ["shop"]}]}


def test_own_sources_are_left_out_of_rules_of_ones_own_on_the_default_bus(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    many = [f"shop-{number}" for number in range(21)]
    pattern = {"source": ["exeoflow.approval", *many]}

    aws_places.put("acme", "wf_1", EventTrigger("n", pattern), clock.now())
    aws_places.put(
        "acme",
        "wf_2",
        EventTrigger("n", {"source": ["exeoflow.a"], "detail-type": [{"prefix": "X"}]}),
        clock.now(),
    )

    assert rules(aws_places)["default"] == [{"source": many}]
    assert len(rules(aws_places)["exeoflow"]) == 2
