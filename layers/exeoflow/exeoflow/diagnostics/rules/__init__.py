"""The one table of rules, and the text of a diagnostic."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from exeoflow.diagnostics.diagnostic import Diagnostic, Language
from exeoflow.diagnostics.rules import expressions, fields, graph, nodes, structure, syntax
from exeoflow.diagnostics.rules.rule import Rule, Text

__all__ = ["RULES", "Rule", "Text", "render"]

RULES: Mapping[str, Rule] = MappingProxyType(
    {**fields.RULES, **syntax.RULES, **expressions.RULES, **nodes.RULES, **graph.RULES, **structure.RULES}
)
"""Every rule by its code. A code never changes its meaning."""

_MAX_VALUE_LENGTH = 200
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def render(diagnostic: Diagnostic, language: Language) -> dict[str, str | int]:
    """What a client gets: rule, severity, path, node or connection, what is wrong and what to do."""
    rule = RULES[diagnostic.rule]
    text = rule.texts[language]
    about: dict[str, str | int] = {}
    if diagnostic.node_id is not None:
        about["node_id"] = diagnostic.node_id
    if diagnostic.connection is not None:
        about["connection"] = diagnostic.connection
    return {
        "rule": diagnostic.rule,
        "severity": rule.severity.value,
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
