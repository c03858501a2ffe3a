from typing import Any

import pytest

from exeoflow.importers.n8n.expressions import (
    ByCode,
    EarlierNode,
    Scope,
    Translated,
    Untranslatable,
    translate,
    with_functions,
)
from exeoflow.importers.n8n.expressions.templates import Code, split
from local.jsonata.evaluation import EvaluationError, evaluate

SCOPE = Scope(
    json="$item",
    items="$input",
    index="$index",
    nodes={"A": EarlierNode("$a", "$a[$index]", None), "B 1": EarlierNode("$b", None, "$exists($b)")},
    timezone="UTC",
    workflow_name="Shop",
    parameters={"self": "={{ $parameter.self }}", "list": [1]},
)
NOTHING = object()


def value_of(template: str, item: dict[str, Any], a: tuple[dict[str, Any], ...] = ()) -> Any:
    translated = translate(template, SCOPE)
    assert isinstance(translated, Translated), translated
    names = {"item": item, "input": [item], "index": 0, "a": list(a), "b": [{"x": 1}]}
    try:
        return evaluate(with_functions(translated.jsonata), names)
    except EvaluationError as fault:
        return NOTHING if "returned nothing" in str(fault) else fault


@pytest.mark.parametrize(
    ("template", "item", "expected"),
    [
        ("={{ $json.name }}", {"name": "Ada"}, "Ada"),
        ("={{ $json.name }}", {"name": None}, None),
        ("={{ $json.name }}", {}, NOTHING),
        ("={{ $json['a b'].c }}", {"a b": {"c": 1}}, 1),
        ("={{ $json.list }}", {"list": ["one"]}, ["one"]),
        ("={{ $json.list }}", {"list": []}, []),
        ("={{ $json.list.name }}", {"list": [{"name": "Ada"}]}, NOTHING),
        ("={{ $json.list[1] }}", {"list": ["a", "b"]}, "b"),
        ("={{ $json.list[0] }}", {"list": [["b"]]}, ["b"]),
        ("={{ $json.list[-1] }}", {"list": ["a", "b"]}, NOTHING),
        ("={{ $json.list[0].name }}", {"list": [{"name": "Ada"}]}, "Ada"),
        ("={{ $json.list[0] }}", {"list": "text"}, "t"),
        ("={{ $json.list[0] }}", {"list": {"0": 7}}, 7),
        ("={{ $json.name.length }}", {"name": "a😀"}, 3),
        ("={{ $json.a.b.c }}", {}, NOTHING),
        ("={{ $json.a?.b.c }}", {}, NOTHING),
    ],
)
def test_a_path_is_read_as_javascript_reads_it(template: str, item: dict[str, Any], expected: Any) -> None:
    assert value_of(template, item) == expected


@pytest.mark.parametrize(
    ("template", "item", "expected"),
    [
        ("=Hi {{ $json.name }}!", {"name": "Ada"}, "Hi Ada!"),
        ("=x{{ $json.none }}y", {}, "xy"),
        ("=x{{ $json.a.b.c }}y", {}, "xy"),
        ("=x{{ $json.none }}y", {"none": None}, "xy"),
        ("=l={{ $json.tags }}", {"tags": ["a", ["b", None], {}]}, "l=a,b,,[object Object]"),
        ("=n={{ $json.n }}", {"n": 0.1 + 0.2}, "n=0.30000000000000004"),
        ("=n={{ $json.n }}", {"n": 9007199254740991}, "n=9007199254740991"),
        ("=b={{ true }}", {}, "b=true"),
        ("=plain", {}, "plain"),
        ("=", {}, ""),
    ],
)
def test_what_stands_in_a_text_becomes_text(template: str, item: dict[str, Any], expected: str) -> None:
    assert value_of(template, item) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("={{ $('A').item.json.x }}", 1),
        ("={{ $('A').first().json.x }}", 1),
        ("={{ $('A').last().json.x }}", 2),
        ("={{ $(`A`).all()[1].json.x }}", 2),
        ('={{ $node["A"].json.x }}', 1),
        ("={{ $node.A.json.x }}", 1),
        ("={{ $('B 1').isExecuted }}", True),
        ("={{ $items('A')[1].json.x }}", 2),
        ("={{ $items('A').length }}", 2),
        ('={{ $item(1).$node["A"].json.x }}', 2),
        ('={{ $item("0").$node["A"].json["x"] }}', 1),
        ("={{ $workflow.name }}", "Shop"),
    ],
)
def test_other_nodes_are_read(template: str, expected: Any) -> None:
    assert value_of(template, {}, ({"x": 1}, {"x": 2})) == expected


def test_behind_the_end_of_another_nodes_list_the_expression_fails() -> None:
    fault = value_of('={{ $item(2).$node["A"].json.x }}', {}, ({"x": 1}, {"x": 2}))

    assert "there is no item at this position" in str(fault)


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("={{ $('Gone').item.json.x }}", "expression-unknown-node"),
        ("={{ $('B 1').item.json.x }}", "expression-no-lineage"),
        ("={{ $env }}", "expression-environment"),
        ("={{ $runIndex }}", "expression-run-index"),
        ("={{ DateTime.now().setLocale('de').toFormat('MMMM') }}", "expression-locale"),
        ("={{ (5).toLocaleString('de-DE') }}", "expression-locale"),
        ("={{ new Date($json.d).toLocaleDateString('en-IN') }}", "expression-locale"),
        ("={{ $json.n.format('de-DE') }}", "expression-locale"),
        ("={{ new Intl.PluralRules('en').select($json.n) }}", "expression-locale"),
        ("={{ $json.n.toLocaleString('en-US', { notation: 'compact' }) }}", "expression-locale"),
        ("={{ $now.toLocaleString(DateTime.DATETIME_HUGE) }}", "expression-locale"),
        ("={{ $getPairedItem }}", "expression-item-matching"),
        ("={{ new Intl.NumberFormat($json.x).format(5) }}", "expression-locale"),
        ("={{ $prevNode.runIndex }}", "expression-previous-node"),
        ("={{ $execution.customData }}", "expression-execution"),
        ("={{ $parameter['self'] }}", "expression-parameters"),
        ("={{ $parameter['list'] }}", "expression-node-parameters"),
        ("={{ Duration.fromMillis(5).toHuman() }}", "expression-method"),
        ("={{ 'a'.hash() }}", "expression-method"),
    ],
)
def test_what_has_no_meaning_is_named(template: str, reason: str) -> None:
    assert translate(template, SCOPE) == Untranslatable(reason)


def test_what_has_no_rule_becomes_code_with_the_names_that_it_reads() -> None:
    answer = translate("={{ (() => { let x = $('A').all(); return x.pop() })() }}", SCOPE)

    assert isinstance(answer, ByCode)
    assert answer.reads == {"$('A')"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": [1, -2.5e3, "b\\"\\\\", null, true]}', [1, -2500, 'b"\\', None, True]),
        ("plain text", NOTHING),
        ("", NOTHING),
        ("{a: 1}", NOTHING),
        ("```json", NOTHING),
    ],
)
def test_what_is_no_json_leaves_nothing(text: str, expected: Any) -> None:
    assert value_of("={{ JSON.parse($json.text).a }}", {"text": text}) == expected


@pytest.mark.parametrize(
    ("template", "jsonata", "told"),
    [
        ("={{ $env.KEY }}", "$vars.KEY", "expression-environment"),
        ("={{ $vars['a b'] }}", "$vars.`a b`", "expression-variables"),
    ],
)
def test_what_has_another_meaning_is_told(template: str, jsonata: str, told: str) -> None:
    assert translate(template, SCOPE) == Translated(jsonata, (told,))


def test_what_is_no_javascript_fails_and_is_told() -> None:
    jsonata = '$error("The expression is no JavaScript.")'

    assert translate("={{ $json.a. }}", SCOPE) == Translated(jsonata, ("expression-syntax",), may_fail=True)


@pytest.mark.parametrize(
    "chain",
    ["$json?.a", "$json.a?.b.c", "($json.a?.b)", "$json.a?.['b']", "$json.f?.()", "$json.a?.b.trim()"],
)
def test_a_chain_alone_in_a_template_is_null_as_in_n8n(chain: str) -> None:
    assert translate(f"=x {{{{ $json.a + `${{{chain}}}` }}}}", SCOPE) == Translated("null")
    assert translate(f"={{{{ `${{{chain} ?? 1}}` }}}}", SCOPE) != Translated("null")
    for call in ("$json.n.round()", "$if(1, 2)", "$input.first().json.a"):
        found = translate(f"={{{{ `${{{chain}}}` }}}}{{{{ {call} }}}}", SCOPE)
        assert found == Translated('$error("n8n cannot write the expression anew.")', may_fail=True)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "a {{ x.replace(/\"/g, '') }} b {{ 1 }}",
            ("a ", Code(" x.replace(/\"/g, '') "), " b ", Code(" 1 ")),
        ),
        ("{{ '}}' }}", (Code(" '"), "' }}")),
        ("\\{{ 1 }}", ("\\{{ 1 }}",)),
        ("\\\\{{ 1 }}", ("\\", Code(" 1 "))),
        ("{{ a \\}} }} b", (Code(" a }} "), " b")),
        ("a {{ 1", ("a ", Code(" 1"))),
        ("a {{", ("a ",)),
    ],
)
def test_braces_are_paired_as_n8n_does(text: str, parts: tuple[str | Code, ...]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("={{ 'a.b.b'.replace(`.${'b'}`, '-') }}", "a-.b"),
        ("={{ 'a.b.b'.replaceAll(`.${'b'}`, '-') }}", "a--"),
    ],
)
def test_a_text_that_is_computed_is_replaced(template: str, expected: str) -> None:
    assert value_of(template, {}) == expected


def test_an_odd_replacement_is_left_to_code() -> None:
    for written in ("replace($env.A, '$1')", "replace($json.a, 'x')", "replaceAll(/a/, 'x')"):
        assert isinstance(translate(f"={{{{ 'a'.{written} }}}}", SCOPE), ByCode | Untranslatable)


def test_a_variable_that_is_missing_is_searched_for_by_its_name_in_javascript() -> None:
    found = translate("={{ 'a'.replace($env.A, 'x') }}", SCOPE)

    assert isinstance(found, Translated)
    assert '$exists($vars.A) ? $vars.A : "undefined"' in found.jsonata


def test_n8n_tells_no_credentials() -> None:
    found = translate("={{ $credentials.a.key }}", SCOPE)

    assert value_of("={{ $credentials.a.key }}", {}) == NOTHING
    assert isinstance(found, Translated)
    assert found.approximations == ("expression-credentials",)


@pytest.mark.parametrize("locale", ["'text 5'", "''", '"1"'])
def test_what_is_no_language_is_left_to_code_which_refuses_it(locale: str) -> None:
    found = translate(f"={{{{ new Date(0).toLocaleString({locale}, {{year: 'numeric'}}) }}}}", SCOPE)

    assert isinstance(found, ByCode)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (r"`a\n${1}`", "a\n 1"),
        (r"`a\nb${1}c${2}`", "a\nb 1c2"),
        (r"`a\x0a${1}`", "a\n 1"),
        (r"`a\u{a}${1}`", "a\n1"),
        ("`a\n${1}`", "a\n 1"),
        (r"`a\n- ${1}\n`", "a\n- 1\n"),
        (r"`a\tn${1}`", "a\tn1"),
        (r"`a${`\n${1}`}`", "a\n 1"),
        (r"/* ` */ 'a\n' + 1", "a\n1"),
    ],
)
def test_a_template_in_which_a_line_ends_gets_the_blanks_that_n8n_prints(
    template: str, expected: str
) -> None:
    assert value_of(f"={{{{ {template} }}}}", {}) == expected
