"""Dates that are none, and such as keep more than milliseconds; what is expected is n8n's."""

from typing import Any

import pytest

from exeoflow.importers.n8n.expressions import ByCode, Translated, translate, with_functions
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.unit.importers.n8n.expressions.test_translation import NOTHING, SCOPE

ITEM: dict[str, Any] = {
    "none": "soon",
    "day": "2024-05-06",
    "us": "12/31/2023",
    "n": 1234.5678,
    "o": {},
    "null": None,
    "m": -1234.5678,
    "east": "2024-01-01T10:00:00+02:00",
    "utc": "2024-01-01T10:00:00Z",
    "s": 1704103200,
    "list": [1],
}


def translated_by_rule(expression: str) -> Translated:
    translated = translate(f"={{{{ {expression} }}}}", SCOPE)
    assert isinstance(translated, Translated), translated
    assert set(translated.approximations) <= {"expression-date-form"}
    return translated


def evaluated(expression: str) -> Any:
    translated = translated_by_rule(expression)
    try:
        return evaluate(with_functions(translated.jsonata), {"item": ITEM})
    except EvaluationError as fault:
        return NOTHING if "returned nothing" in str(fault) else fault


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("DateTime.fromISO($json.day)", "2024-05-06T00:00:00.000Z"),
        ("DateTime.fromISO($json.none)", "Invalid DateTime"),
        ("DateTime.fromISO($json.us)", "Invalid DateTime"),
        ("DateTime.fromISO($json.missing).toFormat('yyyy')", "Invalid DateTime"),
        ("DateTime.fromISO($json.none).toISO()", None),
        ("DateTime.fromISO($json.none).toISODate() ?? 'no'", "no"),
        ("DateTime.fromISO($json.none).year", None),
        ("DateTime.fromISO($json.day).year + 1", 2025),
        ("DateTime.fromISO($json.none).plus({ days: 1 }).toFormat('dd')", "Invalid DateTime"),
        ("DateTime.fromISO($json.day).plus({ days: 1 }).toFormat('dd')", "07"),
        ("new Date($json.day)", "2024-05-06T00:00:00.000Z"),
        ("new Date($json.o)", None),
        ("new Date($json.day).toISOString()", "2024-05-06T00:00:00.000Z"),
        ("new Date($json.none).toISOString()", NOTHING),
        ("new Date($json.missing).getFullYear()", None),
        ("new Date($json.null).getTime()", 0),
        ("new Date($json.n).getTime()", 1234),
        ("new Date($json.m).getTime()", -1234),
        ("new Date(9e15).getTime()", None),
        ("new Date($json.day) < new Date($json.null)", False),
        ("new Date($json.o) < new Date($json.day)", False),
        ("`${new Date($json.day) > 5}`", "true"),
        ("DateTime.fromISO($json.none).nothingOfThis", NOTHING),
        ("DateTime.fromSeconds($json.s).toISO()", "2024-01-01T10:00:00.000Z"),
        ("DateTime.fromSeconds($json.none)", NOTHING),
        ("DateTime.fromMillis($json.n)", "1970-01-01T00:00:01.234Z"),
        ("DateTime.fromMillis(9e15).toISO()", None),
        ("new Date($json.day).plus(3, 'of what').format('yyyy')", NOTHING),
        ("$json.east.toDateTime()", "2024-01-01T10:00:00.000+02:00"),
        ("$json.utc.toDateTime()", "2024-01-01T10:00:00.000Z"),
        ("$json.day.toDateTime()", "2024-05-06T00:00:00.000Z"),
        ("$json.n.toDateTime()", "1970-01-01T00:00:01.234Z"),
        ("$json.list.toDateTime()", NOTHING),
        ("$json.east.toDateTime() < $json.utc.toDateTime()", True),
        ("$json.list.toDateTime() < $json.utc.toDateTime()", False),
        ("`on ${DateTime.fromISO($json.day).toISODate()}`", "on 2024-05-06"),
    ],
)
def test_a_date_that_is_none_says_so(expression: str, expected: Any) -> None:
    assert evaluated(expression) == expected


def test_a_date_that_is_none_stands_in_a_text_as_luxon_writes_it() -> None:
    translated = translate("=On {{ DateTime.fromISO($json.none) }}", SCOPE)

    assert isinstance(translated, Translated)
    assert evaluate(with_functions(translated.jsonata), {"item": ITEM}) == "On Invalid DateTime"


@pytest.mark.parametrize(
    "expression", ["new Date($json.us)", "$json.none.toDateTime()", "$json.no.toDateTime()"]
)
def test_a_form_that_is_not_read_here_is_told_and_fails(expression: str) -> None:
    assert set(translated_by_rule(expression).approximations) == {"expression-date-form"}
    assert isinstance(evaluated(expression), EvaluationError)


@pytest.mark.parametrize(
    "expression",
    [
        "$json.day.toDateTime().toISO()",
        "DateTime.fromSeconds($json.n).toMillis()",
        "DateTime.fromMillis(DateTime.now())",
        "[$json.day.toDateTime()]",
        "DateTime.fromISO($json.day).zoneName",
        "DateTime.fromISO($json.day).isEmpty()",
        "DateTime.fromISO($json.day).plus($json.o.days)",
        "DateTime.now().toDateTime() < DateTime.fromISO($json.day).toJSDate().x",
        "({ at: DateTime.fromISO($json.day) })",
        "$json.list.max()",
    ],
)
def test_what_keeps_more_than_milliseconds_is_left_to_code(expression: str) -> None:
    assert isinstance(translate(f"={{{{ {expression} }}}}", SCOPE), ByCode)
