"""How many expressions an export has, and how many of them have a rule or need code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.expressions import ByCode, Translated
from exeoflow.importers.n8n.parameters import expressions_in


@dataclass(frozen=True, slots=True)
class ExpressionsUsed:
    """Counts of the texts with `{{ }}` in all parameters."""

    total: int = 0
    translated: int = 0
    by_code: int = 0

    def __add__(self, other: "ExpressionsUsed") -> "ExpressionsUsed":
        return ExpressionsUsed(
            self.total + other.total, self.translated + other.translated, self.by_code + other.by_code
        )


NO_EXPRESSIONS: Final = ExpressionsUsed()


def expressions_of(parameters: Mapping[str, Any], translated: Callable[[str], object]) -> ExpressionsUsed:
    """Count a node's expressions, as they are translated where it stands."""
    found = [translated(text) for text in expressions_in(parameters)]
    return ExpressionsUsed(
        len(found),
        sum(isinstance(each, Translated) for each in found),
        sum(isinstance(each, ByCode) for each in found),
    )
