"""npm packages as judges of definitions."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.oracle.judges.npm_packages import TESTS, answers


def validator_faults(definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return for each definition what `asl-validator` finds wrong with it."""
    return answers(TESTS / "asl_validator", "judge.mjs", definitions)


def language_service_faults(definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return for each definition what the service behind Amazon's own editor finds wrong with it."""
    return answers(TESTS / "language_service", "judge.mjs", definitions)
