"""The table of rules and the text of a diagnostic."""

import re

import pytest

from exeoflow.diagnostics import RULES, Diagnostic, Language, render


@pytest.mark.parametrize("code", RULES)
def test_every_rule_speaks_both_languages_with_the_same_values(code: str) -> None:
    german, english = (RULES[code].texts[language] for language in ("de", "en"))

    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"\{([a-z_]+)\}", text))

    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    assert placeholders(german.message + german.hint) == placeholders(english.message + english.hint)
    assert all(
        text.endswith((".", "!")) for text in (german.message, german.hint, english.message, english.hint)
    )


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
