"""A for_each runs through a list, whatever its items are written as."""

import pytest

from exeoflow.expressions.jsonata import element
from exeoflow.nodes.lowering import Each
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
    assert lowered("for_each", {"items": items, "concurrency": 3}) == Each(text, 3)
