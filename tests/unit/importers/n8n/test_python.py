"""Code in Python finds n8n's items, by its names and as attributes."""

from typing import Any

import pytest

from tests.unit.importers.n8n.test_computed import imported, run, status

ITEMS: list[Any] = [{"n": 1, "o": {"p": "ä"}}, {"n": 2, "o": {"p": "b"}}]


def made(source: str, items: list[Any] | None = None, **parameters: Any) -> Any:
    done = imported("code", {"language": "python", "pythonCode": source, **parameters})
    return run(done, ITEMS if items is None else items)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "for item in _input.all():\n    item.json.x = item.json['n'] * 2\nreturn _input.all()",
            [{**item, "x": item["n"] * 2} for item in ITEMS],
        ),
        (
            "return [{'json': {'t': f'{i[\"json\"][\"o\"][\"p\"]}'}} for i in _items]",
            [{"t": "ä"}, {"t": "b"}],
        ),
        ("import json, re\nreturn {'n': len(json.dumps(_json.to_py())), 'l': _input.last().json.n}", None),
        ("return []", []),
        ("return _('start').all()[1:]", ITEMS[1:]),
        ("return [{'first': _('start').first().json.n, 'item': _('start').item.json.o.p}]", None),
    ],
)
def test_code_for_all_items(source: str, expected: Any) -> None:
    found = made(source)

    if expected is not None:
        assert found == expected
    else:
        assert len(found) == 1


def test_code_for_each_item_leaves_out_what_it_yields_nothing_for() -> None:
    source = "if _json.n == 1:\n    return None\nreturn {'p': _item['json'].o.p, 'i': _input.item.json.n}"

    assert made(source, mode="runOnceForEachItem") == [{"p": "b", "i": 2}]


@pytest.mark.parametrize(
    "source",
    [
        "import pandas",
        "from js import Object",
        "return _now",
        "return _(name).all()",
        "return _('start', 1)",
        "await x()",
        "return [i.binary for i in _items]",
        "return (",
    ],
)
def test_what_python_here_has_not_is_said(source: str) -> None:
    assert status(imported("code", {"language": "python", "pythonCode": source})) == "unsupported"


@pytest.mark.parametrize("source", ["# nothing", "return 1", "return [1]", "return [{'json': 1}]"])
def test_results_that_are_no_items_fail(source: str) -> None:
    with pytest.raises(AssertionError, match="status='failed'"):
        made(source)


def test_a_list_for_an_item_fails() -> None:
    with pytest.raises(AssertionError, match="status='failed'"):
        made("return [{}]", mode="runOnceForEachItem")
