"""JavaScript: a function of four values that returns JSON, and nothing else."""

import time
from typing import Any

import pytest

from tests.unit.code.conftest import Run

VALUES = {
    "input": {"people": [{"name": "Ada"}, {"name": "Grace"}]},
    "trigger": 1,
    "nodes": {"a": [2]},
    "vars": {"v": 3},
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return $input.people.map((person) => person.name.toUpperCase())", ["ADA", "GRACE"]),
        ("return [$trigger, $nodes.a[0], $vars.v]", [1, 2, 3]),
        ("const $input = 5; return $input", 5),
        ("await 0; return await Promise.resolve({a: 1})", {"a": 1}),
        ("return null", None),
        ("return {a: undefined, b: [undefined], c: new Date(0)}", {"b": [None], "c": "1970-01-01T00:00:00.000Z"}),
        ("return JSON.parse('{\"__proto__\": 1}')", {"__proto__": 1}),
        ("return [-0, 1e21, 'ä\\u2028😀', '\\ud800']", [0, 1e21, "ä\u2028😀", "\ufffd"]),
        ("return await new Promise((done) => setTimeout(() => done('late'), 60000))", "late"),
        ("return [Buffer.from('w7w=', 'base64').toString(), [...new TextEncoder().encode('ü')]]", ["ü", [195, 188]]),
        ("const u = new URL('/a b?x=1&x=2', 'https://Exämple.com:443/q'); u.searchParams.append('k', 'v w');"
         " return [u.href, u.searchParams.getAll('x'), new URLSearchParams({q: 'a&b', n: 1}).toString()]",
         ["https://xn--exmple-cua.com/a%20b?x=1&x=2&k=v+w", ["1", "2"], "q=a%26b&n=1"]),
        ("const a = {m: new Date(0), l: [1]}; const b = structuredClone(a); b.l.push(2); return [a.l, b.l, b.m]",
         [[1], [1, 2], "1970-01-01T00:00:00.000Z"]),
        ("try { new URL('nowhere') } catch (error) { return error.name }", "TypeError"),
        ("const ids = [crypto.randomUUID(), crypto.randomUUID()];"
         " return [/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(ids[0]), ids[0] === ids[1],"
         " crypto.getRandomValues(new Uint16Array(4)).some((each) => each > 0), typeof __random]",
         [True, False, True, "undefined"]),
        ("let said = ''; setTimeout(() => said += 2, 5); setTimeout(() => said += 1, 1);"
         " await new Promise((done) => setTimeout(done, 9)); return said", "12"),
        ("let said = ''; const id = setInterval((x) => { said += x; if (said.length > 2) clearInterval(id) }, 5, 'i');"
         " setTimeout(() => said += 't', 12); setImmediate(() => said += 'n'); clearImmediate(setImmediate(() => said += 'x'));"
         " await new Promise((done) => setTimeout(done, 99)); return said", "niit"),
        ("return [typeof require, typeof process, typeof fetch, typeof std, typeof os]", ["undefined"] * 5),
        ("Object.prototype.x = 1; Array.prototype.map = null; JSON.stringify = () => '5'; return [{}]", [{}]),
    ],
)  # fmt: skip
def test_a_source_returns_json(output: Run, source: str, expected: Any) -> None:
    assert output(source, values=VALUES) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("let x = 1;\nreturn x.y.z", "Code.Failed: TypeError: cannot read property 'z' of undefined (line 2)"),
        ("let x = 1;\nreturn (", "Code.InvalidSource: SyntaxError: unexpected token in expression: '}' (line 2)"),
        ("function f() {\n  throw new RangeError('no')\n}\n\nf()", "Code.Failed: RangeError: no (line 2)"),
        ("throw {a: 1}", 'Code.Failed: thrown: {"a":1}'),
        ("throw undefined", "Code.Failed: thrown: undefined"),
        ("await new Promise(() => {})", "Code.Failed: the code waits for a promise that nothing will ever keep"),
        ("1 + 1", "Code.InvalidResult: the code returns nothing: end it with `return`"),
        ("return {a: [1, 10n]}", "Code.InvalidResult: the result.a[1] is a BigInt, which is no JSON: use Number(value)"
                                 " or value.toString()"),
        ("return {a: 0 / 0}", "Code.InvalidResult: the result.a is NaN, which is no JSON"),
        ("return {f() {}}", "Code.InvalidResult: the result.f is a function, which is no JSON"),
        ("return Symbol('s')", "Code.InvalidResult: the result is a symbol, which is no JSON"),
        ("return new Map()", "Code.InvalidResult: the result is a Map, which is no JSON: use Object.fromEntries(map)"),
        ("return new Uint8Array(3)", "Code.InvalidResult: the result is binary data, which is no JSON"),
        ("return fetch('x')",
         "Code.Failed: ReferenceError: fetch is not defined: the node `http_request` calls addresses (line 1)"),
        ("return $json.a",
         "Code.Failed: ReferenceError: $json is not defined: the input of the node is `$input` (line 1)"),
        ("for (;;) crypto.getRandomValues(new Uint8Array(65536))",
         "Code.Failed: RangeError: crypto gives at most 160000 random bytes in a run (line 1)"),
        ("return {get a() { throw new Error('trap') }}", "Code.InvalidResult: Error: trap (line 1)"),
        ("return 'a'.repeat(300000)", "Code.ResultTooLarge: the result is larger than 245760 characters of JSON"),
        ("return (function f() { return f() })()", "Code.Failed: RangeError: Maximum call stack size exceeded (line 1)"),
    ],
)  # fmt: skip
def test_a_fault_is_an_error_with_its_line(failure: Run, source: str, expected: str) -> None:
    assert failure(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "let list = []; for (;;) list.push(new Array(1000).fill(1))",
        "return 'a'.repeat(2 ** 29)",
        "throw null",
    ],
)
def test_memory_is_bounded(failure: Run, source: str) -> None:
    assert failure(source, timeout=60).startswith("Code.OutOfMemory: the code wants more than 128 MiB")


def test_what_holds_itself_is_no_json(failure: Run) -> None:
    assert "holds more than 200 values within each other" in failure("let a = {}; a.a = a; return a")


@pytest.mark.parametrize(
    "source",
    [
        "for (;;) {}",
        "await 0; for (;;) {}",
        "for (;;) console.log('x')",
        "/(a+)+$/.test('a'.repeat(40) + 'b')",
        "return {toJSON() { for (;;) {} }}",
        "for (;;) { try { for (;;) {} } catch {} }",
        "setTimeout(function again() { setTimeout(again) })\nawait new Promise(() => {})",
    ],
)
def test_code_without_end_is_ended(failure: Run, source: str) -> None:
    assert failure(source, timeout=0.3).startswith("Code.Timeout: the code ran longer than 0.3 s")


def test_what_is_logged_comes_back(answer: Run) -> None:
    logged = answer("console.log('a', {b: 1}, undefined, new Error('e')); console.warn(5); return 1")["logs"]

    assert logged == ['a {"b":1} undefined Error: e', "5"]


def test_logs_are_bounded(answer: Run) -> None:
    many = answer("for (let i = 0; i < 1e4; i += 1) console.log(i); return 1")["logs"]
    long = answer("console.log('x'.repeat(1e6)); return 1")["logs"]

    assert (len(many), many[-1], len(long[0])) == (101, "…", 1001)


def test_runs_share_nothing(output: Run) -> None:
    output("globalThis.kept = 1; Object.prototype.kept = 2; return 1")

    assert output("return [typeof kept, typeof {}.kept]") == ["undefined", "undefined"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return DateTime.fromISO('2026-07-01T12:00', {zone: 'Europe/Berlin'}).plus({months: 5}).toISO()",
         "2026-12-01T12:00:00.000+01:00"),
        ("return DateTime.fromISO('2026-03-29T01:59:59', {zone: 'Europe/Berlin'}).plus({seconds: 1}).toISO()",
         "2026-03-29T03:00:00.000+02:00"),
        ("return DateTime.fromISO('2026-07-01T12:00Z').setZone('America/New_York').toFormat('cccc, dd LLL yyyy HH:mm')",
         "Wednesday, 01 Jul 2026 08:00"),
        ("return DateTime.fromISO('2026-01-01T00:00Z').setZone($input.zone).toISO()", "2026-01-01T05:45:00.000+05:45"),
        ("return DateTime.fromISO('2026-01-31').plus({months: 1}).toISODate()", "2026-02-28"),
        ("return DateTime.fromISO('2026-01-01').setZone('Nowhere/None').isValid", False),
        ("return Interval.fromDateTimes(DateTime.fromISO('2026-01-01'), DateTime.fromISO('2026-03-01')).length('days')", 59),
        ("return Duration.fromObject({minutes: 90}).toFormat('h:mm')", "1:30"),
        ("return DateTime.fromMillis(0, {zone: 'utc'}).toLocaleString(DateTime.TIME_SIMPLE)", "12:00\u202fAM"),
        ("return DateTime.fromMillis(0, {zone: 'Asia/Tokyo'}).toLocaleString(DateTime.TIME_SIMPLE)", "9:00 AM"),
        ("return DateTime.fromMillis(0, {zone: 'UTC-5'}).toLocaleString(DateTime.TIME_SIMPLE)", "7:00 PM"),
        ("return DateTime.fromMillis(0, {zone: 'Etc/GMT-2'}).toISO()", "1970-01-01T02:00:00.000+02:00"),
        ("return new Intl.NumberFormat(2).format(1234.5678)", "1,234.568"),
        ("return new Date(0).toLocaleString(DateTime.DATETIME_MED)", "1/1/1970, 12:00:00 AM"),
        ("return new Date(0).toLocaleString('en-US', {timeZone: 'Asia/Tokyo'})", "1/1/1970, 9:00:00 AM"),
        ("return new Date(0).toLocaleDateString('en-US', {weekday: 'long', year: 'numeric', month: 'long', day: 'numeric'})",
         "Thursday, January 1, 1970"),
        ("return new Date(0).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false})", "24:00"),
        ("return new Date(0).toLocaleString('en-GB', {timeZone: 'Europe/Berlin', hour12: false})", "01/01/1970, 01:00:00"),
        ("return new Date(0).toLocaleDateString('en-GB', {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'})",
         "Thu, 1 Jan 1970"),
        ("return new Date(0).toLocaleTimeString('en-GB', {hour: 'numeric', minute: '2-digit', hour12: true})", "0:00 am"),
        ("return new Date(0).toLocaleString('en-GB', {weekday: 'long', hour: 'numeric'})", "Thursday, 00"),
        ("return new Date(0).toLocaleString('en-CA')", "1970-01-01, 12:00:00 a.m."),
        ("return Intl.DateTimeFormat('en-CA', {dateStyle: 'short'}).format(0)", "1970-01-01"),
        ("return new Date(0).toLocaleString('en', {weekday: 'short', hour: 'numeric'})", "Thu 12 AM"),
        ("return new Date(0).toLocaleDateString('en', {month: 'short', weekday: 'short'})", "Jan Thu"),
        ("return DateTime.fromMillis(0, {zone: 'America/New_York'}).toLocaleString(DateTime.DATETIME_FULL)",
         "December 31, 1969 at 7:00 PM EST"),
        ("return ['Pacific/Honolulu', 'America/Lima'].map((zone) => DateTime.fromMillis(0, {zone}).toFormat('ZZZZ'))",
         ["HST", "GMT-5"]),
        ("return [(1234567.8915).toLocaleString(), (0.256).toLocaleString('en-US', {style: 'percent'}),"
         " (5).toLocaleString('en-US', {style: 'currency', currency: 'USD'})]", ["1,234,567.892", "26%", "$5.00"]),
        ("return Intl.DateTimeFormat().resolvedOptions().timeZone", "UTC"),
    ],
)  # fmt: skip
def test_dates_and_numbers_know_english_and_the_zones_that_are_named(
    output: Run, source: str, expected: Any
) -> None:
    assert output(source, values={"input": {"zone": "Asia/Kathmandu"}}) == expected


def test_another_locale_is_an_error_instead_of_a_wrong_text(failure: Run) -> None:
    assert failure("return (1.5).toLocaleString('de-DE')") == (
        "Code.Failed: RangeError: the locale de-DE is not known here; en-US, en-GB and en-CA are (line 1)"
    )


def telling_an_error(source: str) -> str:
    """Make a source that tells whether what is thrown is an error of JavaScript."""
    return f"try {{ {source} }} catch (fault) {{ return fault instanceof Error }}"


@pytest.mark.parametrize(
    "source",
    [
        "new Intl.PluralRules('en').select(1)",
        "(5).toLocaleString('en-US', {notation: 'compact'})",
        "(5).toLocaleString('en-GB', {style: 'currency', currency: 'USD'})",
        "new Date(0).toLocaleString('en', {timeZoneName: 'long', timeZone: 'Europe/Berlin'})",
    ],
)
def test_what_the_engine_lacks_is_no_error_of_which_an_expression_were_nothing(
    output: Run, source: str
) -> None:
    assert output(telling_an_error(source)) is False


@pytest.mark.parametrize(
    "source",
    [
        "new Date(NaN).toLocaleString('en', {timeZone: 'Bad'})",
        "(5).toLocaleString('no_tag')",
        "new Date(0).toLocaleDateString('en', {timeStyle: 'short'})",
    ],
)
def test_what_is_an_error_everywhere_is_one(output: Run, source: str) -> None:
    assert output(telling_an_error(source)) is True


def test_html_is_read_by_selectors(output: Run) -> None:
    source = "const $ = cheerio.load($input); return [$('li').length, htmlToText($.html())]"

    assert output(source, values={"input": "<ul><li>a<li>b</ul>"}) == [2, " * a\n * b"]


def test_a_process_that_waited_has_luxon_for_those_that_name_it_only(output: Run) -> None:
    output("return 1")  # the next process begins to wait, and reads luxon
    time.sleep(0.5)
    assert output("return typeof luxon + typeof globalThis['Date' + 'Time']") == "undefinedundefined"
    time.sleep(0.5)
    source = "return DateTime.fromISO('2026-07-01', {zone: 'Asia/Tokyo'}).toISO()"
    assert output(source) == "2026-07-01T00:00:00.000+09:00"
    assert output(source) == "2026-07-01T00:00:00.000+09:00"


def test_lists_of_objects_are_asked_by_sql(output: Run) -> None:
    source = "return alasql('SELECT b FROM ? WHERE a > 1', [$input])"

    assert output(source, values={"input": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}) == [{"b": "y"}]
