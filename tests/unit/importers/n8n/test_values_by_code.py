"""Nodes that hand on their items although only code can evaluate one of their settings."""

from itertools import pairwise
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.running import Ran, run_case
from tests.unit.importers.n8n.test_computed import imported, run, status

START = {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0]}
BY_CODE = "={{ (() => { let n = $json.n; return 0; })() }}"


def setting(name: str, value: str, y: int = 0) -> dict[str, Any]:
    """Make a node that sets the text `x`."""
    type_ = {"type": "n8n-nodes-base.set", "typeVersion": 3.4}
    return {"name": name, **type_, "position": [10, y], "parameters": field("x", value)}


def field(name: str, value: str, type_: str = "string") -> dict[str, Any]:
    """Make the parameters of a node that sets one field."""
    return {"assignments": {"assignments": [{"name": name, "type": type_, "value": value}]}}


def field_set(name: str, value: str, type_: str = "string") -> Import:
    return imported("set", field(name, value, type_), 3.4)


def x_set(expression: str) -> Import:
    return field_set("x", f"={{{{ {expression} }}}}")


def arrow(target: str) -> dict[str, Any]:
    return {"node": target, "type": "main", "index": 0}


def test_a_wait_gives_its_items_on() -> None:
    done = imported("wait", {"amount": BY_CODE, "unit": "seconds"})

    assert run(done, [{"n": 1}, {"n": 2}]) == [{"n": 1}, {"n": 2}]


def test_an_answer_with_a_header_is_of_the_items() -> None:
    headers = {"entries": [{"name": "x", "value": BY_CODE}]}

    done = imported("respondToWebhook", {"options": {"responseHeaders": headers}})

    answer = next(each for each in done.workflow["nodes"] if each["type"] == "respond")
    assert answer["config"]["body"] == "{{ $nodes.`it_arrives`[0] }}"


def test_a_field_is_evaluated_once_by_code_that_spells_what_is_no_number_of_json() -> None:
    done = field_set("a", "={{ (() => { let n = $json.n; return n / 0; })() }}")

    source = next(each for each in done.workflow["nodes"] if each["type"] == "code")["config"]["source"]
    assert source.count("$json.n") == 1
    assert run(done, [{"n": 1}, {"n": -1}]) == [{"a": "Infinity"}, {"a": "-Infinity"}]


def test_code_may_read_a_node_on_another_branch_that_comes_first() -> None:
    read = "={{ (() => { let x = $('first').first().json.x; return x + $json.k; })() }}"
    nodes = [START, setting("first", "q", y=0), setting("then", read, y=10)]
    arrows = {"start": {"main": [[arrow("first"), arrow("then")]]}}

    ran = run_case({"nodes": nodes, "connections": arrows}, "start", {"start": [{"k": 1}]})

    assert isinstance(ran, Ran), ran
    assert ran.nodes["then"] == [[[{"x": "q1"}]]]


def test_a_node_may_be_called_as_a_step_of_another_one_is() -> None:
    nodes = [START, setting("a", BY_CODE), setting("a arrives", BY_CODE), setting("a arrives values", "q")]
    names = [each["name"] for each in nodes]
    arrows = {one: {"main": [[arrow(other)]]} for one, other in pairwise(names)}

    ran = run_case({"nodes": nodes, "connections": arrows}, "start", {"start": [{"n": 1}]})

    assert isinstance(ran, Ran), ran
    assert [ran.nodes[name] for name in names[1:]] == [[[[{"x": x}]]] for x in ("0", "0", "q")]


def test_code_fails_at_a_node_that_is_gone_only_where_it_comes_to_it() -> None:
    read = "={{ (() => { let n = $json.n; return n ? $('gone').first().json.x : 'none'; })() }}"
    done = field_set("x", read)

    assert run(done, [{"n": 0}]) == [{"x": "none"}]
    with pytest.raises(AssertionError, match="hasn't been executed"):
        run(done, [{"n": 1}])


def test_what_is_no_language_leaves_nothing() -> None:
    read = "=at {{ new Date($json.n).toLocaleString('text 5', {year: 'numeric'}) }}."
    done = field_set("x", read)

    assert run(done, [{"n": 0}]) == [{"x": "at ."}]


def test_code_that_does_not_parse_has_no_counterpart() -> None:
    assert status(imported("code", {"jsCode": 'return {"a": 1'}, 2)) == "unsupported"


@pytest.mark.parametrize("timer", ["setTimeout", "setInterval"])
def test_code_that_waits_is_run_without_waiting(timer: str) -> None:
    source = f"await new Promise((done) => {timer}(done, 60000)); return items"

    done = imported("code", {"jsCode": source}, 2)

    assert status(done) == "approximated"
    assert {(each.code, *each.given) for node in done.nodes for each in node.reasons} == {
        ("setting-approximated", ("setting", "setTimeout"))
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return [{ x: $json.n.toLocaleString('de-DE') }];", "approximated"),
        ("return [{ x: $json.n.toLocaleString('en-GB') }];", "exact"),
        ("return [{ locale: 'de-DE' }];", "exact"),
    ],
)
def test_code_that_writes_in_another_language_is_told(source: str, expected: str) -> None:
    assert status(imported("code", {"jsCode": source})) == expected


@pytest.mark.parametrize("read", ["$('start').all(0, run)", "$items('start', 0, run)"])
def test_code_that_looks_for_the_last_run_of_a_node_finds_it(read: str) -> None:
    source = f"""
        let run = 0, all = [];
        while (true) {{
            try {{ all = all.concat({read}); run += 1; }} catch {{ return all; }}
        }}"""

    assert run(imported("code", {"jsCode": source}), [{"n": 1}]) == [{"n": 1}]


def test_a_timer_in_a_comment_is_none() -> None:
    done = imported("code", {"jsCode": "// setTimeout(f, 5)\nreturn items;"})

    assert status(done) == "exact"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("nobody ?? 'x'", "x"),
        ("nobody.knows", None),
        ("[1, 2].map((one) => one + (nobody || 1)).join()", "2,3"),
        ("(({ a, ...rest }) => rest.b ?? nobody ?? a)($json)", "1"),
        ("new URL('https://shop.example.com').host", None),
        (
            "(() => { try { throw new Error('e') } catch (f) { return f.message + typeof nobody } })()",
            "eundefined",
        ),
    ],
)
def test_a_name_that_nobody_knows_is_undefined(expression: str, expected: Any) -> None:
    assert run(x_set(expression), [{"a": 1}]) == [{"x": expected}]


@pytest.mark.parametrize("expression", ["[].min()", "$json.a / 0", "'-Infinity'"])
def test_infinity_is_null_in_a_field_of_numbers(expression: str) -> None:
    done = field_set("x", f"={{{{ {expression} }}}}", "number")

    assert run(done, [{"a": 1}]) == [{"x": None}]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$foo ?? 1", "1"),
        ("typeof escape", "object"),
        ("escape('a b')", None),
        ("Promise.resolve(1)", None),
        ("eval('1')", None),
        ("numberList(3, 1)", "[3,2,1]"),
        ("$average(1, 2) + average(1, 2)", "3"),
        ("max(1, 2) - min(1, 2)", "1"),
        ("not(0)", "true"),
        ("toPathSegment('a b')", "a%20b"),
        ("zip(['a', 'b'], [1, 2])", '{"a":1,"b":2}'),
        ("DateTime.fromISO('soon')", "Invalid DateTime"),
        ("$item(0).$data.n + $item('0').$json.n + $item(0).$itemIndex", "2"),
        ("$item(0).$node['start'].json.n + (() => 1)()", "2"),
        ("numberList('a')", None),
    ],
)
def test_names_in_code_mean_what_they_mean_to_n8n(expression: str, expected: str | None) -> None:
    assert run(x_set(expression), [{"n": 1}]) == [{"x": expected}]


@pytest.mark.parametrize(
    ("expression", "failure"),
    [
        ("zip(1, 2)", "two lists of one length"),
        ("zip([1], [])", "two lists of one length"),
        ("toPathSegment('..')", "no part of a path"),
        ("$ifEmpty(0)", "expected two arguments"),
        ("$input.first(0).json.x", "takes no arguments"),
        ("$json.constructor", "could not be evaluated"),
    ],
)
def test_what_n8n_fails_with_fails_here(expression: str, failure: str) -> None:
    with pytest.raises(AssertionError, match=failure):
        run(x_set(expression), [{"x": 1}])


def test_a_moment_that_there_is_not_is_a_text_in_objects_and_null_in_lists() -> None:
    value = (
        "={{ ({ a: { b: DateTime.fromISO('x') }, l: [DateTime.fromISO('x')], d: Duration.fromMillis(5) }) }}"
    )
    done = field_set("x", value, "object")

    assert run(done, [{}]) == [{"x": {"a": {"b": "Invalid DateTime"}, "l": [None], "d": "PT0.005S"}}]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$json.function.arguments.x", "approximated"),
        ("$json['caller']", "approximated"),
        ("$json.callers", "exact"),
        ("(() => $execution.id)()", "approximated"),
        ("(() => $workflow.active)()", "approximated"),
        ("(() => $workflow.name)()", "exact"),
    ],
)
def test_what_is_another_or_refused_by_n8n_2_is_told(expression: str, expected: str) -> None:
    assert status(x_set(expression)) == expected


def test_a_name_that_n8n_2_refuses_may_stand_in_text() -> None:
    assert status(field_set("x", "={{ $json.a }} of the caller, e.g. arguments.caller")) == "exact"


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("={{ $items('parts').length }}", "approximated"),
        ("={{ (() => $items('parts', 0, 0).length)() }}", "approximated"),
        ("={{ (() => $('parts').all(0).length)() }}", "approximated"),
        ("={{ (() => $items('parts', 1).length)() }}", "exact"),
        ("={{ (() => $('parts').all(1).length)() }}", "exact"),
        ("={{ $('parts').all().length }}", "exact"),
    ],
)
def test_another_output_than_the_one_that_leads_here_is_told(read: str, expected: str) -> None:
    """`$items` reads the first output if it does not say which: n8n's engine gave 0 items of it here."""
    parts = {"name": "parts", "type": "n8n-nodes-base.if", "typeVersion": 1, "position": [5, 0]}
    conditions = {"number": [{"value1": "={{ $json.k }}", "operation": "larger", "value2": 1}]}
    nodes = [START, {**parts, "parameters": {"conditions": conditions}}, setting("reader", read)]
    arrows = {"start": {"main": [[arrow("parts")]]}, "parts": {"main": [[], [arrow("reader")]]}}

    ran = run_case({"nodes": nodes, "connections": arrows}, "start", {"start": [{"k": 1}]})

    assert isinstance(ran, Ran), ran
    assert {each.node.name: str(each.status) for each in ran.done.nodes}["reader"] == expected
    assert ran.nodes["reader"] == [[[{"x": "1"}]]]
