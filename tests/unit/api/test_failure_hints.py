"""What to do about a step that failed, beside what its task said."""

import re

import pytest

from exeoflow.api.executions.answers import error_shown
from exeoflow.compiler.checks.error_names import FAMILIES
from exeoflow.images.picture import MAX_PIXELS
from exeoflow.model.execution import ExecutionError
from exeoflow.model.file_reference import MAX_FILE_BYTES
from exeoflow.model.state_room import MOST_STATE_BYTES
from exeoflow.nodes.action.code import MAX_TIMEOUT
from exeoflow.nodes.action.http_request import MAX_SECONDS
from exeoflow.service.files.coding import MAX_CALL_BYTES
from exeoflow.texts import LANGUAGES, Language
from exeoflow.texts.words import failure_hint


def test_each_error_of_our_own_tasks_has_one() -> None:
    codes = {f"{family}.{name}" for family in FAMILIES if family != "States" for name in FAMILIES[family]}

    assert {code for code in codes for language in LANGUAGES if failure_hint(code, language) is None} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("Http.Timeout", [MAX_SECONDS]),
        ("Code.Timeout", [MAX_TIMEOUT]),
        (
            "File.TooLarge",
            [
                MAX_FILE_BYTES // 2**20,
                MAX_CALL_BYTES // 2**20,
                MOST_STATE_BYTES // 2**10,
                MAX_PIXELS // 10**6,
            ],
        ),
    ],
)
def test_the_limits_that_they_name_are_those_that_hold(
    code: str, limits: list[int], language: Language
) -> None:
    assert re.findall(r"\d+", failure_hint(code, language) or "") == [str(limit) for limit in limits]


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
