"""Every failure has a status, a message in both languages and the envelope."""

import json
from collections.abc import Iterator

import pytest

from exeoflow import errors
from exeoflow.api.problems import MAX_DETAILS, STATUS, failure, status_of
from exeoflow.diagnostics import Diagnostic
from exeoflow.texts import LANGUAGES, failure_codes, failure_text


def tree(kind: type[errors.ExeoflowError] = errors.ExeoflowError) -> Iterator[type[errors.ExeoflowError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


@pytest.mark.parametrize("kind", list(tree()))
def test_the_tables_and_the_drawing_cover_the_tree(kind: type[errors.ExeoflowError]) -> None:
    assert status_of(kind).value >= 400
    assert all(failure_text(kind.code, language) for language in LANGUAGES)
    assert f"{kind.__name__} " in (errors.__doc__ or "")


def test_the_tables_name_nothing_that_is_not_in_the_tree() -> None:
    assert set(STATUS) <= set(tree())
    assert set(failure_codes()) == {kind.code for kind in tree()}


@pytest.mark.parametrize(
    ("error", "status", "words", "headers"),
    [
        (errors.ExeoflowError(), 500, "interner Fehler", {}),
        (errors.Unauthorized(), 401, "API-Schlüssel", {"WWW-Authenticate": "Bearer"}),
        (errors.Forbidden("workflows:write"), 403, "workflows:write", {}),
        (errors.MethodNotAllowed(["GET", "PUT"]), 405, "GET, PUT", {"Allow": "GET, PUT"}),
        (errors.InputTooLarge(262_144), 413, "262144", {}),
        (errors.RateLimited(17), 429, "17", {"Retry-After": "17"}),
        (errors.StateMachineMissing(), 503, "vorübergehend", {"Retry-After": "5"}),
        (errors.LimitReached("StateMachineLimitExceeded"), 503, "StateMachineLimitExceeded", {}),
    ],
)
def test_a_failure_says_what_it_knows(
    error: errors.ExeoflowError, status: int, words: str, headers: dict[str, str]
) -> None:
    answer = failure(error, "de", "id")

    content = json.loads(answer.body)
    assert (answer.status, dict(answer.headers)) == (status, headers)
    assert content["success"] is False
    assert set(content["error"]) == {"code", "message", "request_id"}
    assert words in content["error"]["message"]


def test_details_are_rendered_in_the_clients_language() -> None:
    error = errors.InvalidRequest(Diagnostic("field-missing", "name", values={"field": "name"}))

    content = json.loads(failure(error, "en", "id").body)

    assert content["error"]["details"] == [
        {
            "rule": "field-missing",
            "severity": "error",
            "path": "name",
            "message": "The field “name” is missing.",
            "hint": "Add it.",
        }
    ]


def test_the_diagnostics_of_a_graph_are_details_but_not_without_end() -> None:
    fault = Diagnostic("field-missing", "nodes[0].id", values={"field": "id"})
    error = errors.WorkflowInvalid([fault] * (MAX_DETAILS + 1))

    details = json.loads(failure(error, "de", "id").body)["error"]["details"]

    assert len(details) == MAX_DETAILS
    assert (details[0]["rule"], details[0]["severity"]) == ("field-missing", "error")
