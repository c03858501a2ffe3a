"""What was probably meant."""

import pytest

from exeoflow.diagnostics import Diagnostic, Guess, render
from exeoflow.diagnostics.likeness import closest
from exeoflow.expressions.functions import FUNCTIONS
from exeoflow.nodes.table import NODE_TYPES


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("http", NODE_TYPES, "http_request"),
        ("mail", NODE_TYPES, "email"),
        ("Swich", NODE_TYPES, "switch"),
        ("foreach", NODE_TYPES, "for_each"),
        ("kubernetes", NODE_TYPES, None),
        ("uri", ["method", "url", "headers"], "url"),
        ("methode", ["method", "url", "headers"], "method"),
        ("uper", sorted(FUNCTIONS), "uppercase"),
        ("lenght", sorted(FUNCTIONS), "length"),
        ("zz", ["a", "start"], None),
        ("x", ["xy"], None),
        ("", ["a"], None),
        ("x" * 1_000, ["x" * 999], None),
        ("error", ["running", "success", "failed", "cancelled"], None),
        ("aktiv", ["active", "inactive"], "active"),
    ],
)
def test_a_word_is_meant_if_it_is_much_alike(word: str, known: list[str], meant: str | None) -> None:
    assert closest(word, known) == meant


def test_of_many_known_words_only_the_first_are_compared() -> None:
    assert closest("node_7", [f"node_{number}" for number in range(10_000)]) != "node_7"
    assert closest("strat", [*map(str, range(10_000)), "start"]) is None


def test_a_guess_is_shown_with_its_question_and_in_its_form() -> None:
    guess = Guess("uper", ("uppercase",), "${}")

    shown = render(Diagnostic("field-empty", "x", values={"field": "x"}, suggestion=guess), "de")

    assert (shown["suggestion"], shown["hint"]) == (
        "$uppercase",
        "Meinten Sie „$uppercase“? Geben Sie einen Wert an.",
    )


def test_what_there_is_to_choose_from_is_not_cut() -> None:
    known = ", ".join(NODE_TYPES)

    shown = render(Diagnostic("node-type-unknown", "", values={"type": "x", "known": known}), "en")

    assert shown["hint"] == f"Known are: {known}."
