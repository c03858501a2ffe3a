"""The workflows whose way through the compiler is kept stage by stage: small enough to be checked by eye."""

from tests.oracle.drawings.drawing import condition, drawn, for_each, post, seen, values
from tests.oracle.json_value import Json

_GO: Json = condition("{{ $trigger.go }}")
_TRIGGER: Json = {"type": "trigger", "config": {}}

DRAWINGS: dict[str, dict[str, Json]] = {
    "chain": drawn("t > a > b > c", b=values(x="{{ $input.body }}"), c=post(a="{{ $nodes.a.body }}")),
    "fork_and_join": drawn("t > a > c", "t > b > c", "c > d", c=post(both="{{ $input }}"), d=seen("b")),
    "choice": drawn("t > c", "c:true > a > d", "c:false > b > d", c=_GO, d=post(input="{{ $input }}")),
    "perhaps": drawn(
        "t > c", "t > d", "c:true > x", "d:true > x", "x > z", c=_GO, d=condition("{{ $trigger.too }}")
    ),
    "polling": drawn("t > a > c", "c:false > a", "c:true > b", c=condition("{{ $input.body.done }}")),
    "overtaking": drawn(
        "t > a",
        "a > m",
        "a > k",
        "m > c",
        "k > c",
        "c:true > a",
        m=values(x="{{ $input.body }}"),
        k=seen("m"),
        c=condition("{{ $nodes.a.body.more }}"),
    ),
    "items": drawn(
        "t > f",
        "f:loop > a > f",
        "f:done > b",
        f=for_each(),
        a=post(item="{{ $item }}", at="{{ $index }}"),
        b=post(results="{{ $input }}"),
    ),
    "parted": drawn(
        "t > p",
        "p:large > a > m",
        "p:small > b > m",
        p={
            "type": "partition",
            "config": {"cases": [{"handle": "large", "expression": "$item > 9"}], "default": "small"},
        },
        b={"when_empty": "stop"},
        m=post(both="{{ $input }}"),
    ),
    "triggers": drawn("t > a > c", "u > b > c", u=_TRIGGER, c=post(started_with="{{ $trigger }}")),
    "errors": drawn(
        "t > a > b",
        "a:error > e",
        "b > c",
        a={"on_error": "branch"},
        b={**values(x="{{ $input.body.x + 1 }}"), "on_error": "continue"},
        e=post(why="{{ $input.error.message }}"),
    ),
    "folded": drawn("t > a > m > b", "m > c", m=values(x=1), c=seen("m")),
    "ways": drawn(
        "t > c",
        "c:true > a > d",
        "c:false > b > d",
        c=_GO,
        a=values(x=1),
        b=values(x=2),
        d=post(input="{{ $input }}"),
    ),
}
FOLDED = frozenset({"folded", "ways"})
"""Of these the drawings that are compiled as the product publishes workflows."""
