"""What every store of variables does."""

from dataclasses import replace

from exeoflow.model.json import Json
from exeoflow.model.variables import Variable, Variables
from exeoflow.service.ports.stores.variable_store import VariableStore
from tests.fakes.time_and_chance import FakeClock

VALUES: tuple[Json, ...] = ("text \U0001f511 {% x %}", 5, 1.5, True, None, {"a": [1, {"b": []}]}, [1], "")


def test_variables_are_read_as_they_were_stored(variables: VariableStore, clock: FakeClock) -> None:
    found = {f"v{number}": Variable(f"v{number}", value, clock.now()) for number, value in enumerate(VALUES)}
    stored = Variables("acme", 1, found)

    assert variables.get("acme") == Variables("acme")
    assert variables.replace(Variables("acme"), stored)
    assert variables.get("acme") == stored
    assert variables.get("other") == Variables("other")


def test_a_change_is_stored_only_over_what_was_read(variables: VariableStore, clock: FakeClock) -> None:
    first = Variables("acme", 1, {"a": Variable("a", 1, clock.now())})
    second = replace(first, revision=2, by_name={})

    assert variables.replace(Variables("acme"), first)
    assert not variables.replace(Variables("acme"), second)
    assert variables.replace(first, second)
    assert not variables.replace(first, replace(first, revision=2))
    assert variables.get("acme") == second
