"""What is imported without a word of doubt gives what n8n's own engine gave. `make import` runs all cases."""

from itertools import islice

import pytest

from tests.n8n.judging import judged, lines_of

pytestmark = pytest.mark.slow

SLICES = 12
"""Tests run a part of the real workflows; each slice has one of so many."""


def wrong(kind: str, step: int = 1) -> list[str]:
    cases = islice((case for case in lines_of("cases.jsonl.gz") if case["kind"] == kind), 0, None, step)
    found = (judged(case) for case in cases)
    return [
        f"{each.id}: {each.verdict} {each.about}"
        for each in found
        if each.verdict in {"silent", "not compiled"}
    ]


@pytest.mark.parametrize(("kind", "step"), [("probe", 2), ("test", 2), ("export", SLICES)])
def test_nothing_is_wrong_and_silent(kind: str, step: int) -> None:
    assert wrong(kind, step) == []
