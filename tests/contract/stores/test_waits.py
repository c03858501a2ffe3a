"""What everything does that counts calls that wait; the fixture lets two of a workspace wait."""

from datetime import timedelta

from exeoflow.service.ports.stores.waits import Waits
from tests.fakes.time_and_chance import FakeClock


def test_so_many_of_a_workspace_wait_and_no_more(waits: Waits, clock: FakeClock) -> None:
    until = clock.now() + timedelta(seconds=25)
    first, second = waits.begin("acme", until), waits.begin("acme", until)

    assert first is not None
    assert second is not None
    assert first != second
    assert waits.begin("acme", until) is None
    assert waits.begin("other", until) is not None
    waits.end("acme", first)
    assert waits.begin("acme", until) is not None
    assert waits.begin("acme", until) is None


def test_a_place_that_nobody_gives_back_is_free_soon_after_its_time(waits: Waits, clock: FakeClock) -> None:
    for seconds in (5, 25):
        waits.begin("acme", clock.now() + timedelta(seconds=seconds))
    clock.advance(seconds=6)

    assert waits.begin("acme", clock.now() + timedelta(seconds=25)) is None
    clock.advance(seconds=6)
    assert waits.begin("acme", clock.now() + timedelta(seconds=25)) is not None
    assert waits.begin("acme", clock.now() + timedelta(seconds=25)) is None
    clock.advance(seconds=60)
    assert waits.begin("acme", clock.now() + timedelta(seconds=25)) is not None


def test_a_place_can_be_given_back_twice_and_too_late(waits: Waits, clock: FakeClock) -> None:
    place = waits.begin("acme", clock.now() + timedelta(seconds=5))
    assert place is not None
    clock.advance(seconds=60)
    for _ in range(2):
        waits.end("acme", place)

    assert waits.begin("acme", clock.now() + timedelta(seconds=5)) is not None
