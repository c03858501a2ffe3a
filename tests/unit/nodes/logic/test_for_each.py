"""A for_each runs through a list, whatever its items are written as."""

import pytest

from exeoflow.expressions.jsonata import element
from exeoflow.nodes.logic.ends import HANDED_OUT
from exeoflow.nodes.logic.for_each import FOR_EACH, ForEachConfig
from exeoflow.nodes.lowering import Each
from tests.oracle.drawings.drawing import drawn, for_each
from tests.unit.compiler.machines import compiled
from tests.unit.nodes.lowered import lowered


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ("{{ $input.list }}", "[($v_input.list)]"),
        ([1, "{{ $index }}"], f"[1, {element('($v_index)')}]"),
        ("a", '["a"]'),
    ],
)
def test_a_for_each_goes_through_a_list(items: object, text: str) -> None:
    assert lowered("for_each", {"items": items, "concurrency": 3}) == Each(text, 3, {"break": HANDED_OUT})


@pytest.mark.parametrize(
    ("items", "count"),
    [
        ([1, 2], 2),
        ("{{ [1..6000] }}", 6_000),
        ("{{[5 .. 4]}}", 0),
        ("{{ $input }}", None),
        ("{{ [1..$input.n] }}", None),
        (7, None),
    ],
)
def test_a_list_that_is_written_down_has_a_known_length(items: object, count: int | None) -> None:
    assert FOR_EACH.known_items(ForEachConfig(items=items)) == count


@pytest.mark.parametrize(
    ("items", "rules"), [("{{ [1..6000] }}", ["for-each-too-long"]), ("{{ [1..60] }}", [])]
)
def test_a_list_of_more_items_than_a_history_holds_is_warned_about(items: str, rules: list[str]) -> None:
    workflow = drawn("t > f", "f:loop > a > f", f=for_each(items))

    assert [each.rule for each in compiled(workflow).diagnostics] == rules
