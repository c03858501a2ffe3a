"""Headers that change what a request means."""

import pytest

from exeoflow.api.conditions import idempotent_request, precondition
from exeoflow.api.language import preferred_language
from exeoflow.errors import InvalidRequest
from tests.unit.api.requests import request


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "de"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("de-AT, en;q=0.9", "de"),
        ("en;q=0.5, de;q=0.8", "de"),
        ("fr, en;q=0.1", "en"),
        ("fr", "de"),
        ("*", "de"),
        ("en;q=0", "de"),
        ("en;q=high", "de"),
        (";;;,=,", "de"),
    ],
)
def test_the_language_is_german_unless_english_is_preferred(header: str, language: str) -> None:
    assert preferred_language(header) == language


@pytest.mark.parametrize(
    ("header", "revisions"),
    [
        (None, None),
        ("*", None),
        ('"3"', {3}),
        ('"3", "5"', {3, 5}),
        ('W/"3"', set()),
        ("3", set()),
        ('"03"', set()),
        ('"' + "9" * 99 + '"', set()),
    ],
)
def test_if_match_names_revisions(header: str | None, revisions: set[int] | None) -> None:
    condition = precondition(request(headers={} if header is None else {"if-match": header}))

    assert condition.revisions == revisions


@pytest.mark.parametrize("key", ["", "x" * 256, "ä", "a\nb"])
def test_an_idempotency_key_is_short_and_printable(key: str) -> None:
    with pytest.raises(InvalidRequest):
        idempotent_request(request(headers={"idempotency-key": key}), {})


def test_an_idempotent_request_is_the_key_and_the_content() -> None:
    sent = request(headers={"idempotency-key": "k"})

    assert idempotent_request(request(), {}) is None
    assert idempotent_request(sent, {"a": 1, "b": 2}) == idempotent_request(sent, {"b": 2, "a": 1})
    assert idempotent_request(sent, {"a": 1}) != idempotent_request(sent, {"a": 2})


@pytest.mark.parametrize(
    ("header", "secret"),
    [
        (None, None),
        ("", None),
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic abc", None),
        ("Bearer", None),
        ("abc", None),
    ],
)
def test_the_key_comes_after_bearer(header: str | None, secret: str | None) -> None:
    assert request(headers={} if header is None else {"authorization": header}).secret == secret
