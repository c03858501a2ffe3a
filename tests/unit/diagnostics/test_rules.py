"""The table of rules and the text of a diagnostic."""

import re

import pytest

from exeoflow.diagnostics import RULES, Diagnostic, render
from exeoflow.texts import LANGUAGES, Language, rule_text


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_words_in_every_language(code: str) -> None:
    texts = [rule_text(code, language) for language in LANGUAGES]  # in texts/<language>/rules/

    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    assert all(part.endswith((".", "!")) for text in texts for part in text)


@pytest.mark.parametrize(
    ("language", "message", "hint"),
    [
        ("de", "Den Knotentyp „{x}“ gibt es nicht.", "Bekannt sind: a, b."),
        ("en", "There is no node type “{x}”.", "Known are: a, b."),
    ],
)
def test_a_diagnostic_is_rendered_in_the_readers_language(
    language: Language, message: str, hint: str
) -> None:
    diagnostic = Diagnostic(
        "node-type-unknown", "nodes[0].type", "n", values={"type": "{x}", "known": "a, b"}
    )

    assert render(diagnostic, language) == {
        "rule": "node-type-unknown",
        "severity": "error",
        "path": "nodes[0].type",
        "node_id": "n",
        "message": message,
        "hint": hint,
    }


def test_a_diagnostic_names_its_connection() -> None:
    rendered = render(
        Diagnostic("connection-from-stop", "connections[0]", connection=0, values={"node": "s"}), "en"
    )

    assert rendered["connection"] == 0
    assert "node_id" not in rendered


def test_long_values_are_cut() -> None:
    rendered = render(Diagnostic("connection-from-stop", "", values={"node": "x" * 1_000}), "en")

    assert "x" * 200 + "…" in str(rendered["message"])
    assert len(str(rendered["message"])) < 300
