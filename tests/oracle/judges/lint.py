"""The project's own linter of compiled definitions."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.judges.assignments import assignment_faults, unread_variables
from tests.oracle.judges.structure import structure_faults


def faults(definition: Mapping[str, Any]) -> list[str]:
    """Return what is wrong: with the structure first, then with unassigned, then with needless variables."""
    for judge in (structure_faults, assignment_faults, unread_variables):
        if found := list(judge(definition)):
            return found
    return []
