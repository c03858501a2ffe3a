"""What holds for all tests: how many examples are drawn, and what is collected, traced and freed."""

import gc
import os
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "bounded", max_examples=100, derandomize=True, database=None, deadline=None, suppress_health_check=_SLOW
)
settings.register_profile(
    "thorough", max_examples=20_000, deadline=None, print_blob=True, suppress_health_check=_SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "bounded"))

# Modules, tests and the descriptions of AWS are some millions of objects that stay. Python would go through
# them again and again to find what is garbage: a third of the time that tests on moto take.
gc.set_threshold(50_000, 20, 20)

# These tell of other things than the core, or run it in another process. Coverage would only double their
# time: it looks at every call, also of moto, of a parser and of n8n's expressions. A folder that is not named
# is traced, so a new one counts; what only these reach is missing in the report of `make test`, which fails.
_UNTRACED: Final = (
    *("e2e", "n8n"),
    *(f"integration/{each}" for each in ("code", "command", "http_request", "local", "nodes")),
    *(f"unit/{each}" for each in ("code", "images", "importers", "local", "template")),
)
_TESTS: Final = Path(__file__).parent


@cache
def _is_traced(module: Path) -> bool:
    return not any(module.is_relative_to(_TESTS / folder) for folder in _UNTRACED)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read no module for the slow tests that has none: each worker would import nine of ten for nothing."""
    if config.option.markexpr != "slow" or not collection_path.name.startswith("test_"):
        return None
    return "mark.slow" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure coverage by the other tests alone."""
    for item in items:
        if not _is_traced(item.path):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Let all that stays be passed over; what the tests leave is still found."""
    gc.freeze()
