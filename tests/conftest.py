"""What holds for all tests: how many examples are drawn, and what is collected, traced and freed."""

import gc
import os
import re
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from tests.tracing import CoreTracing

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

_WHOLLY_SLOW: Final = re.compile(r"^pytestmark = \[?pytest\.mark\.slow\b", re.MULTILINE)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let coverage, which has begun if it was asked for, look at the core alone."""
    if running := Coverage.current():
        if session.config.pluginmanager.hasplugin("dsession"):
            running.stop()  # others run the tests
        else:
            session.config.pluginmanager.register(CoreTracing(running))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read no module that has no test for the run: what it imports and draws costs each worker seconds."""
    if not collection_path.name.startswith("test_") or _is_named(collection_path, config):
        return None
    if config.option.markexpr == "slow":
        return "mark.slow" not in collection_path.read_text(encoding="utf-8") or None
    if config.option.markexpr == "not slow":
        return bool(_WHOLLY_SLOW.search(collection_path.read_text(encoding="utf-8"))) or None
    return None


def _is_named(module: Path, config: pytest.Config) -> bool:
    named = (each.partition("::")[0] for each in config.args)
    return module in {config.invocation_params.dir / each for each in named}


def pytest_collection_finish() -> None:
    """Let all that stays be passed over; what the tests leave is still found."""
    gc.freeze()
