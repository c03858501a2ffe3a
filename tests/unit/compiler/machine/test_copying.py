"""A copy of a machine is like it, and none of its states."""

from dataclasses import fields

import pytest

from exeoflow.compiler.machine import Exit, Scope, State, copied, scopes_of
from tests.oracle.judges.verify import verify
from tests.unit.compiler.golden.drawings import DRAWINGS
from tests.unit.compiler.machines import machine_of


def _states(machine: Scope) -> list[State]:
    return [state for scope in scopes_of(machine) for state in scope.states]


def _exits(machine: Scope) -> list[Exit]:
    return [leaving for state in _states(machine) for leaving in state.exits]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_copy_shares_no_state_and_no_exit(name: str) -> None:
    machine = machine_of(DRAWINGS[name])

    copy = copied(machine)

    assert verify(copy) == ()
    assert not set(_states(copy)) & set(_states(machine))
    assert not set(_exits(copy)) & set(_exits(machine))


@pytest.mark.parametrize("name", DRAWINGS)
def test_exits_are_copied_with_all_that_they_hold(name: str) -> None:
    machine = machine_of(DRAWINGS[name])

    for old, new in zip(_exits(machine), _exits(copied(machine)), strict=True):
        for field in fields(Exit):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if isinstance(before, State):
                assert (after.number, after.scope is before.scope) == (before.number, False)
            else:
                assert after == before


def test_a_field_of_an_exit_that_is_not_copied_would_be_seen() -> None:
    machine = machine_of(DRAWINGS["polling"])
    leaving = machine.states[1].exits[0]
    leaving.folded, leaving.ahead = (1, 2), (2,)

    assert copied(machine).states[1].exits[0].folded == (1, 2)
    assert copied(machine).states[1].exits[0].ahead == (2,)
