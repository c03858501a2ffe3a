"""What every place of triggers does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.adapters.event_bridge.triggers import EventBridgeTriggers
from exeoflow.model import json
from exeoflow.model.trigger import EventTrigger, PlacedTrigger, ScheduleTrigger, trigger_name
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


def test_a_schedule_that_is_over_is_taken_away(places: TriggerPlaces, clock: FakeClock) -> None:
    places.put("acme", "wf_1", SCHEDULE, clock.now())

    places.put("acme", "wf_1", replace(SCHEDULE, end=clock.now() - timedelta(days=1)), clock.now())

    assert places.names("wf_1") == set()


def test_a_node_that_changes_its_kind_leaves_a_name_to_remove(
    places: TriggerPlaces, clock: FakeClock
) -> None:
    changed = EventTrigger(SCHEDULE.node_id, {"source": ["shop"]})
    places.put("acme", "wf_1", SCHEDULE, clock.now())
    places.put("acme", "wf_1", changed, clock.now())

    places.remove(trigger_name("wf_1", SCHEDULE))

    assert places.names("wf_1") == {trigger_name("wf_1", changed)}


@pytest.mark.parametrize(
    ("sources", "of_everybody"),
    [
        (["exeoflow.approval"], None),
        (["exeoflow.approval", "shop"], {"source": ["shop"], "detail-type": ["X"]}),
        (["shop"], {"source": ["shop"], "detail-type": ["X"]}),
    ],
)
def test_what_the_product_announces_is_listened_for_on_its_own_bus_only(
    aws_places: EventBridgeTriggers, clock: FakeClock, sources: list[str], of_everybody: object
) -> None:
    """Anybody may put an event on the default bus, whatever source it claims."""
    trigger = EventTrigger("n", {"source": sources, "detail-type": ["X"]})

    aws_places.put("acme", "wf_1", trigger, clock.now())

    found = {bus: aws_places.events.list_rules(EventBusName=bus)["Rules"] for bus in ("default", "exeoflow")}
    patterns = {bus: [json.read(rule["EventPattern"]) for rule in rules] for bus, rules in found.items()}
    assert patterns == {
        "default": [] if of_everybody is None else [of_everybody],
        "exeoflow": [{"source": sources, "detail-type": ["X"]}],
    }
    [target] = aws_places.events.list_targets_by_rule(
        Rule=found["exeoflow"][0]["Name"], EventBusName="exeoflow"
    )["Targets"]
    assert '"is_own_bus": true' in target["InputTransformer"]["InputTemplate"]


def test_a_pattern_without_sources_is_listened_for_everywhere(
    aws_places: EventBridgeTriggers, clock: FakeClock
) -> None:
    aws_places.put("acme", "wf_1", EventTrigger("n", {"detail-type": ["X"]}), clock.now())

    for bus in ("default", "exeoflow"):
        assert len(aws_places.events.list_rules(EventBusName=bus)["Rules"]) == 1
