"""What to do about a step that failed, beside what its task said."""

import pytest

from exeoflow.api.executions.answers import error_shown
from exeoflow.compiler.checks.error_names import FAMILIES
from exeoflow.model.execution import ExecutionError
from exeoflow.texts import LANGUAGES
from exeoflow.texts.words import failure_hint


def test_each_error_of_our_own_tasks_has_one() -> None:
    codes = {f"{family}.{name}" for family in FAMILIES if family != "States" for name in FAMILIES[family]}

    assert {code for code in codes for language in LANGUAGES if failure_hint(code, language) is None} == set()


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("Http.Status404", "Unter dieser Adresse gibt es nichts. Prüfen Sie Pfad und Werte darin."),
        ("Order.Wrong", None),
    ],
)
def test_an_error_is_shown_with_it(code: str, hint: str | None) -> None:
    shown = error_shown(ExecutionError(code, "GET a.example: answered 404", "call"), "de")

    assert shown["message"] == "GET a.example: answered 404"
    assert shown.get("hint") == hint
