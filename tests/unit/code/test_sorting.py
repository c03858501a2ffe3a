"""Lists are sorted as V8 sorts them, also by comparisons that contradict themselves; what is expected is Node's."""

from typing import Any

import pytest

from tests.unit.code.conftest import Run

N8N: dict[str, Any] = {"names": "n8n", "values": {"items": []}}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return {r: [3, 1, 2].sort((a, b) => a > b)}", {"r": [3, 1, 2]}),
        ("return {r: [3, 1, 2, 1].sort((a, b) => a < b ? 1 : -1)}", {"r": [3, 2, 1, 1]}),
        (
            "return {r: [3, 'x', 1, null, 2, undefined, 0].sort((a, b) => a - b).map(String)}",
            {"r": ["3", "x", "null", "0", "1", "2", "undefined"]},
        ),
        (
            "const l = [2, , undefined, 1]; l.sort((a, b) => a - b); return {r: l.map(String), n: Object.keys(l)}",
            {"r": ["1", "2", "undefined", None], "n": ["0", "1", "2"]},
        ),
        (
            "const l = [2, undefined, 1]; return {r: l.toSorted((a, b) => b - a).map(String), l: l.map(String), t: l.toSorted().map(String)}",
            {"r": ["2", "1", "undefined"], "l": ["2", "undefined", "1"], "t": ["1", "2", "undefined"]},
        ),
        (
            "const l = [2, 1, 3]; try { l.sort((a) => { throw new Error('x') }) } catch (e) { return {l, e: e.message} }",
            {"l": [2, 1, 3], "e": "x"},
        ),
        (
            "const r = []; for (const m of ['sort', 'toSorted']) try { [1, 2][m](null) } catch (e) { r.push(e.name) } return {r}",
            {"r": ["TypeError", "TypeError"]},
        ),
        (
            "return {r: Array.prototype.sort.call({0: 'b', 1: 'a', length: 2}, (a, b) => a < b ? -1 : 1)}",
            {"r": {"0": "a", "1": "b", "length": 2}},
        ),
        (
            "return {r: ['b', 'a'].sort(), n: [].sort.name, k: Object.keys(Array.prototype)}",
            {"r": ["a", "b"], "n": "sort", "k": []},
        ),
    ],
)
def test_short_lists(output: Run, source: str, expected: Any) -> None:
    assert output(source, **N8N) == [expected]


SUMS = """
let seed = 7, calls = 0;
const next = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
const sums = [];
for (const [length, most] of [[40, 5], [63, 9], [64, 9], [200, 3], [500, 90], [900, 100000]])
  for (const compare of [(a, b) => a > b, (a, b) => a <= b ? 1 : -1, (a, b) => a % 5 < b % 4 ? -1 : 1, (a, b) => a - b]) {
    for (const spread of [(x) => x, (x, i) => (i % 100) * 3, (x, i) => i % 9 ? length - i : x]) {
      const list = Array.from({length}, (_, i) => spread(next(most), i));
      list.sort((a, b) => { calls += 1; return compare(a, b) });
      sums.push(list.reduce((sum, x) => (sum * 31 + x) % 1000003, 0));
    }
  }
return {calls, sum: sums.reduce((sum, x) => (sum * 31 + x) % 1000003, 0)}
"""


def test_long_lists_are_compared_as_often_and_come_out_in_the_same_order(output: Run) -> None:
    assert output(SUMS, **N8N) == [{"calls": 84073, "sum": 147227}]
