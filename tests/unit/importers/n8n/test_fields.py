"""Fields are read and written by lodash's rules."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from exeoflow.importers.n8n.jsonata import assigned, looked_up, path_of, without
from exeoflow.importers.n8n.prelude import with_functions
from local.jsonata.evaluation import evaluate
from tests.n8n.worlds import Services
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import imported_machine
from tests.unit.importers.n8n.test_computed import codes, imported, run, status


def value_of(text: str, item: Any) -> Any:
    return evaluate(with_functions(f"$n8_or_null({text})"), {"item": item})


@pytest.mark.parametrize(
    ("item", "field", "read", "written", "taken"),
    [
        ({"a": {"b": 1, "c": 2}}, "a.b", 1, {"a": {"b": 0, "c": 2}}, {"a": {"c": 2}}),
        ({"a.b": 1, "a": {"b": 2}}, "a.b", 1, {"a.b": 0, "a": {"b": 2}}, {"a": {"b": 2}}),
        ({"l": [1, [2]]}, "l[3]", None, {"l": [1, [2], None, 0]}, {"l": [1, [2]]}),
        ({}, "l[1].x", None, {"l": [None, {"x": 0}]}, {}),
        ({"l": [{"x": 1}]}, "l[0].y", None, {"l": [{"x": 1, "y": 0}]}, {"l": [{"x": 1}]}),
        ({"a": 5}, "a.b.0", None, {"a": {"b": [0]}}, {"a": 5}),
        ({}, 'a["b.c"]', None, {"a": {"b.c": 0}}, {}),
    ],
)
def test_a_key_of_the_very_name_counts_before_a_path(
    item: Any, field: str, read: Any, written: Any, taken: Any
) -> None:
    path = path_of(field)

    assert value_of(looked_up("$item", path), item) == read
    assert value_of(assigned("$item", path, "0"), item) == written
    assert value_of(without("$item", path), item) == taken


def test_a_name_that_is_computed_may_be_a_path() -> None:
    fields = [{"name": "={{ $json.k }}", "type": "string", "value": "x"}]
    done = imported("set", {"assignments": {"assignments": fields}, "options": {}}, 3.4)

    assert run(done, [{"k": "a.b"}, {"k": "l[1]"}, {"k": "."}]) == [
        {"a": {"b": "x"}},
        {"l": [None, "x"]},
        {".": "x"},
    ]


def field_of(kind: str, value: str, **flags: Any) -> Import:
    fields = [{"name": "v", "type": kind, "value": value}]
    return imported("set", {"assignments": {"assignments": fields}, "options": {}}, 3.4, **flags)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (field_of("object", "={{ {a: NaN} }}"), True),
        (field_of("object", "={{ {a: new Date()} }}"), True),
        (field_of("object", "={{ {a: $now} }}"), False),
        (field_of("object", "={{ {[$json.k]: new Date()} }}"), True),
        (field_of("array", "={{ [$now] }}"), True),
        (field_of("array", "={{ [new Date($json.d)] }}"), True),
        (field_of("array", "={{ [new Set([1])] }}"), True),
        (field_of("array", "={{ [$json.a] }}"), False),
        (field_of("array", "[1]"), False),
        (field_of("number", "={{ $json.a || Infinity }}"), True),
        (field_of("number", "={{ Number($json.a) }}"), False),
        (field_of("string", "={{ parseInt($json.a) }}"), False),
        (
            imported("set", {"values": {"number": [{"name": "v", "value": "={{ parseInt($json.a) }}"}]}}, 2),
            True,
        ),
        (
            imported("set", {"values": {"boolean": [{"name": "v", "value": "={{ Number($json.a) }}"}]}}, 2),
            False,
        ),
        (imported("function", {"functionCode": "return [{json: {a: parseFloat(items[0].json.a)}}]"}), True),
        (imported("functionItem", {"functionCode": "item.a = 1 / 2; return item"}), False),
        (imported("code", {"jsCode": "return [{json: {a: NaN}}]"}, 2), False),
    ],
)
def test_what_hands_on_values_that_json_has_not_is_told(done: Import, *, expected: bool) -> None:
    assert ("beyond-json" in codes(done)) is expected


def test_a_date_in_a_field_of_numbers_is_its_milliseconds() -> None:
    done = field_of("number", "={{ new Date($json.d) }}")

    assert run(done, [{"d": "1970-01-01T00:00:01Z"}]) == [{"v": 1000}]


@pytest.mark.parametrize(
    "written", ["$json.s.trim", "$json.l.join", "$json.n.toFixed", "($json?.s.trim)", "Math.max", "() => 1"]
)
def test_a_function_that_nobody_calls_is_no_value(written: str) -> None:
    done = field_of("string", f"={{{{ {written} }}}}")

    trace = simulate(imported_machine(done), [{"s": " a ", "l": [1], "n": 1}], Services())

    assert trace.outcome.status == "failed"
    assert "this is a function, please add ()" in str(done.workflow)


@pytest.mark.parametrize("written", ["$json.o.trim", "$json.trim", "$json.none.trim"])
def test_a_field_may_have_the_name_of_a_method(written: str) -> None:
    done = field_of(
        "string", f"={{{{ {written} ?? $json.o.trim }}}}" if "none" in written else f"={{{{ {written} }}}}"
    )

    assert run(done, [{"o": {"trim": "x"}, "trim": "x", "none": {}}]) == [{"v": "x"}]


def test_that_it_fails_as_a_whole_is_told() -> None:
    assert "error-of-expression" in codes(
        field_of("string", "={{ $now.toISO }}", onError="continueRegularOutput")
    )


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [("array", "[1]", [1]), ("array", "x", "x"), ("object", '{"a": 1}', {"a": 1}), ("object", "x", "x")],
)
def test_what_cannot_be_converted_may_stay(kind: str, given: str, expected: Any) -> None:
    fields = [{"name": "v", "type": kind, "value": "={{ $json.v }}"}]
    done = imported(
        "set", {"assignments": {"assignments": fields}, "options": {"ignoreConversionErrors": True}}, 3.4
    )

    assert run(done, [{"v": given}]) == [{"v": expected}]


@pytest.mark.parametrize(
    ("kind", "parameters", "version"),
    [
        ("set", {"assignments": {"assignments": [{"name": "v", "type": "field_1", "value": "x"}]}}, 3.4),
        ("switch", {"mode": "field_1"}, 1),
        ("merge", {"mode": "mergeByIndex", "join": "field_1"}, 1),
        ("wait", {"unit": "field_1"}, 1.1),
        ("respondToWebhook", {"respondWith": "field_1"}, 1.1),
        ("removeDuplicates", {"compare": "field_1"}, 2),
        ("splitOut", {"fieldToSplitOut": "v", "include": "field_1"}, 1),
        ("merge", {"mode": "chooseBranch", "output": "field_1"}, 2),
        ("merge", {"mode": "combine", "combineBy": "combineByPosition",
                   "options": {"clashHandling": {"values": {"resolveClash": "field_1"}}}}, 3),
    ],
)  # fmt: skip
def test_a_value_that_n8n_does_not_know_is_told(
    kind: str, parameters: dict[str, Any], version: float
) -> None:
    done = imported(kind, parameters, version)

    assert status(done) == "approximated"
    assert "setting-unknown" in {reason.code for each in done.nodes for reason in each.reasons}


def test_values_of_an_object_are_split_in_javascripts_order() -> None:
    done = imported("splitOut", {"fieldToSplitOut": "o"}, 1)

    found = run(done, [{"o": {"b": 1, "10": 2, "2": 3, "a": 4}}])

    assert found == [{"o": 3}, {"o": 2}, {"o": 1}, {"o": 4}]


def test_an_item_without_fields_gets_those_that_are_set_also_where_some_are_left_out() -> None:
    fields = [{"name": name, "type": "string", "value": "x"} for name in ("a.b", "c")]
    kept = {"includeOtherFields": True, "include": "except", "excludeFields": "q"}
    done = imported("set", {"assignments": {"assignments": fields}, **kept}, 3.4)

    assert run(done, [{}, {"q": 1}]) == [{"a": {"b": "x"}, "c": "x"}] * 2


def test_in_a_new_node_the_object_is_that_of_n8n() -> None:
    assert run(imported("set", {"mode": "raw"}, 3.4), [{}]) == [{"my_field_1": "value", "my_field_2": 1}]


def test_keys_are_renamed_by_regular_expressions() -> None:
    replacement = {"searchRegex": "^a_(.)", "replaceRegex": "n$1", "options": {"caseInsensitive": True}}
    keys = {"key": [{"currentKey": "b.c", "newKey": "x"}]}
    more = {"regexReplacement": {"replacements": [replacement]}}
    done = imported("renameKeys", {"keys": keys, "additionalOptions": more}, 1)

    assert run(done, [{"A_1": 1, "b": {"c": 2, "a_2": 3}, "l": [{"a_3": 4}]}]) == [
        {"b": {"n2": 3}, "l": [{"n3": 4}], "x": 2, "n1": 1}
    ]


@pytest.mark.parametrize(
    ("parameters", "version", "items", "expected"),
    [
        ({}, 2, [{"a": 1}, {"a": 1}, {"a": 2}], [{"a": 1}, {"a": 2}]),
        ({}, 2, [{"a": 1}, {"a": None}, {"a": 1}], [{"a": 1}, {"a": None}]),
        (
            {"compare": "selectedFields", "fieldsToCompare": "a"},
            2,
            [{"a": 1, "b": 1}, {"a": 1}],
            [{"a": 1, "b": 1}],
        ),
        (
            {"compare": "selectedFields", "fieldsToCompare": "a", "options": {"removeOtherFields": True}},
            2,
            [{"a": 1, "b": 1}, {"a": 1}],
            [{"a": 1}],
        ),
        (
            {"compare": "allFieldsExcept", "fieldsToExclude": "b"},
            1.1,
            [{"a": 1, "b": 1}, {"a": 1, "b": 2}],
            [{"a": 1, "b": 1}],
        ),
        ({"options": {"disableDotNotation": True}}, 2, [{"a.b": 1}, {"a.b": 1}], [{"a.b": 1}]),
    ],
)
def test_items_that_are_alike_are_left_out(
    parameters: dict[str, Any], version: float, items: list[Any], expected: list[Any]
) -> None:
    assert run(imported("removeDuplicates", parameters, version), items) == expected


@pytest.mark.parametrize(
    ("items", "version"),
    [([{"a": 1}, {"a": "1"}], 2), ([{"a": 1}, {"a": 1, "b": 2}], 2), ([{"a": 1}, {"a": None}], 1)],
)
def test_fields_of_different_types_and_missing_ones_fail(items: list[Any], version: float) -> None:
    with pytest.raises(AssertionError, match="could not be evaluated"):
        run(imported("removeDuplicates", {}, version), items)


@pytest.mark.parametrize(("written", "keeps"), [("=", False), ("={{ true }}", True), ("={{ false }}", False)])
def test_a_switch_may_be_written_as_an_expression(written: str, keeps: bool) -> None:  # noqa: FBT001 - expected
    fields = [{"name": "v", "type": "string", "value": "x"}]
    done = imported(
        "set", {"assignments": {"assignments": fields}, "includeOtherFields": written, "options": {}}, 3.4
    )

    assert run(done, [{"a": 1}]) == [{"a": 1, "v": "x"} if keeps else {"v": "x"}]


@pytest.mark.parametrize("version", [2, 3.4])
def test_many_long_fields_are_set_in_several_steps(version: float) -> None:
    long = "x" * 3000
    rows = [{"name": f"a.{key}", "type": "string", "value": f"={{{{ $json.k }}}}{long}"} for key in "bcdefg"]
    fields: dict[str, Any] = (
        {"values": {"string": rows}} if version < 3 else {"assignments": {"assignments": rows}}
    )
    done = imported("set", {**fields, "includeOtherFields": True, "options": {}}, version)

    found = run(done, [{"k": 1, "a": {"z": 0}}, {"k": 2}])

    assert status(done) == "exact"
    assert found[0] == {"k": 1, "a": {"z": 0, **dict.fromkeys("bcdefg", f"1{long}")}}
    assert found[1] == {"k": 2, "a": dict.fromkeys("bcdefg", f"2{long}")}


@pytest.mark.parametrize(
    ("expression", "items", "texts"),
    [
        ("$json.a + 1", [{"a": 1}, {}], ["2", "NaN"]),
        ("Number($json.a)", [{"a": "x"}], ["NaN"]),
        (
            "$json.a / $json.b",
            [{"a": 1, "b": 0}, {"a": -1, "b": 0}, {"a": 0, "b": 0}],
            ["Infinity", "-Infinity", "NaN"],
        ),
        ("$json.a ?? null", [{}], [None]),
    ],
)
def test_a_text_field_names_what_is_no_number(expression: str, items: list[Any], texts: list[Any]) -> None:
    field = {"name": "v", "type": "string", "value": f"={{{{ {expression} }}}}"}
    done = imported("set", {"assignments": {"assignments": [field]}, "options": {}}, 3.4)

    assert run(done, items) == [{"v": text} for text in texts]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("={{ new Date($json.d) }}", '"2024-01-02T03:04:05.000Z"'),
        ("={{ new Date($json.d).minus({ days: 1 }) }}", '"2024-01-01T03:04:05.000Z"'),
        ("={{ (() => { const d = new Date($json.d); return d; })() }}", '"2024-01-02T03:04:05.000Z"'),
        (
            "={{ new Date($json.d) }}!",
            "Tue Jan 02 2024 03:04:05 GMT+0000 (Coordinated Universal Time)!",
        ),
        ("={{ $json.d.toDateTime() }}", "2024-01-02T03:04:05.000Z"),
        ("={{ DateTime.fromFormat($json.d, 'yyyy') }}", "Invalid DateTime"),
    ],
)
def test_a_date_is_a_text_as_n8n_has_it(written: str, value: str) -> None:
    rows = [{"name": "f", "type": "string", "value": written}]
    done = imported("set", {"assignments": {"assignments": rows}, "options": {}}, 3.4)

    assert run(done, [{"d": "2024-01-02T03:04:05Z"}]) == [{"f": value}]


@pytest.mark.parametrize(("written", "value"), [("=text", "text"), ("==A1", "=A1"), ("=", ""), ("==", "=")])
def test_one_mark_is_taken_off_a_text(written: str, value: str) -> None:
    rows = [{"name": "f", "type": "string", "value": written}]
    done = imported("set", {"assignments": {"assignments": rows}, "options": {}}, 3.4)

    assert run(done, [{}]) == [{"f": value}]


def _assigned_to(*fields: tuple[str, str, Any]) -> dict[str, Any]:
    rows = [{"name": name, "type": kind, "value": value} for name, kind, value in fields]
    return {"assignments": {"assignments": rows}, "options": {}}


OWN = "={{ $json.o }}"
WITHIN = ("x.y", "number", 7)


@pytest.mark.parametrize(
    ("version", "parameters"),
    [
        (3.4, _assigned_to(("x", "object", OWN), WITHIN)),
        (3.4, _assigned_to(("x", "object", "={{ $json.removeField('z') }}"), WITHIN)),
        (3.4, _assigned_to(("x", "object", OWN), ("=x.{{ $json.k }}", "number", 7))),
        (3.4, _assigned_to(("={{ $json.k }}", "object", OWN), WITHIN)),
        (3.4, _assigned_to(("l", "array", "={{ $json.l }}"), ("l[0]", "number", 7))),
        (3.3, {"include": "selected", "includeFields": "o", "includeOtherFields": True,
               **_assigned_to(("o.y", "number", 7))}),
        (3, {"include": "selected", "includeFields": "o", "fields": {"values": [
            {"name": "o.y", "type": "numberValue", "numberValue": 7}]}}),
        (3.2, {"fields": {"values": [{"name": "x", "type": "arrayValue", "arrayValue": "={{ $json.l }}"},
                                     {"name": "x[0]", "stringValue": "7"}]}}),
        (2, {"values": {"string": [{"name": "x", "value": OWN}, {"name": "x.y", "value": "7"}]}}),
        (1, {"values": {"number": [{"name": "x", "value": OWN}], "string": [{"name": "x.y"}]}}),
    ],
)  # fmt: skip
def test_what_is_set_within_an_object_of_others_is_told(version: float, parameters: dict[str, Any]) -> None:
    # n8n sets it in the very object of the item, where the field `o` and all that read the item see it.
    assert codes(imported("set", parameters, version)) == {"items-shared"}


@pytest.mark.parametrize(
    ("version", "parameters"),
    [
        (3.5, _assigned_to(("x", "object", OWN), WITHIN)),
        (3.4, _assigned_to(("x", "object", OWN), ("xy", "number", 7), ("y.x", "number", 7))),
        (3.4, _assigned_to(WITHIN, ("x", "object", OWN))),
        (3.4, _assigned_to(("x", "string", OWN), WITHIN)),
        (3.4, _assigned_to(("x", "object", '={"a": {{ $json.o }}}'), WITHIN)),
        (3.4, _assigned_to(("x", "object", "={{ $json.o }} "), WITHIN)),
        (3.4, {**_assigned_to(("x", "object", OWN), WITHIN), "options": {"dotNotation": False}}),
        (3.4, {"include": "selected", "includeFields": "o", **_assigned_to(("o.y", "number", 7))}),
        (3.4, {"include": "except", "excludeFields": "l", "includeOtherFields": True,
               **_assigned_to(("o.y", "number", 7))}),
        (3.2, {"fields": {"values": [{"name": "x", "type": "objectValue", "objectValue": OWN},
                                     {"name": "x.y", "stringValue": "7"}]}}),
        (2, {"values": {"boolean": [{"name": "x", "value": OWN}], "string": [{"name": "x.y"}]}}),
    ],
)  # fmt: skip
def test_what_is_set_within_an_object_of_its_own_is_exact(version: float, parameters: dict[str, Any]) -> None:
    assert "items-shared" not in codes(imported("set", parameters, version))


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ('={"a": "{{ $json.v }}"}', True),
        ('={"a": {{ $json.v }}}', True),
        ('={"a": "{{ JSON.stringify($json.v) }}"}', True),
        ("={{ $json.v }}", True),
        ('={"a": {{ JSON.stringify($json.v) }}, "n": {{ $json.v.length }}, "i": {{ $itemIndex }}}', False),
        ("={{ $json }}", False),
        ("={{ $('start').first().json }}", False),
        ("={{ { a: $json.v } }}", False),
        ('{"a": "{{ $json.v }}"}', False),
    ],
)
def test_json_that_n8n_would_mend_is_told(written: str, *, is_told: bool) -> None:
    """Of `{"a": "x"y"}` n8n makes the text `x"y`."""
    done = imported("set", {"mode": "raw", "jsonOutput": written, "options": {}}, 3.4)

    assert ("json-mended" in codes(done)) == is_told


def set_to(value: str, kind: str = "object") -> Any:
    """What a field of this type is for an item that has a list `l` and an object `o`."""
    rows = [{"name": "it", "type": kind, "value": value}]
    done = imported("set", {"assignments": {"assignments": rows}, "options": {}}, 3.4)
    assert status(done) == "exact"
    return run(done, [{"l": [7, 8], "none": [], "o": {"a": 1}}])[0]["it"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{a: 1}", {"a": 1}),
        ("{'a': 'x'}", {"a": "x"}),
        ("{a: [1, {b: -2}, -c], 3: true}", {"a": [1, {"b": -2}, "c"], "3": True}),
        ("{a: undefined, b: f(), c: [f()]}", {"a": "undefined", "c": [None]}),
        ('{"a": 1}', {"a": 1}),
    ],
)
def test_an_object_of_javascript_is_one_in_a_field(written: str, expected: Any) -> None:
    assert set_to(written) == expected


@pytest.mark.parametrize("written", ["a", "[1]", "{a: 1", "5"])
def test_what_is_no_object_of_javascript_fails_in_a_field(written: str) -> None:
    with pytest.raises(AssertionError, match="could not be evaluated"):
        set_to(written)


@pytest.mark.parametrize(
    ("expression", "kind", "expected"),
    [
        ("Math.max(...$json.none.map((each) => each))", "string", "-Infinity"),
        ("Math.min(...$json.none.map((each) => each))", "number", None),
        ("Math.max(...$json.l.map((each) => each), 9)", "number", 9),
        ("Math.min(9, 4)", "number", 4),
        ("[...$json.l.keys()]", "array", [0, 1]),
        ("$json.l.keys()", "string", "{}"),
        ("$json.o.keys()", "array", ["a"]),
        ("$json.l.values()", "string", "{}"),
        ("({b: 2}).values()", "array", [2]),
        ("1e999", "string", "Infinity"),
        ("-1e999", "number", None),
        ("1" * 400, "string", "Infinity"),
        ("$json.l[0] < 1e999 ? 'less' : 'more'", "string", "less"),
    ],
)
def test_what_has_no_counterpart_in_json_is_computed_by_code(
    expression: str, kind: str, expected: Any
) -> None:
    assert set_to(f"={{{{ {expression} }}}}", kind) == expected


@pytest.mark.parametrize(
    ("written", "nested"), [("=false", True), ("", False), (1, True), ("={{ false }}", False), (None, True)]
)
def test_a_setting_that_is_no_truth_is_what_javascript_takes_it_for(written: Any, *, nested: bool) -> None:
    fields = [{"name": "a.b", "type": "string", "value": "x"}]
    done = imported("set", {"assignments": {"assignments": fields}, "options": {"dotNotation": written}}, 3.4)

    assert run(done, [{}]) == [{"a": {"b": "x"}} if nested else {"a.b": "x"}]


def test_a_setting_that_each_item_computes_is_told() -> None:
    fields = [{"name": "a.b", "type": "string", "value": "x"}]
    options = {"dotNotation": "={{ $json.dots }}"}

    done = imported("set", {"assignments": {"assignments": fields}, "options": options}, 3.4)

    assert codes(done) == {"setting-computed"}
