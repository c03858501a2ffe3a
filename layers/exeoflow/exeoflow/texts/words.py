"""Finds words by their language and their code."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from exeoflow.texts.language import Language
from exeoflow.texts.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


def rule_text(code: str, language: Language) -> Text:
    """What a rule says."""
    return cast("Mapping[str, Text]", _table(language, "rules", "RULES"))[code]


class NodeTypeText(NamedTuple):
    """What a type of node is called, and what a node of it does."""

    title: str
    summary: str


def node_type_text(name: str, language: Language) -> NodeTypeText:
    """What is said of a type of node."""
    words = cast("Mapping[str, Mapping[str, str]]", _table(language, "node_types", "NODE_TYPES"))[name]
    return NodeTypeText(words["title"], words["summary"])


def _table(language: Language, module: str, name: str) -> object:
    """A table of a language; loaded when it is first asked for: most answers of a function say nothing."""
    return getattr(import_module(f"exeoflow.texts.{language}.{module}"), name)
