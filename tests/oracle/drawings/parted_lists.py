"""Small workflows whose handles carry lists of their own, or nothing where a list is empty."""

from typing import Any

from tests.oracle.drawings.drawing import condition, drawn, for_each, merge, post, values
from tests.oracle.drawings.small_workflows import COUNT, ENOUGH, see
from tests.oracle.json_value import Json

ITEMS = "{{ $trigger.items }}"
STOPS: dict[str, Any] = {"when_empty": "stop"}


def parted(
    mode: str = "first", items: str = ITEMS, default: str | None = "rest", **cases: str
) -> dict[str, Any]:
    """Return a partition of the trigger's items."""
    drawn_cases = [{"handle": handle, "expression": text} for handle, text in cases.items()]
    config = {"items": items, "cases": drawn_cases, "mode": mode, "default": default}
    return {"type": "partition", "config": config}


def some(items: str, expression: str = "$item > 1", **properties: Json) -> dict[str, Any]:
    """Return a filter that stops where nothing is left."""
    return {"type": "filter", "config": {"items": items, "expression": expression}, **STOPS, **properties}


ONES = parted(one="$item = 1")
THREE = parted("all", one="$item = 1", two="$item = 2", any="true")
PARTED: dict[str, dict[str, Json]] = {
    "two lists that go their ways": drawn("t > p", "p:one > a", "p:rest > b", p=ONES, a=see("p"), b=see("p")),
    "two lists that meet": drawn(
        "t > p", "p:one > a > m", "p:rest > b > m", p=ONES, a=see(), b=see(), m=merge("append")
    ),
    "two lists that meet at once": drawn("t > p", "p:one > m", "p:rest > m", p=ONES, m=see("p")),
    "three lists": drawn(
        "t > p", "p:one > a > z", "p:two > z", "p:any > c > z", p=THREE, a=see(), c=see("p"), z=see("a", "p")
    ),
    "a list that nobody takes": drawn("t > p", "p:two > a", p=THREE, a=see("p")),
    "a partition that is an end": drawn("t > p", "t > a", p=ONES),
    "lists without a default": drawn(
        "t > p", "p:one > a", p=parted(one="$item = 7", default=None), a=see("p")
    ),
    "a case that fails": drawn(
        "t > p",
        "p:one > a",
        "p:error > e",
        p={**parted(one="$number($item & 'x') = 1"), "on_error": "branch"},
        e=see("p"),
    ),
    "a case that fails and goes on": drawn(
        "t > p", "p:one > a", p={**parted(one="$item.a + 1 > 0"), "on_error": "continue"}, a=see("p")
    ),
    "a disabled partition": drawn(
        "t > s > p", "p:one > a", "p:rest > b", s=values(x=1), p={**ONES, "disabled": True}, a=see("p")
    ),
    "chance parts once": drawn(
        "t > p", "p:one > a", "p:rest > b", p=parted(one="$random() >= 0"), a=see("p"), b=see("p")
    ),
    "a partition of each item": drawn(
        "t > f",
        "f:loop > p",
        "p:one > a > f",
        "p:rest > f",
        "f:done > z",
        f=for_each(),
        p=parted(items="{{ [$item, 2, [1]] }}", one="$item = 1"),
        a=post(input="{{ $input }}"),
        z=see("p", "a"),
    ),
    "lists that leave a for_each": drawn(
        "t > f",
        "f:loop > p",
        "p:one > f",
        "p:rest > z",
        "f:done > y",
        f=for_each(),
        p=parted(items="{{ [$item] }}", one="$item = 1"),
        z=see("p"),
    ),
    "lists that leave a loop": drawn(
        "t > n > p",
        "p:one > c",
        "p:rest > z",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        c=ENOUGH,
        p=parted(items="{{ $nodes.n.n = 2 ? [1, 5] : [1] }}", one="$item = 1"),
        z=see("p", "n"),
    ),
    "a loop over what is left": drawn(
        "t > s > p",
        "p:one > p",
        "p:rest > z",
        s={"type": "transform", "config": {"expression": "$trigger.items"}},
        p=parted(items="{{ $input }}", one="$index > 0"),
        z=see("p"),
    ),
    "an empty list ends its path": drawn("t > f > a > b", f=some(ITEMS), b=see("f")),
    "an empty list beside a branch": drawn(
        "t > f > j", "t > a > j > z", f=some(ITEMS), j=see("f"), z=see("j")
    ),
    "all lists may be empty": drawn(
        "t > f > j", "t > g > j > z", f=some(ITEMS), g=some(ITEMS, "$item = 1"), j=merge("append"), z=see("f")
    ),
    "an empty list read behind it": drawn(
        "t > f > a", "t > b > a > z", f=some(ITEMS), a=see(), z=see("f", "a")
    ),
    "an action that yields nothing": drawn("t > a > b", "t > c > b", a=STOPS, b=see("a")),
    "results of no item": drawn(
        "t > f", "f:loop > a > f", "f:done > z", f={**for_each(), **STOPS}, z=see("f")
    ),
    "results of no item and no body": drawn("t > f", "f:done > z", f={**for_each(), **STOPS}, z=see("f")),
    "an empty list within an item": drawn(
        "t > f", "f:loop > g > a > f", "f:done > z", f=for_each(), g=some("{{ [$item] }}"), z=see("g", "a")
    ),
    "an empty list of a loop": drawn(
        "t > n > g > c",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        g=some("{{ [$nodes.n.n] }}", "$item < 3"),
        c=condition("false"),
    ),
    "an empty list that failed first": drawn(
        "t > g > a", "t > b", g=some(ITEMS, "$item.a + 1 > 0", on_error="continue"), a=see("g")
    ),
    "a merge of nothing": drawn(
        "t > f > m > z", "t > g > m", f=some(ITEMS), g=some("{{ [] }}"), m={**merge("append"), **STOPS}
    ),
    "a wait with nothing": drawn(
        "t > s > w > z",
        s={"type": "transform", "config": {"expression": "$trigger.items"}},
        w={"type": "wait", "config": {"seconds": 1}, **STOPS},
        z=see("s"),
    ),
}
