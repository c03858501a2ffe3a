"""Forks, joins and triggers that people hardly ever draw, each for one corner of the compiler."""

from tests.oracle.drawings.drawing import POST, drawn, merge, seen, values
from tests.oracle.drawings.small_workflows import TRIGGER, approval, choice, every_match, see
from tests.oracle.json_value import Json

FAILED_STOP: Json = {"type": "stop", "config": {"status": "failed", "message": "no"}}

RARE: dict[str, dict[str, Json]] = {
    "a branch that always fails": drawn("t > a > b", "t > s", s=FAILED_STOP),
    "an entangled fork with a branch that always fails": drawn(
        "t > a > x", "t > b > x", "b > y > s", s=FAILED_STOP
    ),
    "an end that may fail": drawn(
        "t > a > s", s={"type": "respond", "config": {"body": "{{ $input.none }}"}, "on_error": "continue"}
    ),
    "an answer that may fail and is replaced": drawn(
        "t > a > r",
        "r:error > e",
        r={"type": "respond", "config": {"body": "{{ $input.none }}"}, "on_error": "branch"},
        e=see("r"),
    ),
    "a value that may fail and is joined with what may not have run": drawn(
        "t > c",
        "c:true > k > s > j",
        "c:false > s",
        "k > j",
        c=choice("c"),
        s=values(x="{{ $trigger.choices.none }}", y=[1, "{{ $trigger.choices.c }}"]),
        j=POST,
    ),
    "a pure end behind a node that may fail": drawn(
        "t > b",
        "b:false > c",
        "b:false > d",
        "d > e",
        "d > f",
        "d:error > f",
        b=choice("b"),
        d={"on_error": "branch"},
        e=values(x=1),
        f=merge("append"),
    ),
    "pure nodes behind a choice that fork and join": drawn(
        "t > c", "c:true > s", "s > x > j", "s > j", "c:false > y > j", s=values(x=1), c=choice("c")
    ),
    "a pure node at the beginning of a branch that may be dead": drawn(
        "t > b",
        "b:default > c",
        "b:x > c",
        "b:default > d > e",
        "c > f",
        b={
            "type": "switch",
            "config": {
                "cases": [
                    {"handle": "y", "expression": "$trigger.choices.y"},
                    {"handle": "x", "expression": "$trigger.choices.x"},
                ]
            },
        },
        c=values(k="{{ $input }}"),
        d=values(id="d"),
        e={"type": "stop", "config": {}},
    ),
    "a disabled node folded behind a choice that did not deliver its input": drawn(
        "t > p",
        "t > c",
        "p > d",
        "p > a",
        "c:false > n",
        "p > n",
        p=values(id="p", k="{{ $nodes.t }}"),
        c=choice("c"),
        d={"disabled": True},
        n=values(id="n"),
    ),
    "a node that leads to its reader by a handle only that never fires": drawn(
        "t > a",
        "a > p",
        "p:timeout > x > s",
        "a > s",
        "s:y > z",
        p={**approval(), "disabled": True},
        s={"type": "switch", "config": {"cases": [{"handle": "y", "expression": "$exists($nodes.p.body)"}]}},
    ),
    "a branch whose only node a trigger does not reach": drawn(
        "t > a", "t > b > d", "u > b", "a > d", u=TRIGGER, d=seen("a")
    ),
    "a fork in a fork that triggers lead to in different orders": drawn(
        "u > b",
        "t > c > e",
        "u > a",
        "t > b",
        "u > c > d > f",
        "b:true > f",
        "e > f",
        "t > a",
        u=TRIGGER,
        a=choice("a"),
        b=choice("b"),
        d=seen("t"),
        f=choice("f"),
    ),
    "a merge of connections that stand apart": drawn(
        "t > c", "c:true > m", "t > a > m", "c:false > m", c=choice("c"), m=merge("append")
    ),
    "a merge of connections that stand apart and may both be live": drawn(
        "t > a > s",
        "s:x > m",
        "a > m",
        "s:y > b > m",
        "s:default > m",
        "s:y > m",
        s=every_match("x", "y"),
        m=merge("first"),
    ),
    "a list with a list in it where JSONata makes it": drawn(
        "t > c",
        "c:true > s > j",
        "c:false > k > j",
        "t > l > j",
        "t > f > j",
        c=choice("c"),
        s=values(x=["{{ $trigger.items }}", ["{{ $trigger.items }}"], "{{ $trigger.items[0] }}"]),
        f={"type": "limit", "config": {"items": ["{{ $trigger.items }}", 1], "count": 2}},
        j=POST,
    ),
    "a case called end, of a switch that may be an end, out of a fork": drawn(
        "t > s",
        "t > p > j",
        "s:end > j",
        s={"type": "switch", "config": {"cases": [{"handle": "end", "expression": "$trigger.choices.a"}]}},
        j=see(),
    ),
    "a fork in a branch that perhaps comes first": drawn(
        "t > s",
        "s:x > a > p",
        "a > q",
        "s:y > p",
        "s:x > q",
        "s:y > q",
        "s:z > w > v",
        s=every_match("x", "y", "z"),
        a=POST,
        p=POST,
        q=POST,
        w=POST,
    ),
    "a pure node behind a switch over every case that may fail": drawn(
        "t > h > c",
        "h > j",
        "c:default > j",
        "h > k",
        "c:x > k",
        c={
            "type": "switch",
            "config": {
                "cases": [{"handle": "x", "expression": "$number($trigger.choices.c ? 1 : 'one') = 1"}],
                "mode": "all",
            },
        },
        j=values(id="j"),
    ),
    "a fork behind a node that stops at nothing": drawn(
        "t > a > p",
        "a > q",
        a={"type": "transform", "config": {"expression": "$trigger.items"}, "when_empty": "stop"},
        p=POST,
        q=POST,
    ),
}
