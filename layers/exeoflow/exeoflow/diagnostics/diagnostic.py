"""The value that says what is wrong with a workflow, where, and by which rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from exeoflow.diagnostics.likeness import closest


class Severity(StrEnum):
    """An error stops the workflow from being stored; a warning does not; an info may well be meant."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Guess:
    """An unknown word and the known ones, of which one was probably meant: which is seen when it is shown.

    `form` writes the known word as it would stand in the place of the other.
    """

    word: str
    known: tuple[str, ...]
    form: str = "{}"

    def text(self) -> str | None:
        """The suggestion; None if no known word is like the other."""
        found = closest(self.word, self.known)
        return None if found is None else self.form.format(found)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of the author: `rule` is stable, `path` points into the JSON (`nodes[3].config.url`).

    `node_id` and `connection` (index into `connections`) say what the fault is about, where it is about one.
    `values` fill the placeholders of the rule's text (`exeoflow.texts`). `offset` and `length` are the place
    within the string at `path`, in characters; `suggestion` is what could stand there instead, or in place of
    all of what `path` leads to, if there is no offset.
    """

    rule: str
    path: str
    node_id: str | None = None
    connection: int | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    offset: int | None = None
    length: int = 0
    suggestion: str | Guess | None = None
