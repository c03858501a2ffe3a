"""Who listens to which channel, in DynamoDB."""

from dataclasses import replace

import pytest

from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners, Listener
from exeoflow.model.workflows.trigger import ChannelEvent
from tests.contract.conftest import Tables
from tests.fakes.time_and_chance import FakeClock

LISTENER = Listener("acme", "wf_1", "n", {"source": ["shop"], "detail": {"n": [1]}})


@pytest.fixture
def listeners(tables: Tables, clock: FakeClock) -> DynamoListeners:
    return DynamoListeners(tables.client, tables.name("WebhooksTable"), clock)


def test_a_trigger_listens_to_the_channels_that_it_was_given_last(listeners: DynamoListeners) -> None:
    other = replace(LISTENER, workflow_id="wf_2")
    listeners.put("wf_1-e-1", LISTENER, {"a", "b"})
    listeners.put("wf_2-e-1", other, {"b"})

    listeners.put("wf_1-e-1", LISTENER, {"b", "c"})

    heard = {channel: listeners.of(ChannelEvent(channel, {}, is_from_own_bus=False)) for channel in "abc"}
    assert heard == {
        "a": {},
        "b": {"wf_1-e-1": LISTENER, "wf_2-e-1": other},
        "c": {"wf_1-e-1": LISTENER},
    }
    assert [listeners.is_heard(channel) for channel in "abc"] == [False, True, True]
    assert listeners.names("wf_1") == {"wf_1-e-1"}


def test_who_is_removed_listens_to_nothing(listeners: DynamoListeners) -> None:
    listeners.put("wf_1-e-1", LISTENER, {"a", "b"})

    listeners.remove("wf_1", "wf_1-e-1")
    listeners.remove("wf_1", "wf_1-e-1")

    assert listeners.names("wf_1") == set()
    assert not listeners.is_heard("a")


def test_a_part_of_an_event_is_for_those_between_two_names(listeners: DynamoListeners) -> None:
    names = [f"wf_{number}-e-1" for number in range(5)]
    for name in names:
        listeners.put(name, LISTENER, {"a"})
    listeners.put(names[2], LISTENER, {"b"})

    part = ChannelEvent("a", {}, is_from_own_bus=False, first=names[1], last=names[3])

    assert [*listeners.of(part)] == [names[1], names[3]]
