"""The names of n8n, and what n8n makes of results."""

from typing import Any

import pytest

from tests.unit.code.conftest import Run

VALUES = {
    "items": [{"a": 1}, {"a": 2}],
    "nodes": {"A": {"items": [{"b": 1}, {"b": 2}]}, "B": None, "C": {"items": [{"c": 1}, {"c": 2}], "paired": [1, 0]}},
    "workflow": {"id": "w1", "name": "Orders"},
    "execution": {"id": "e1"},
    "run_index": 3,
    "vars": {"region": "eu"},
}  # fmt: skip
N8N: dict[str, Any] = {"names": "n8n", "values": VALUES}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return items", [{"a": 1}, {"a": 2}]),
        ("const items = $input.all(); return items.map((item) => ({json: {x: item.json.a * 2}}))", [{"x": 2}, {"x": 4}]),
        ("return [{x: 1}, {y: 2}]", [{"x": 1}, {"y": 2}]),
        ("return {x: 1}", [{"x": 1}]),
        ("return {json: {x: 1}, pairedItem: 0}", [{"x": 1}]),
        ("return null", []),
        ("return []", []),
        ("return [{json: {x: NaN, u: undefined, f() {}, n: [undefined]}}]", [{"x": None, "n": [None]}]),
        ("for (const item of $input.all()) item.json.n = 1; return $input.all()", [{"a": 1, "n": 1}, {"a": 2, "n": 1}]),
        ("return {f: $input.first().json.a, l: $input.last().json.a, j: $json.a, i: $input.item.json.a}",
         [{"f": 1, "l": 2, "j": 1, "i": 1}]),
        ("return {all: $('A').all().length, first: $('A').first().json.b, last: $('A').last().json.b,"
         " two: $('A').itemMatching(1).json.b, node: $node['A'].json.b, items: $items('A').length}",
         [{"all": 2, "first": 1, "last": 2, "two": 2, "node": 1, "items": 2}]),
        ("return {a: $('A').isExecuted, b: $('B').isExecuted, n: $node['A'].isExecuted ?? null}",
         [{"a": True, "b": False, "n": None}]),
        ("return {run: $runIndex, w: $workflow.name, e: $execution.id, v: $vars.region}",
         [{"run": 3, "w": "Orders", "e": "e1", "v": "eu"}]),
        ("return {s: $jmespath($input.all(), '[].json.a')}", [{"s": [1, 2]}]),
        ("return {t: Buffer.from('aGkgw6Q=', 'base64').toString(), b: Buffer.from('ä€😀').toString('base64'),"
         " h: Buffer.from('00ff', 'hex').toString('hex'), d: new TextDecoder().decode(new TextEncoder().encode('ß'))}",
         [{"t": "hi ä", "b": "w6Tigqzwn5iA", "h": "00ff", "d": "ß"}]),
        ("return {t: new Buffer('ä').toString('base64'), h: new Buffer('00ff', 'hex').length, n: new Buffer(3).length}",
         [{"t": "w6Q=", "h": 2, "n": 3}]),
        ("const c = require('crypto'); const {createHmac} = require('node:crypto');"
         " return {m: c.createHash('md5').update('a').update(Buffer.from('bc')).digest('hex'),"
         " s: c.createHash('SHA-256').update('abc').digest().length, r: c.createHash('rsa-sha1').update('').copy().digest('base64'),"
         " w: createHmac('sha512', 'Jefe').update('what do ya want for nothing?').digest('hex').slice(0, 16),"
         " o: c.hash('sha512-256', 'abc').slice(0, 8), b: c.randomBytes(5).toString('hex').length, u: c.randomUUID().length,"
         " t: c.timingSafeEqual(Buffer.from('a'), Buffer.from('b')), l: require('luxon').DateTime.fromISO('2026-01-02').day,"
         " f: require('buffer').Buffer === Buffer}",
         [{"m": "900150983cd24fb0d6963f7d28e17f72", "s": 32, "r": "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "w": "164b7a7bfcf819e2",
           "o": "53048e26", "b": 10, "u": 36, "t": False, "l": 2, "f": True}]),
        ("const said = (f) => { try { f() } catch (e) { return e.message } }; const c = require('crypto');"
         " const over = c.createHash('sha384'); over.digest();"
         " return {d: said(() => c.createHash('sha9')), o: said(() => over.digest()), m: said(() => require('fs')),"
         " l: said(() => c.timingSafeEqual(Buffer.from('a'), Buffer.from(''))), n: said(() => c.createHash('md5').update(1))}",
         [{"d": "Digest method not supported: sha9", "o": "Digest already called", "m": "Cannot find module 'fs'",
           "l": "Input buffers must have the same byte length",
           "n": 'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.'}]),
        ("return [{metadata: 1, a: 2}]", [{"metadata": 1, "a": 2}]),
        ("try { $jmespath(undefined, 'a') } catch (e) { return {m: e.message} }",
         [{"m": "expected two arguments (Object, string) for this function"}]),
        ("return {names: [typeof $ifEmpty, typeof $if, typeof $max, typeof URL, typeof structuredClone, typeof atob], g: global === globalThis}",
         [{"names": ["undefined"] * 5 + ["function"], "g": True}]),
        ("return [{json: undefined}, {json: () => 1}]", [{}, {}]),
        ("return {b: 12n, l: [2n ** 64n], s: new String('a'), n: new Number(3), f: new Boolean(false)}",
         [{"b": "12", "l": ["18446744073709551616"], "s": "a", "n": 3, "f": False}]),
    ],
)  # fmt: skip
def test_all_items_at_once(output: Run, source: str, expected: Any) -> None:
    assert output(source, **N8N) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return {i: $itemIndex, a: $json.a, item: item.json.a}", [{"i": 0, "a": 1, "item": 1}, {"i": 1, "a": 2, "item": 2}]),
        ("return {b: $('A').item.json.b, c: $('C').item.json.c, n: $node['A'].json.b}",
         [{"b": 1, "c": 2, "n": 1}, {"b": 2, "c": 1, "n": 2}]),
        ("$json.z = 1; return $input.item", [{"a": 1, "z": 1}, {"a": 2, "z": 1}]),
        ("return $itemIndex === 0 ? null : {json: {kept: true}}", [{"kept": True}]),
        ("const n = await Promise.resolve($json.a); return {json: {n}}", [{"n": 1}, {"n": 2}]),
        ("if ($itemIndex) return {error: 'e', a: 1, index: 3}", [{"error": "e", "a": 1, "index": 3}]),
        ("return $itemIndex ? {json: {a: 1}, lost: 2} : {binary: {}, lost: 2}", [{}, {"a": 1}]),
        ("return {json: undefined, z: 1}", [{"pairedItem": {"item": 0}}, {"pairedItem": {"item": 1}}]),
        ("return {d: $data.a, t: $thisItem.json.a, i: typeof items}", [{"d": 1, "t": 1, "i": "undefined"}, {"d": 2, "t": 2, "i": "undefined"}]),
    ],
)  # fmt: skip
def test_each_item_by_itself(output: Run, source: str, expected: Any) -> None:
    assert output(source, mode="each", **N8N) == expected


def test_the_function_item_has_the_fields_themselves(output: Run) -> None:
    assert output("item.z = item.a; return item", mode="each_fields", **N8N) == [
        {"a": 1, "z": 1},
        {"a": 2, "z": 2},
    ]


def test_the_older_nodes_are_not_run_apart_where_objects_around_texts_become_texts(output: Run) -> None:
    source = "return {s: new String('a'), b: 2n}"

    assert output(source, mode="all_unchecked", **N8N) == [{"s": {"0": "a"}, "b": "2"}]


def test_the_function_item_sees_no_other_item_and_has_a_copy(output: Run) -> None:
    source = "item.z = [typeof items, typeof btoa, $json]; return item"

    assert output(source, mode="each_fields", **N8N) == [
        {"a": 1, "z": ["undefined", "undefined", {"a": 1}]},
        {"a": 2, "z": ["undefined", "undefined", {"a": 2}]},
    ]


def test_the_function_takes_any_keys_beside_the_fields_of_its_copies(output: Run) -> None:
    source = "items[0].json.z = 1; return [{json: {...items[0].json, i: items[1].index, a: $json.a, l: 2}, lost: 1}]"

    assert output(source, mode="all_unchecked", **N8N) == [{"a": 1, "z": 1, "i": 1, "l": 2}]


@pytest.mark.parametrize(
    ("source", "mode", "expected"),
    [
        ("$json.a = 9; return [{json: {}, a: 1}]", "all", [{"a": 1}, {"a": 2}]),
        ("items[1].json.a = 9; return 'x'", "all", [{"a": 1}, {"a": 2}]),
        ("return $itemIndex ? {json: 1} : {b: 1}", "each", [{"a": 1}, {"a": 2}]),
        ("throw 'x'", "all", [{"error": '"x"'}]),
        ("throw 'x'", "all_unchecked", [{}]),
        ("return null", "all_unchecked", [{"error": "the result is a object: return a list of objects, one for each item"}]),
        ("if ($itemIndex) return item", "each_fields", [{"error": "return an object with the fields of the item"}, {"a": 2}]),
    ],
)  # fmt: skip
def test_code_that_gives_no_items_hands_on_what_came(
    output: Run, source: str, mode: str, expected: Any
) -> None:
    assert output(source, mode=mode, on_error="continue", **N8N) == expected


def test_a_value_of_any_kind_for_an_expression(output: Run) -> None:
    names = "return [$ifEmpty('', 1), $if(true, 1, 2), $max(1, 5), $min(1, 5), $not(1)]"
    assert output("return $json.a + 1", mode="value", **N8N) == 2
    assert output(names, mode="value", **N8N) == [1, 1, 5, 1, False]
    assert output("return $json.a + 1", mode="values", **N8N) == [2, 3]


def test_now_is_in_the_zone_of_the_workflow(output: Run) -> None:
    source = "return {z: $now.zoneName, m: $today.toFormat('HH:mm:ss'), d: DateTime.isDateTime($now)}"

    assert output(source, timezone="Europe/Berlin", **N8N) == [
        {"z": "Europe/Berlin", "m": "00:00:00", "d": True}
    ]


@pytest.mark.parametrize(
    ("source", "mode", "expected"),
    [
        ("return 5", "all", "Code.InvalidResult: the result is a number: return a list of objects, one for each item"),
        ("1 + 1", "all", "Code.InvalidResult: the result is a undefined: return a list of objects, one for each item"),
        ("return ['a']", "all", "Code.InvalidResult: the list holds something that is no object: "
                                "return a list of objects, one for each item"),
        ("return [{json: 1}]", "all", "Code.InvalidResult: the value of 'json' in an item is no object"),
        ("return [{json: {}, a: 1}]", "all", "Code.InvalidResult: the key 'a' beside json or binary: it belongs under json"),
        ("return [{json: {}}, {error: 1}]", "all", "Code.InvalidResult: only some of the items have 'json'"),
        ("return [{binary: {}}, {}]", "all", "Code.InvalidResult: only some of the items have 'binary'"),
        ("return [{json: {}, metadata: 1}]", "all", "Code.InvalidResult: the key 'metadata' beside json or binary: it belongs under json"),
        ("return new Date(0)", "all", "Code.InvalidResult: the value of 'json' in an item is no object"),
        ("return DateTime.now()", "all", "Code.InvalidResult: the value of 'json' in an item is no object"),
        ("return item", "all", "Code.Failed: ReferenceError: item is not defined: the input of the node is `$input` (line 1)"),
        ("return 5", "each", "Code.InvalidResult: the result is a number: return one object for the item"),
        ("return {json: null}", "each", "Code.InvalidResult: the result is a object: return one object for the item"),
        ("return $input.all()", "each", "Code.Failed: Error: Can't use .all() here (line 1)"),
        ("return [{a: 1}]", "each", "Code.InvalidResult: the result is a list: return one object for the item"),
        ("return $('B').first()", "all", "Code.Failed: Error: Node 'B' hasn't been executed (line 1)"),
        ("return $item(7).$node['A'].json", "all", "Code.Failed: Error: Node 'A' has no item 7 (line 1)"),
        ("\nreturn $('X').first()", "all", "Code.Failed: Error: Referenced node doesn't exist: 'X' (line 2)"),
        ("return [item]", "each_fields", "Code.InvalidResult: return an object with the fields of the item"),
        ("return {e: $env.HOME}", "all", "Code.Failed: Error: $env is not given here: code sees no environment (line 1)"),
        ("const a = $('A'); a.context.x", "all",
         "Code.Failed: Error: the context of node 'A' is not given here (line 1)"),
        ("$node.A.context.x", "all", "Code.Failed: Error: the context of node 'A' is not given here (line 1)"),
        ("require('fs')", "all", "Code.Failed: Error: Cannot find module 'fs' (line 1)"),
    ],
)  # fmt: skip
def test_what_n8n_refuses_is_refused(failure: Run, source: str, mode: str, expected: str) -> None:
    assert failure(source, mode=mode, **N8N) == expected


def test_an_error_takes_the_place_of_its_item(output: Run) -> None:
    source = "if ($itemIndex === 0) throw new Error('boo'); return {ok: true}"

    assert output(source, mode="each", on_error="continue", **N8N) == [{"error": "boo"}, {"ok": True}]


FILE: dict[str, Any] = {"data": "w6Q=", "mimeType": "text/plain", "fileName": "a.txt"}
WITH_FILES: dict[str, Any] = {
    **N8N,
    "origins": True,
    "values": {
        "items": [{"a": 1}, {"a": 2}],
        "nodes": {
            "exeoflow:input": {"items": [], "files": [{"data": FILE}, None]},
            "A": {"items": [{"b": 1}], "files": [{"x": FILE}]},
        },
    },
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "return items",
            [{"json": {"a": 1}, "files": {"data": FILE}, "from": 0}, {"json": {"a": 2}, "from": 1}],
        ),
        (
            "items[1].binary = {n: await this.helpers.prepareBinaryData(Buffer.from('ä'), 'n', 'text/x')}; return items[1]",
            [
                {
                    "json": {"a": 2},
                    "files": {"n": {"data": "w6Q=", "mimeType": "text/x", "fileName": "n"}},
                    "from": 1,
                }
            ],
        ),
        (
            "return [{json: {t: (await this.helpers.getBinaryDataBuffer(0, 'data')).toString()}}]",
            [{"json": {"t": "ä"}, "from": 0}],
        ),
        (
            "$('A').first().binary.x.fileName = 'b'; return $('A').first()",
            [{"json": {"b": 1}, "files": {"x": {**FILE, "fileName": "b"}}, "from": None}],
        ),
        (
            "return [{binary: {data: items[0].binary.data}}]",
            [{"json": {}, "files": {"data": FILE}, "from": 0}],
        ),
    ],
)
def test_files_of_items(output: Run, source: str, expected: Any) -> None:
    assert output(source, **WITH_FILES) == expected


def test_a_file_that_is_missing_is_an_error(failure: Run) -> None:
    assert "no file" in failure("await this.helpers.getBinaryDataBuffer(1, 'data'); return []", **WITH_FILES)
