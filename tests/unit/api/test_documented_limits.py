"""Limits that pages for people say in numbers."""

from pathlib import Path

import pytest

from exeoflow.api.executions.steps import MOST_SHOWN
from exeoflow.model.history import MOST_DATA_BYTES
from exeoflow.model.webhooks.webhook import CALLS_A_MINUTE

_DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("executions.md", f"Values of more than {MOST_SHOWN:,} characters"),
        ("executions.md", f"more than {MOST_DATA_BYTES // 1024**2} MiB altogether"),
        ("executions.md", f"the first {MOST_DATA_BYTES // 1024**2} MiB are shown"),
        ("webhooks.md", f"takes in a minute ({CALLS_A_MINUTE:,})"),
        ("webhooks.md", f"more than {CALLS_A_MINUTE:,} calls of this webhook in a minute"),
    ],
)
def test_a_page_says_the_limit_that_holds(page: str, said: str) -> None:
    assert said in " ".join((_DOCS / page).read_text().split())
