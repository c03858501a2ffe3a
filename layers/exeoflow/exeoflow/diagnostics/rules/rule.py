"""The form of a rule: how grave it is, and in both languages what is wrong and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from exeoflow.diagnostics.diagnostic import Language, Severity


@dataclass(frozen=True, slots=True)
class Text:
    """What is wrong, and what to do about it. `{name}` stands for a value of the diagnostic."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the table; its code is its key there and never changes."""

    severity: Severity
    texts: Mapping[Language, Text]


Rules: TypeAlias = Mapping[str, Rule]
_Words: TypeAlias = tuple[str, str]


def error(de: _Words, en: _Words) -> Rule:
    """A fault that keeps the workflow from being stored."""
    return Rule(Severity.ERROR, {"de": Text(*de), "en": Text(*en)})


def warning(de: _Words, en: _Words) -> Rule:
    """Something that is most likely not meant."""
    return Rule(Severity.WARNING, {"de": Text(*de), "en": Text(*en)})
