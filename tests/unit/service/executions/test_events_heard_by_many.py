"""One event that many workflows listen for: what one call does of it, and what it hands on."""

from collections.abc import Iterator
from typing import Final

import pytest

from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.starting.fan_out import AT_ONCE, MOST_PARTS, told_in_parts
from tests.fakes.ports import FakePorts

EVENT: Final = ChannelEvent("shop", {"id": "evt_1", "detail": "x"}, is_from_own_bus=False)


def names(number: int) -> list[str]:
    return [f"wf_{each:06}" for each in range(number)]


def calls(ports: FakePorts, event: ChannelEvent, listening: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Play the queue: yield of each call how many parts it put, and whom it started itself."""
    meant = [each for each in listening if event.first is None or event.first <= each <= str(event.last)]
    ports.outbox.parts.clear()
    is_parted = told_in_parts(ports, event, meant)
    parts = [*ports.outbox.parts]
    yield len(parts), [] if is_parted else meant
    for part in parts:
        yield from calls(ports, part, meant)


def test_what_few_hear_one_call_starts(ports: FakePorts) -> None:
    assert [*calls(ports, EVENT, names(AT_ONCE))] == [(0, names(AT_ONCE))]


@pytest.mark.parametrize(("number", "messages"), [(11, 2), (600, 63), (10_000, 1_053), (100_000, 10_527)])
def test_no_call_has_much_to_do_however_many_hear(ports: FakePorts, number: int, messages: int) -> None:
    made = [*calls(ports, EVENT, names(number))]

    assert [name for _, started in made for name in started] == names(number)
    assert max(len(started) for _, started in made) <= AT_ONCE
    assert max(parts for parts, _ in made) <= MOST_PARTS
    assert sum(parts for parts, _ in made) == messages
