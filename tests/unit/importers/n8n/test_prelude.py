"""Functions that imported expressions call: what mends JSON as n8n does, and briefer ones for long texts."""

import json
import re
from typing import Any

import pytest

from exeoflow.importers.n8n.prelude import FUNCTIONS, with_functions
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.unit.importers.n8n.test_values_by_code import x_set


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
    whole, brief = (with_functions("$js_json_text($written)", is_brief=each) for each in (False, True))

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
