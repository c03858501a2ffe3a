"""The text of a diagnostic."""

import re
from collections.abc import Mapping
from typing import NotRequired, TypedDict

from exeoflow.diagnostics.diagnostic import Diagnostic, Guess, Severity
from exeoflow.diagnostics.forms import form_in
from exeoflow.diagnostics.rules import RULES
from exeoflow.texts import Language, rule_text, suggestion_text

_MAX_VALUE_LENGTH = 200
_MAX_CHOICE_LENGTH = 2_000
_CHOICES = frozenset({"known", "expected"})
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class RenderedDiagnostic(TypedDict):
    """What a client gets of a diagnostic; `node_id` and `connection` only where it is about one.

    `offset` and `length` only where it is about a place within a string, `suggestion` only if there is one.
    """

    rule: str
    severity: Severity
    path: str
    node_id: NotRequired[str]
    connection: NotRequired[int]
    message: str
    hint: str
    offset: NotRequired[int]
    length: NotRequired[int]
    suggestion: NotRequired[str]


class _About(TypedDict, total=False):
    node_id: str
    connection: int


class _Place(TypedDict, total=False):
    offset: int
    length: int
    suggestion: str


def render(diagnostic: Diagnostic, language: Language) -> RenderedDiagnostic:
    """What a client gets: rule, severity, path, node or connection, what is wrong and what to do."""
    text = rule_text(diagnostic.rule, language)
    guess = diagnostic.suggestion
    suggestion = guess.text() if isinstance(guess, Guess) else guess
    hint = _filled(text.hint, diagnostic.values, language)
    about: _About = {}
    if diagnostic.node_id is not None:
        about["node_id"] = diagnostic.node_id
    if diagnostic.connection is not None:
        about["connection"] = diagnostic.connection
    return {
        "rule": diagnostic.rule,
        "severity": RULES[diagnostic.rule],
        "path": diagnostic.path,
        **about,
        "message": _filled(text.message, diagnostic.values, language),
        "hint": hint if suggestion is None else f"{_question(suggestion, language)} {hint}",
        **_place(diagnostic, suggestion),
    }


def _question(suggestion: str, language: Language) -> str:
    return suggestion_text(language).replace("{suggestion}", _shortened(suggestion))


def _place(diagnostic: Diagnostic, suggestion: str | None) -> _Place:
    place: _Place = {}
    if diagnostic.offset is not None:
        place |= {"offset": diagnostic.offset, "length": diagnostic.length}
    if suggestion is not None:
        place["suggestion"] = suggestion
    return place


def _filled(text: str, values: Mapping[str, str], language: Language) -> str:
    """`text` with its placeholders filled; authors' values are cut so that an answer stays readable."""
    return _PLACEHOLDER.sub(lambda match: _value(match[1], values, language), text)


def _value(name: str, values: Mapping[str, str], language: Language) -> str:
    """A value, a pattern in words; what there is to choose from is ours, and worth nothing if it is cut."""
    value = _shortened(values[name], _MAX_CHOICE_LENGTH if name in _CHOICES else _MAX_VALUE_LENGTH)
    return form_in(value, language) if name == "form" else value


def _shortened(value: str, limit: int = _MAX_VALUE_LENGTH) -> str:
    return value if len(value) <= limit else f"{value[:limit]}…"
