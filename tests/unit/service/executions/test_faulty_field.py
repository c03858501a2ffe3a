"""Which field failed, where several could have."""

from typing import Any

import pytest

from exeoflow.model.workflows.workflow import Node
from exeoflow.service.executions.explain.faulty_field import faulty_field
from exeoflow.service.executions.explain.roots import Roots

ROOTS = Roots({"name": "Ada"}, {"total": "many"}, {}, {}, {})


def blamed(kind: str, **config: Any) -> tuple[str, str] | None:
    found = faulty_field(Node(id="a", type=kind, config=config), ROOTS)
    return None if found is None else (found.field, found.expression)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Hello {{ $input.nick }}", None),
        ("{{ $input.nick }}", "$input.nick"),
        ("Hello {{ $input.nick }}, {{ $trigger.total * 2 }} items", "$trigger.total * 2"),
        ("{{ $input.name }}: {{ $number($trigger.total) }}{{ $input.nick }}", "$number($trigger.total)"),
    ],
)
def test_in_a_text_of_several_parts_the_one_that_fails_is_blamed(text: str, expression: str | None) -> None:
    assert blamed("set", values={"text": text}) == (expression and ("values.text", expression))


def test_a_case_that_does_not_hold_is_not_blamed_for_one_that_fails() -> None:
    cases = [
        {"handle": "a", "expression": "$input.nick"},
        {"handle": "b", "expression": "$trigger.total > 1"},
    ]

    assert blamed("switch", cases=cases) == ("cases[1].expression", "$trigger.total > 1")


def test_what_is_evaluated_for_each_item_is_not_tried_without_one() -> None:
    assert blamed("filter", items="{{ [1, 2] }}", expression="$item.price * 'x' > 1") is None


@pytest.mark.parametrize(
    ("kind", "config", "rule"),
    [
        ("wait", {"seconds": "{{ $trigger.half }}"}, ("seconds", "field-not-integer")),
        ("wait", {"seconds": "{{ $trigger.less }}"}, ("seconds", "field-too-small")),
        ("wait", {"seconds": "{{ $trigger.none }}"}, None),
        ("wait", {"seconds": "{{ $trigger.much }}"}, None),
        ("wait", {"until": "{{ $input.name }}"}, ("until", "timestamp-invalid")),
        ("http_request", {"url": "{{ $input.name }}"}, ("url", "url-invalid")),
        ("set", {"values": {"list": ["{{ $input.name }}", "{{ $trigger.braces }}"]}}, None),
        ("aggregate", {"values": [{"name": "n", "function": "count", "expression": "1"}]}, None),
    ],
)
def test_what_a_field_could_not_hold_is_told_as_the_check_tells_it(
    kind: str, config: dict[str, Any], rule: tuple[str, str] | None
) -> None:
    given = {"half": 0.5, "less": -5, "none": None, "much": 700, "braces": "{{ 1"}
    roots = Roots({"name": "Ada"}, given, {}, {}, {})

    found = faulty_field(Node(id="a", type=kind, config=config), roots)

    assert (None if found is None or found.unfit is None else (found.field, found.unfit.rule)) == rule


def test_what_cannot_be_evaluated_is_no_unfit_value() -> None:
    found = faulty_field(Node(id="a", type="set", config={"values": {"a": "{{ $input.nick }}"}}), ROOTS)

    assert found is not None
    assert found.unfit is None
