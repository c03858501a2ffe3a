"""The value that says what is wrong with a workflow, where, and by which rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """An error stops the workflow from being stored; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of the author: `rule` is stable, `path` points into the JSON (`nodes[3].config.url`).

    `node_id` and `connection` (index into `connections`) say what the fault is about, where it is about one.
    `values` fill the placeholders of the rule's text (`exeoflow.texts`).
    """

    rule: str
    path: str
    node_id: str | None = None
    connection: int | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
