"""Lists of odd values: what is missing, null, mixed or nested gives what n8n's own engine gave of it."""

from typing import Any

import pytest

from tests.n8n.judging import Judged, judged, lines_of


@pytest.mark.parametrize("case", list(lines_of("odd_lists.jsonl.gz")), ids=lambda case: case["id"])
def test_odd_values_mean_the_same(case: dict[str, Any]) -> None:
    assert judged(case) == Judged(case["id"], "odd", "equal")
