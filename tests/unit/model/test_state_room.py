"""How much a task may answer, in AWS and on one machine."""

import pytest

from exeoflow.model.state_room import VARIABLE, answer_room


def test_a_state_of_step_functions_carries_256_kib() -> None:
    assert answer_room(0) == 262_144
    assert answer_room(1_024) == 261_120


def test_one_machine_says_how_much_it_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1000000")

    assert answer_room(100) == 999_900
