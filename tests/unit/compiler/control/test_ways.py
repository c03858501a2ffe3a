"""Where exits lead on to: how much is looked at for it."""

import pytest

from exeoflow.compiler import compile_workflow
from exeoflow.digraph import NumberSet
from tests.oracle.drawings.big_graphs import early_exits


def test_what_leads_far_is_not_looked_for_at_every_state_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    isdisjoint = NumberSet.isdisjoint

    def counted(self: NumberSet, other: NumberSet) -> bool:
        nonlocal asked
        asked += 1
        return isdisjoint(self, other)

    monkeypatch.setattr(NumberSet, "isdisjoint", counted)

    compile_workflow(early_exits(200))

    assert 0 < asked < 10 * 200
