from typing import Any

import pytest

from tests.n8n.expressions.javascript import FAILED, NOTHING, evaluated

ITEM = {"name": "Grüße 😀", "words": "Hello World", "list": [1, 2, 2, 3], "date": "2024-03-01T10:00:00.000Z"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$json.name.base64Encode()", "R3LDvMOfZSDwn5iA"),
        ("$json.name.base64Encode().base64Decode()", "Grüße 😀"),
        ("'content 1'.base64Decode()", "r\ufffd\ufffdz{u"),
        ("$json.words.toSnakeCase()", "hello_world"),
        ("$json.list.chunk(3)", [[1, 2, 2], [3]]),
        ("$json.list.intersection([2, 9])", [2]),
        ("$json.date.format('dd.MM.yyyy')", "Invalid DateTime"),
        ("$json.date.toDateTime().plus(1, 'day').toISO()", "2024-03-02T10:00:00.000Z"),
        ("(3).isEven()", False),
        ("$json.none?.first()", NOTHING),
        ("$json.none.first()", FAILED),
        ("$json.none?.a.first().toTitleCase()", NOTHING),
        ("$json.words.match(/ä/)?.[0].toTitleCase()", NOTHING),
        ("$json.words.match(/(?<first>W)/)?.groups.hasField('first')", True),
        ("$json.words?.toSnakeCase()", "hello_world"),
        ("$json.list?.at(0).f.first()", FAILED),
        ("[[1], [2]].map((v) => v?.append(v.first()))", [[1, 1], [2, 2]]),
        ("$json.words.reverse()", FAILED),
        ("$json.list.reverse()", [3, 2, 2, 1]),
        ("$json.words.isBlank()", NOTHING),
        ("'Fri, 01 Mar 2024 10:00:00 GMT'.toDateTime().toISO()", "2024-03-01T10:00:00.000Z"),
        ("'2024-03-01T10:00:00+02:00'.toDateTime().format('HH:mm')", "10:00"),
        ("'write to Jane@shop.example.com now'.extractEmail()", "Jane@shop.example.com"),
        ("'https://www.shop.example.com:80/a?b#c'.extractDomain()", "www.shop.example.com"),
        ("'jane@shop.example.com'.extractDomain()", "shop.example.com"),
        ("'see https://a.example.com/x?y=1 there'.extractUrl()", "https://a.example.com/x?y=1"),
        ("'https://a.example.com/x/y?z'.extractUrlPath()", "/x/y"),
        ("['a.b', 'a.com'].map((each) => each.isDomain())", [False, True]),
        ("'## Head **bold** [link](x)'.removeMarkdown()", "Head bold link"),
        ("'hello THERE. you'.toSentenceCase()", "Hello there. You"),
        ("'a tale of two cities'.toTitleCase()", "A Tale of Two Cities"),
        ("[{ a: 1, b: 2 }, { a: 1, b: 3 }].unique('a')", [{"a": 1, "b": 2}]),
        ("[{ k: 'x', v: 1 }].smartJoin('k', 'v')", {"x": 1}),
        ("[{ a: 1 }].renameKeys('a', 'z')", [{"z": 1}]),
        ("({ a: 1 }).merge({ a: 2, b: 3 })", FAILED),
        ("[{ a: 1 }].merge([{ a: 2, b: 3 }])", {"a": 1, "b": 3}),
        ("[{ a: 1 }, 2].mergeIntoObject([{ b: 2 }, { c: 3 }, { d: 4 }])", {"a": 1, "b": 2, "c": 3, "d": 4}),
        ("({ k: 1, e: '', l: [] }).compact()", {"k": 1}),
        ("({ a: 'x y', b: 'ä&', c: 1 }).urlEncode()", "a=x+y&b=%C3%A4%26&c=1"),
        ("(1234.5).format()", "1,234.5"),
        ("[1].union('x')", FAILED),
        ("[1].intersection('x')", FAILED),
        ("isNaN('x')", True),
        ("isNaN('5')", False),
        ("isNaN($json.none)", True),
        ("isNaN(0)", False),
        ("isNaN(0 / 0)", True),
        ("isFinite('5')", True),
        ("isFinite('x')", False),
        ("({ a: 'xy', b: 'z' }).keepFieldsContaining('x')", {"a": "xy"}),
        ("$json.date.toDateTime().diffTo('2024-03-03T10:00:00.000Z', 'days')", -2),
        ("$json.date.toDateTime().isBetween('2024-01-01', '2025-01-01')", True),
        ("$if($json.none, 1, $json.words)", "Hello World"),
        ("$now.minus(7, 'days').diffTo($now, 'days')", -7),
        ("$now.isWeekend() === [6, 7].includes($now.weekday)", True),
        ("$json.date.toDateTime().plus().toISO()", "2024-03-01T10:00:00.000Z"),
        ("$json.date.toDateTime().extract('minutes')", 0),
        ("$json.date.toDateTime().format('MMMM', { locale: 'en' })", "March"),
        ("$json.date.toDateTime().isBetween(5, '2025-01-01')", NOTHING),
        ("$json.date.toDateTime().diffTo('2024-03-03T10:00:00.000Z', 'eons')", FAILED),
        ("new Date($json.date).diffTo('2024-03-03T10:00:00.000Z')", NOTHING),
        ("$json.date.toDate().getTime()", 1709287200000),
        ("'one line\\nand another'.toTitleCase()", "One Lineand Another"),
        ("'a say'.quote('s')", "sa\\ssays"),
        ("['R$ 5.5', '12 CHF'].map((each) => each.toFloat())", [5.5, 12]),
        ("'€1'.toInt() + 'kr2'.toNumber()", 3),
    ],
)
def test_the_methods_that_n8n_adds_go_along_with_code(expression: str, expected: Any) -> None:
    assert (
        evaluated(f"={{{{ {expression} }}}}", {"item": ITEM, "input": [ITEM], "earlier": [ITEM]}) == expected
    )
