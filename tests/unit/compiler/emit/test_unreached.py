"""A definition that Step Functions would refuse never leaves the compiler."""

from typing import Any

import pytest

from exeoflow.compiler.emit.nested_definitions import definitions_within
from exeoflow.compiler.emit.unreached import BrokenMachineError, check_transitions

_LAST: dict[str, Any] = {"Type": "Succeed"}


@pytest.mark.parametrize(
    "states",
    [
        {"a": {"Type": "Pass", "Next": "b"}, "b": _LAST},
        {"a": {"Type": "Choice", "Choices": [{"Next": "b"}], "Default": "c"}, "b": _LAST, "c": _LAST},
        {"a": {"Type": "Task", "Catch": [{"Next": "b"}], "Next": "c"}, "b": _LAST, "c": _LAST},
        {"a": {"Type": "Parallel", "Branches": [{"StartAt": "b", "States": {"b": _LAST}}], "End": True}},
        {"a": {"Type": "Map", "ItemProcessor": {"StartAt": "b", "States": {"b": _LAST}}, "End": True}},
    ],
)
def test_a_machine_whose_states_are_reached_is_good(states: dict[str, Any]) -> None:
    check_transitions(definitions_within({"StartAt": "a", "States": states}))


@pytest.mark.parametrize(
    "states",
    [
        {"a": _LAST, "b": _LAST},
        {"a": {"Type": "Pass", "Next": "c"}},
        {"a": {"Type": "Parallel", "Branches": [{"StartAt": "b", "States": {"b": _LAST, "c": _LAST}}]}},
    ],
)
def test_a_state_without_a_way_in_and_a_way_without_a_state_are_found(states: dict[str, Any]) -> None:
    with pytest.raises(BrokenMachineError):
        check_transitions(definitions_within({"StartAt": "a", "States": states}))
