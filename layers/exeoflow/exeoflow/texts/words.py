"""Finds words by their language and their code."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

from exeoflow.texts.language import Language
from exeoflow.texts.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


def rule_text(code: str, language: Language) -> Text:
    """What a rule says."""
    return cast("Mapping[str, Text]", _table(language, "rules", "RULES"))[code]


def _table(language: Language, module: str, name: str) -> object:
    """A table of a language; loaded when it is first asked for: most answers of a function say nothing."""
    return getattr(import_module(f"exeoflow.texts.{language}.{module}"), name)
