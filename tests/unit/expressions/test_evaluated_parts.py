"""A part counts as evaluated only where no condition decides."""

import pytest

from exeoflow.expressions.evaluated_parts import is_always_evaluated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a.b", True),
        ("($x := $a.b; $x)", True),
        ("$p ? 1 : 2 & $a.b", False),
        ("$p ? $a.b : 2", False),
        ("$p ? [1, $a.b] : 2", False),
        ("($a.b ? 1 : 2)", True),
        ("($p ? 1 : 2; $a.b)", True),
        ("[$p ? 1 : 2, $a.b]", True),
        ("($p ? 1 : 2) & $a.b", True),
        ("'?' & $a.b", True),
        ("$f(?, 1) & $a.b", True),
        ("$a.bc", False),
        ("$a.bc & $a.b", True),
        ("1", False),
    ],
)
def test_a_part_behind_a_condition_may_not_be_evaluated(text: str, expected: object) -> None:
    assert is_always_evaluated("$a.b", text) is expected
