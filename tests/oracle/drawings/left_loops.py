"""Workflows whose `for_each` a node of its body may leave: by a choice, from within forks and loops."""

from typing import Any, Final

from tests.oracle.drawings.drawing import condition, drawn, for_each, post, values
from tests.oracle.drawings.small_workflows import choice, see
from tests.oracle.json_value import Json

LEAVE: Final[dict[str, Any]] = {"type": "stop", "config": {"status": "break"}}
_SECOND: Final = condition("$index = 1")


LEFT_LOOPS: Final[dict[str, dict[str, Json]]] = {
    "a for_each left at the first match": drawn(
        "t > f",
        "f:loop > c",
        "c:true > h > s",
        "c:false > f",
        "f:done > d",
        "f:break > b",
        f=for_each(),
        c=_SECOND,
        h=values(found="{{ $item }}"),
        s=LEAVE,
        d=see("f"),
        b=see("f", "h"),
    ),
    "a for_each that goes on in one way, left or not": drawn(
        "t > f",
        "f:loop > x > c",
        "c:true > s",
        "c:false > f",
        "f:done > d",
        "f:break > d",
        f=for_each(concurrency=2),
        x=post(item="{{ $item }}"),  # so that no two items leave at the same moment
        c=choice("c"),
        s=LEAVE,
        d=see("f", "x"),
    ),
    "a for_each of which only leaving it leads on": drawn(
        "t > f", "f:loop > c", "c:true > s", "f:break > d", f=for_each(), c=_SECOND, s=LEAVE, d=see("f")
    ),
    "a for_each left from within a fork": drawn(
        "t > f",
        "f:loop > a > s",
        "f:loop > b > f",
        "f:done > d",
        "f:break > e",
        f=for_each(),
        s=LEAVE,
        e=see("f", "a"),
    ),
    "the inner for_each is left": drawn(
        "t > f",
        "f:loop > g",
        "g:loop > c",
        "c:true > s",
        "c:false > g",
        "g:done > f",
        "g:break > x > f",
        "f:done > d",
        f=for_each(),
        g=for_each("{{ [$item, $index] }}"),
        c=_SECOND,
        s=LEAVE,
        x=see("g"),
        d=see("f", "x"),
    ),
    "the outer for_each is left behind an inner one": drawn(
        "t > f",
        "f:loop > g",
        "g:loop > a > g",
        "g:done > s",
        "f:break > d",
        "f:done > e",
        f=for_each(),
        g=for_each("{{ [1, 2] }}"),
        s=LEAVE,
        d=see("f", "a"),
    ),
    "a for_each with rules for errors is left": drawn(
        "t > f",
        "f:loop > a > c",
        "c:true > s",
        "c:false > f",
        "f:done > d",
        "f:break > b",
        "f:error > e",
        f={**for_each(), "on_error": "branch", "retry": {"max_attempts": 1}},
        c=_SECOND,
        s=LEAVE,
    ),
    "a for_each that stops when empty is left": drawn(
        "t > f",
        "f:loop > c",
        "c:true > s",
        "c:false > f",
        "f:done > d",
        "f:break > b > e",
        "d > e",
        f={**for_each(), "when_empty": "stop"},
        c=_SECOND,
        s=LEAVE,
        e=see("f"),
    ),
    "a for_each with an extra exit is left": drawn(
        "t > f",
        "f:loop > a > x",
        "a > c",
        "c:true > s",
        "f:done > d > x",
        "f:break > b > x",
        f=for_each(),
        c=_SECOND,
        s=LEAVE,
        x=see("f", "a"),
    ),
    "a for_each in a loop is left in some rounds": drawn(
        "t > n > f",
        "f:loop > c",
        "c:true > s",
        "c:false > f",
        "f:done > d",
        "f:break > m",
        "m:true > n",
        "m:false > e",
        n=values(n="{{ ($exists($nodes.n.n) ? $nodes.n.n : 0) + 1 }}"),
        f=for_each(),
        c=condition("$index = 1 and $nodes.n.n < 3"),
        s=LEAVE,
        m=condition("$nodes.n.n < 5"),
        e=see("f", "n"),
        d=see("f", "n"),
    ),
    "a disabled node leaves nothing": drawn(
        "t > f", "f:loop > s", "f:done > d", f=for_each(), s={**LEAVE, "disabled": True}, d=see("f")
    ),
}
