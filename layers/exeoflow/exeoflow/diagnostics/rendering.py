"""The text of a diagnostic."""

import re
from collections.abc import Mapping

from exeoflow.diagnostics.diagnostic import Diagnostic
from exeoflow.diagnostics.rules import RULES
from exeoflow.texts import Language, rule_text

_MAX_VALUE_LENGTH = 200
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def render(diagnostic: Diagnostic, language: Language) -> dict[str, str | int]:
    """What a client gets: rule, severity, path, node or connection, what is wrong and what to do."""
    text = rule_text(diagnostic.rule, language)
    about: dict[str, str | int] = {}
    if diagnostic.node_id is not None:
        about["node_id"] = diagnostic.node_id
    if diagnostic.connection is not None:
        about["connection"] = diagnostic.connection
    return {
        "rule": diagnostic.rule,
        "severity": RULES[diagnostic.rule].value,
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
