"""A merge makes one value of what comes in."""

import pytest

from exeoflow.nodes.lowering import Value
from tests.unit.nodes.lowered import lowered


@pytest.mark.parametrize(
    ("mode", "text", "cannot_fail"),
    [
        ("object", "$v_input", True),
        ("append", "[$v_input.a, $v_input.`b-c`]", True),
        ("shallow", "$merge([$v_input.a, $v_input.`b-c`])", False),
        ("first", "$exists($v_input.a) ? $v_input.a : $v_input.`b-c`", True),
    ],
)
def test_a_merge_reads_its_input_by_predecessor(mode: str, text: str, *, cannot_fail: bool) -> None:
    shape = lowered("merge", {"mode": mode}, input_keys=("a", "b-c"))

    assert shape == Value(f"{{% {text} %}}", cannot_fail=cannot_fail)
