"""What every journal of triggers' moves does."""

from datetime import timedelta

from exeoflow.service.ports.stores.trigger_journal import TriggerJournal, TriggerMove
from tests.fakes.time_and_chance import FakeClock


def test_a_move_is_told_until_it_ends(journal: TriggerJournal, clock: FakeClock) -> None:
    first = TriggerMove("move_1", "acme", "wf_1", clock.now())
    second = TriggerMove("move_2", "acme", "wf_1", clock.now())
    journal.begin(second)
    journal.begin(first)
    later = clock.now() + timedelta(minutes=1)

    assert {move.id for move in journal.begun_before(later)} == {"move_1", "move_2"}
    journal.end(second)
    journal.end(second)
    assert journal.begun_before(later) == [first]


def test_only_old_moves_are_told(journal: TriggerJournal, clock: FakeClock) -> None:
    old = TriggerMove("move_2", "acme", "wf_1", clock.now())
    journal.begin(old)
    clock.advance(minutes=5)
    journal.begin(TriggerMove("move_1", "acme", "wf_2", clock.now()))

    assert journal.begun_before(clock.now()) == [old]


def test_a_move_that_is_put_back_is_told_later(journal: TriggerJournal, clock: FakeClock) -> None:
    move = TriggerMove("move_1", "acme", "wf_1", clock.now())
    other = TriggerMove("move_2", "acme", "wf_2", clock.now())
    journal.begin(move)
    journal.begin(other)
    later = clock.now() + timedelta(hours=1)

    journal.postpone(move, later)

    assert journal.begun_before(later) == [other]
    assert {each.id for each in journal.begun_before(later + timedelta(minutes=1))} == {"move_1", "move_2"}
    journal.end(move)
    journal.postpone(move, later)
    assert journal.begun_before(later + timedelta(minutes=1)) == [other]
