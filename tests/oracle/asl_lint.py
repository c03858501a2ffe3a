"""The project's own linter of compiled definitions."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.asl_assignments import assignment_faults
from tests.oracle.asl_structure import structure_faults


def faults(definition: Mapping[str, Any]) -> list[str]:
    """Return all that is wrong with a definition; variables are looked at once its structure is sound."""
    return list(structure_faults(definition)) or list(assignment_faults(definition))
