"""Texts are put in order as ICU does, not by their code points; what is expected is Node's."""

from typing import Any

import pytest

from tests.unit.code.conftest import Run

N8N: dict[str, Any] = {"names": "n8n", "values": {"items": []}}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["b", "B", "a", "Z", "z", "A"], ["a", "A", "b", "B", "z", "Z"]),
        (["z", "é", "e", "É", "f", "E"], ["e", "E", "é", "É", "f", "z"]),
        (["a1", "a-1", "a 1", "a_1", "$1", "1"], ["$1", "1", "a 1", "a_1", "a-1", "a1"]),
        (["ß", "ss", "st", "SS", "æ", "af", "ae"], ["ae", "æ", "af", "ss", "SS", "ß", "st"]),
        (["日", "あ", "ア", "한", "я", "ω", "😀", "a"], ["😀", "a", "ω", "я", "한", "あ", "ア", "日"]),
        (["øy", "oz", "ox", "ó"], ["ó", "ox", "øy", "oz"]),
        (["a\u00adc", "ab", "½", "1", "2"], ["1", "½", "2", "ab", "a\u00adc"]),
    ],
)
def test_texts_are_sorted_by_letters_then_accents_then_case(
    output: Run, texts: list[str], expected: list[str]
) -> None:
    source = f"return {{r: {texts!r}.sort((a, b) => a.localeCompare(b))}}"

    assert output(source, **N8N) == [{"r": expected}]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("'a10'.localeCompare('a9')", -1),
        ("'a10'.localeCompare('a9', undefined, {numeric: true})", 1),
        ("'02'.localeCompare('2', 'en', {numeric: true})", 0),
        ("'É'.localeCompare('e', undefined, {sensitivity: 'base'})", 0),
        ("'E'.localeCompare('e', undefined, {sensitivity: 'accent'})", 0),
        ("'é'.localeCompare('e', undefined, {sensitivity: 'accent'})", 1),
        ("'É'.localeCompare('é', 'de', {sensitivity: 'case'})", 1),
        ("'a-b'.localeCompare('ab', 'en', {ignorePunctuation: true})", 0),
        ("'ñ'.localeCompare('nz', 'es')", 1),
        ("'Ñ'.localeCompare('ñ', ['es-MX'])", 1),
        ("'ñ'.localeCompare('nz')", -1),
        ("'World'.localeCompare(undefined)", 1),
        ("'côte'.localeCompare('coté', 'fr')", 1),
        ("'a'.localeCompare('B', 'en-u-ca-gregory')", -1),
        ("new Intl.Collator('en').compare('a', 'B')", -1),
        ("Intl.Collator(undefined, {numeric: true}).compare('x2', 'x10')", -1),
        ("new Intl.Collator().resolvedOptions().locale", "en-US"),
        ("''.localeCompare('a')", -1),
    ],
)
def test_options_of_comparisons(output: Run, comparison: str, expected: Any) -> None:
    assert output(f"return {{r: {comparison}}}", **N8N) == [{"r": expected}]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", {}),
        ("'en-us'", {}),
        ("'en-GB', {numeric: 1}", {"locale": "en", "numeric": True}),
        ("['es-MX'], {sensitivity: 'accent'}", {"locale": "es", "sensitivity": "accent"}),
        ("'DE-de', {ignorePunctuation: 1}", {"locale": "de", "ignorePunctuation": True}),
    ],
)
def test_a_collator_says_how_it_compares(output: Run, given: str, expected: dict[str, Any]) -> None:
    usual = {
        "locale": "en-US",
        "usage": "sort",
        "sensitivity": "variant",
        "ignorePunctuation": False,
        "collation": "default",
        "numeric": False,
        "caseFirst": "false",
    }

    found = output(f"return {{r: new Intl.Collator({given}).resolvedOptions()}}", **N8N)

    assert found == [{"r": usual | expected}]


@pytest.mark.parametrize(
    ("locales", "options"),
    [
        ("'sv'", "undefined"),
        ("undefined", "{caseFirst: 'upper'}"),
        ("'en'", "{sensitivity: 'x'}"),
        ("'fr-CA'", "undefined"),
        ("'en-US-posix'", "undefined"),
        ("'de-u-co-phonebk'", "undefined"),
        ("'en-u-ca-gregory-kn-true'", "undefined"),
    ],
)
def test_an_order_that_is_not_known_is_an_error(output: Run, locales: str, options: str) -> None:
    source = f"try {{ 'a'.localeCompare('b', {locales}, {options}) }} catch (e) {{ return {{r: e.name}} }}"

    assert output(source, **N8N) == [{"r": "RangeError"}]


def test_code_of_our_own_names_has_the_same_order(output: Run) -> None:
    source = "return ['b', 'B', 'é', 'A', 'a', 'f'].sort((one, other) => one.localeCompare(other, 'de'))"

    assert output(source) == ["a", "A", "b", "B", "é", "f"]
