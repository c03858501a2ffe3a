"""What `verify` finds in machines that no pass may make."""

from collections.abc import Callable

import pytest

from exeoflow.compiler.machine import NOTHING_KNOWN, Exit, Finish, Guard, MapState, Parallel, Scope
from tests.oracle.drawings.drawing import condition, drawn, for_each
from tests.oracle.drawings.ending_flows import forks_that_end
from tests.oracle.json_value import Json
from tests.oracle.judges.verify import verify
from tests.unit.compiler.machines import machine_of

CHOICE = condition("{{ $trigger.go }}")
CHAIN = drawn("t > a > b > c")
FORK = drawn("t > a > c", "t > b > c")
PERHAPS = drawn("t > c", "t > d", "c:true > x", "d:true > x", c=CHOICE, d=CHOICE)
LOOP = drawn("t > a > c", "c:true > a", c=CHOICE)
BACK = drawn("t > a > b > a")
ENDS = forks_that_end(120)
ITEMS = drawn("t > f:loop > a", f=for_each())


def _move(machine: Scope) -> None:
    first, second = machine.states[1:3]
    machine.states[1:3] = [second, first]


def _begin_twice(machine: Scope) -> None:
    machine.states[1].kind = machine.begin.kind


def _forget_arrivals(machine: Scope) -> None:
    machine.states[2].arrivals.clear()


def _add_foreign_arrival(machine: Scope) -> None:
    machine.states[2].arrivals.append(machine.begin.exits[0])


def _share_an_exit(machine: Scope) -> None:
    machine.states[2].exits = machine.states[1].exits


def _adopt(machine: Scope) -> None:
    kind = machine.states[1].kind
    assert isinstance(kind, Parallel)
    kind.inner[0].parent = machine.begin


def _forget_the_for_each(machine: Scope) -> None:
    kind = machine.states[1].kind
    assert isinstance(kind, MapState)
    kind.body.for_each = None


def _begin_nowhere(machine: Scope) -> None:
    machine.begin.exits.clear()


def _leave_one_branch(machine: Scope) -> None:
    kind = machine.states[1].kind
    assert isinstance(kind, Parallel)
    machine.states[1].kind = Parallel(kind.inner[:1])


def _decide_nothing(machine: Scope) -> None:
    del machine.states[2].exits[1:]


def _never_fail(machine: Scope) -> None:
    guard = next(state for state in machine.states if isinstance(state.kind, Guard))
    guard.exits.reverse()


def _lead_on(machine: Scope) -> None:
    finish = next(state for state in machine.states if isinstance(state.kind, Finish))
    finish.exits.append(Exit(finish))


def _conclude_nothing(machine: Scope) -> None:
    machine.states[-1].exits.clear()


def _forget_the_outcome(machine: Scope) -> None:
    machine.states[1].exits[0].outcome = None


def _forget_what_fires(machine: Scope) -> None:
    machine.states[1].exits[0].facts = NOTHING_KNOWN


def _ask_of_a_task(machine: Scope) -> None:
    machine.states[1].exits[0].fired = (0,)


def _count_nothing(machine: Scope) -> None:
    machine.states[1].exits[0].is_guarded = True


def _run_the_first_ahead(machine: Scope) -> None:
    machine.states[1].exits[0].folded = (1, 2)
    machine.states[1].exits[0].ahead = (1,)


def _forget_an_end(machine: Scope) -> None:
    machine.ends.clear()


def _repeat_in_secret(machine: Scope) -> None:
    guard = next(state for state in machine.states if isinstance(state.kind, Guard))
    guard.exits[0].repeats = None


def _repeat_elsewhere(machine: Scope) -> None:
    repeating = next(each for state in machine.states for each in state.exits if each.repeats is not None)
    repeating.target = repeating.state


def _enter_itself(machine: Scope) -> None:
    leaving = machine.states[1].exits[0]
    leaving.target = machine.states[1]
    machine.states[1].arrivals.append(leaving)


def _run_twice(machine: Scope) -> None:
    machine.states[2].kind = machine.states[1].kind


def _run_beside_itself(machine: Scope) -> None:
    kind = machine.states[1].kind
    assert isinstance(kind, Parallel)
    first, second = kind.inner
    second.states[1].kind = first.states[1].kind


@pytest.mark.parametrize(
    ("workflow", "break_it", "fault"),
    [
        (CHAIN, _move, "does not stand where it says"),
        (CHAIN, _begin_twice, "is no scope's begin, or a scope begins without one"),
        (CHAIN, _forget_arrivals, "is never entered"),
        (CHAIN, _forget_arrivals, "has an exit of which its target does not know"),
        (CHAIN, _add_foreign_arrival, "has an arrival that leads elsewhere"),
        (CHAIN, _share_an_exit, "has an exit of another state"),
        (FORK, _adopt, "has a scope inside that names another parent"),
        (ITEMS, _forget_the_for_each, "has a scope inside that names another for_each"),
        (CHAIN, _begin_nowhere, "does not lead into its scope"),
        (FORK, _leave_one_branch, "is no fork"),
        (PERHAPS, _decide_nothing, "has nothing to decide"),
        (BACK, _never_fail, "does not repeat a loop or else fail"),
        (LOOP, _lead_on, "leads on"),
        (ENDS, _conclude_nothing, "does not end its scope"),
        (CHAIN, _forget_the_outcome, "has an exit that is no outcome of its node"),
        (CHAIN, _forget_what_fires, "has an exit that does not know what fires there"),
        (CHAIN, _ask_of_a_task, "asks which outlets have fired where it may not, or does not where it must"),
        (CHAIN, _count_nothing, "counts the iterations of no loop"),
        (CHAIN, _run_the_first_ahead, "has nodes that run ahead of a target, but not behind all others"),
        (CHAIN, _forget_an_end, "the ends of a scope are not the exits that end it"),
        (BACK, _repeat_in_secret, "a scope has a loop that no exit repeats"),
        (LOOP, _repeat_elsewhere, "a scope has a loop that is entered or repeated in two places"),
        (CHAIN, _enter_itself, "a scope has a loop that no exit repeats"),
        (CHAIN, _run_twice, "vertex 1 has a state behind another of its states"),
        (FORK, _run_beside_itself, "vertex 1 has states in several scopes"),
    ],
)
def test_a_broken_machine_is_found(workflow: Json, break_it: Callable[[Scope], None], fault: str) -> None:
    machine = machine_of(workflow)
    assert verify(machine) == ()

    break_it(machine)

    assert any(found.endswith(fault) for found in verify(machine))
