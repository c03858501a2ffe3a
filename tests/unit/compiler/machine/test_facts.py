"""What is known at exits takes room for what is known, not for all outlets there are."""

from exeoflow.compiler.machine import NOTHING_KNOWN, merged, scopes_of
from exeoflow.digraph import NumberSet
from tests.oracle.drawings.growing_flows import leading_switches
from tests.unit.compiler.machines import machine_of


def test_what_is_known_at_an_exit_is_a_part_of_what_there_is() -> None:
    machine = machine_of(leading_switches(300))

    known = [
        leaving.facts for scope in scopes_of(machine) for state in scope.states for leaving in state.exits
    ]

    assert len(known) > 3_000
    assert max(len(facts.possible.parts) for facts in known) == 1
    assert all(
        leaving.facts.before is state.exits[0].facts.before
        for state in machine.states
        for leaving in state.exits
    )


def test_many_outlets_that_fire_at_once_are_known_one_by_one() -> None:
    before = NOTHING_KNOWN.fired([3, 2_000])

    perhaps, certain = before.perhaps_fired(range(3, 100)), before.fired(range(3, 100))

    assert (99 in perhaps, perhaps.has_fired(99), perhaps.has_fired(3), perhaps.has_fired(2_000)) == (
        True,
        False,
        False,
        True,
    )
    assert (99 in certain, certain.has_fired(99), certain.has_fired(2_000)) == (True, True, True)


def test_where_ways_meet_only_what_all_know_is_certain() -> None:
    before = NOTHING_KNOWN.fired([1]).among(NumberSet.of([1]))

    facts = merged([before.fired([2, 4]), before.fired([3, 4]), NOTHING_KNOWN.fired([1, 4])])

    assert (list(facts.possible), list(facts.certain)) == ([1, 2, 3, 4], [1, 4])
    assert merged([]) == NOTHING_KNOWN
