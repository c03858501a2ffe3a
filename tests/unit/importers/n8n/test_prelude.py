"""Functions that imported expressions call: what mends JSON as n8n does, and briefer ones for long texts."""

import json
import re
from typing import Any

import pytest

from exeoflow.importers.n8n.prelude import BRIEF, BRIEFEST, FUNCTIONS, with_functions
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.unit.importers.n8n.machines import connections_of, import_of
from tests.unit.importers.n8n.test_values_by_code import field, x_set


def mended(text: str) -> str:
    return str(evaluate(with_functions("$n8_mended($written)"), {"written": text}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "x\ny\tz"}', {"a": "x\ny\tz"}),
        (r'{"a": "say \"hi\" \\", "b": "\\"}', {"a": 'say "hi" \\', "b": "\\"}),
        (r'{"a": "\u00e4\n\\n"}', {"a": "ä\n\\n"}),
        ('{"a": , "b": [1, 2, ], }', {"a": None, "b": [1, 2]}),
        ('{"a": True, "b": None, c: word}', {"a": True, "b": None, "c": "word"}),
    ],
)
def test_json_is_mended(text: str, expected: Any) -> None:
    assert json.loads(mended(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a:1}", {"a": 1}),
        ('{"a": 1, "b": "x,}"}', {"a": 1, "b": "x,}"}),
        (
            "{'a': 'it\\'s \"b\"', 1: [-1.5e3, true,], c: word}",
            {"a": 'it\'s "b"', "1": [-1500, True], "c": "word"},
        ),
        (r'{a: "q\"u\\", $b_: {"c:d": null}, }', {"a": 'q"u\\', "$b_": {"c:d": None}}),
        ("{}", {}),
    ],
)
def test_an_object_may_be_written_as_javascript_has_it(text: str, expected: Any) -> None:
    assert evaluate(with_functions("$n8_need_object($written)"), {"written": text}) == expected


@pytest.mark.parametrize("text", ["[1]", "a: 1", "{a: f()}", "{a: 1 + 1}", ""])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(with_functions("$n8_need_object($written)"), {"written": text})


def test_long_texts_with_much_that_is_escaped_stay_as_they_are() -> None:
    text = json.dumps({"a": '"quoted" \\ and\n' * 5_000})

    assert mended(text) == text


@pytest.mark.parametrize("name", ["n8_mended", "n8_of_script"])
def test_no_group_is_repeated_which_engines_do_by_going_deeper(name: str) -> None:
    assert not re.search(r"\)[*+{]", FUNCTIONS[name])


def test_a_brief_text_fails_where_a_longer_one_writes_all_digits() -> None:
    whole, brief = (with_functions("$js_json_text($written)", each) for each in ({}, BRIEF))

    assert len(brief) * 4 < len(whole)
    assert [evaluate(each, {"written": [1]}) for each in (whole, brief)] == ["[1]", "[1]"]
    assert evaluate(whole, {"written": 1 / 3}) == "0.3333333333333333"
    with pytest.raises(EvaluationError):
        evaluate(brief, {"written": 1 / 3})


def test_a_brief_text_that_may_have_its_keys_in_another_order_is_told() -> None:
    def told(size: int) -> list[tuple[str, str]]:
        done = x_set(f"JSON.stringify($json.a) + '{'x' * size}'")
        return [(reason.code, reason.values["what"]) for reason in done.nodes[1].reasons]

    assert told(10) == []
    assert told(7_300) == [("expression-approximated", "expression-size")]


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0"), (-1.5, "-1.5"), (0.1, "0.1"), (123456789012345, "123456789012345")]
)
def test_the_briefest_digits_are_those_of_javascript(number: float, expected: str) -> None:
    texts = [with_functions("$js_digits($written)", each) for each in ({}, BRIEFEST)]

    assert len(texts[1]) * 9 < len(texts[0])
    assert [evaluate(each, {"written": number}) for each in texts] == [expected] * 2


@pytest.mark.parametrize("number", [0.1 + 0.2, 1234567890123456, 1 / 3])
def test_the_briefest_digits_fail_where_there_are_more(number: float) -> None:
    with pytest.raises(EvaluationError):
        evaluate(with_functions("$js_digits($written)", BRIEFEST), {"written": number})


@pytest.mark.parametrize(("nodes", "is_brief"), [(2, False), (120, True)])
def test_texts_of_a_workflow_that_would_be_too_large_are_brief_and_told(
    nodes: int, *, is_brief: bool
) -> None:
    made = {"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": field("x", "={{ $json.x }}")}
    start = {"name": "n0", "type": "n8n-nodes-base.manualTrigger", "parameters": {}}
    chain = [start, *({"name": f"n{number}", **made} for number in range(1, nodes))]
    connections = connections_of({f"n{number}": [[f"n{number + 1}"]] for number in range(nodes - 1)})

    done = import_of({"name": "x", "nodes": chain, "connections": connections})

    told = {reason.code for each in done.nodes[1:] for reason in each.reasons}
    assert ("expression-approximated" in told) is is_brief
    assert ("$js_scaled" in str(done.workflow)) is not is_brief
