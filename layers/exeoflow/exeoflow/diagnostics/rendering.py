"""The text of a diagnostic."""

import re
from collections.abc import Mapping
from typing import NotRequired, TypedDict

from exeoflow.diagnostics.diagnostic import Diagnostic, Severity
from exeoflow.diagnostics.rules import RULES
from exeoflow.texts import Language, rule_text

_MAX_VALUE_LENGTH = 200
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class RenderedDiagnostic(TypedDict):
    """What a client gets of a diagnostic; `node_id` and `connection` only where it is about one."""

    rule: str
    severity: Severity
    path: str
    node_id: NotRequired[str]
    connection: NotRequired[int]
    message: str
    hint: str


class _About(TypedDict, total=False):
    node_id: str
    connection: int


def render(diagnostic: Diagnostic, language: Language) -> RenderedDiagnostic:
    """What a client gets: rule, severity, path, node or connection, what is wrong and what to do."""
    text = rule_text(diagnostic.rule, language)
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
        "message": _filled(text.message, diagnostic.values),
        "hint": _filled(text.hint, diagnostic.values),
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with its placeholders filled; authors' values are cut so that an answer stays readable."""
    return _PLACEHOLDER.sub(lambda match: _shortened(values[match[1]]), text)


def _shortened(value: str) -> str:
    return value if len(value) <= _MAX_VALUE_LENGTH else f"{value[:_MAX_VALUE_LENGTH]}…"
