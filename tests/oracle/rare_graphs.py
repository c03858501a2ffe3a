"""Graphs that people hardly ever draw, each for one corner of the compiler."""

from tests.oracle.drawing import condition, drawn, for_each, values
from tests.oracle.json_value import Json
from tests.oracle.small_workflows import TRIGGER, approval, choice, every_match, see

POST: Json = {
    "type": "http_request",
    "config": {"method": "POST", "url": "https://example.com/", "body": {"input": "{{ $input }}"}},
}


def seen(node: str) -> Json:
    """Return an action that is sent a node's output."""
    return {
        "type": "http_request",
        "config": {
            "method": "POST",
            "url": "https://example.com/",
            "body": {"seen": f"{{{{ $nodes.{node} }}}}"},
        },
    }


MERGE: Json = {"type": "merge", "config": {"mode": "append"}}
FIRST: Json = condition("$nodes.q = null")
"""Whether the loop that `q` repeats is in its first iteration."""
FAILED_STOP: Json = {"type": "stop", "config": {"status": "failed", "message": "no"}}

RARE: dict[str, dict[str, Json]] = {
    "a branch that always fails": drawn("t > a > b", "t > s", s=FAILED_STOP),
    "an entangled fork with a branch that always fails": drawn(
        "t > a > x", "t > b > x", "b > y > s", s=FAILED_STOP
    ),
    "a loop that only both triggers together make irreducible": drawn(
        "t > a > b > c", "c:true > a", "u > b", u=TRIGGER, c=choice("c"), max_iterations=3
    ),
    "a for_each whose body another trigger enters": drawn(
        "t > e", "e:loop > a > b", "e:done > z", "u > b", u=TRIGGER, e=for_each()
    ),
    "a connection out of a body that an item may have fired before its end": drawn(
        "t > e",
        "e:loop > c",
        "c:true > a > d",
        "c:true > x",
        "c:false > d",
        "e:done > x",
        e=for_each(),
        c=choice("c"),
        x=POST,
    ),
    "two connections out of one body": drawn(
        "t > k",
        "k:true > e",
        "k:false > x",
        "k:false > y",
        "e:loop > c",
        "c:true > x",
        "c:false > y",
        "x > z",
        "y > z",
        k=choice("k"),
        e=for_each(),
        c=choice("c"),
    ),
    "a for_each whose items come straight back": drawn(
        "t > e", "e:loop > e", "e:done > b", e=for_each(), b=see("e")
    ),
    "a for_each some of whose items come straight back": drawn(
        "t > e", "e:loop > e", "e:loop > a > e", "e:done > b", e=for_each(), b=see("e")
    ),
    "a connection out of two bodies": drawn(
        "t > o", "o:loop > i", "i:loop > a > b", "a > x", "t > x", o=for_each(), i=for_each([1, 2])
    ),
    "a for_each without a body that may fail": drawn(
        "t > e",
        "e:done > b",
        e={**for_each("{{ $number($trigger.none) }}"), "on_error": "continue"},
        b=see("e"),
    ),
    "an end that may fail": drawn("t > a > s", s={"type": "stop", "config": {}, "on_error": "continue"}),
    "a value of an input that nobody reads and that may fail": drawn(
        "t > e",
        "e:loop > a > s",
        "a > y",
        "e:done > z",
        e=for_each(),
        s=values(x="{{ $input.none }}"),
        y=POST,
    ),
    "a value of a choice that nobody reads and that may fail": drawn(
        "t > e",
        "e:loop > a > s",
        "a > y",
        "e:done > z",
        e=for_each(),
        s=values(x="{{ $trigger.choices.none }}"),
        y=POST,
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
        f=MERGE,
    ),
    "merges and nodes that are off around a loop": drawn(
        "t > b",
        "b:default > c > d",
        "t > e > f",
        "b:default > f > g > i",
        "b:x > h > i",
        "b:default > b",
        b={"type": "switch", "config": {"cases": [{"handle": "x", "expression": "$trigger.choices.b"}]}},
        c={"type": "wait", "config": {"seconds": 1}},
        d=MERGE,
        e={"disabled": True},
        f=MERGE,
        h=MERGE,
        i=POST,
        max_iterations=3,
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
    "a node of a loop that runs first but does not lead to its reader": drawn(
        "t > h",
        "h > s > j",
        "h > x > j",
        "j > c",
        "c:true > h",
        s=values(x="{{ $nodes.h }}"),
        x=seen("s"),
        c=choice("c"),
        max_iterations=3,
    ),
    "a node of a body that runs first but does not lead to its reader": drawn(
        "t > e", "e:loop > s > e", "e:loop > x > e", e=for_each(), s=values(x=1), x=seen("s")
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
    "an item of which a path perhaps leads back beside one that ends": drawn(
        "t > e",
        "e:loop > c",
        "c:true > a > e",
        "c:true > b",
        "c:false > b",
        "e:done > z",
        e=for_each(),
        c=choice("c"),
        z=see("e"),
    ),
    "an item that another body perhaps leads back": drawn(
        "t > e",
        "e:loop > f",
        "f:loop > c",
        "c:true > k > e",
        "c:false > l",
        "e:done > z",
        e=for_each(),
        f=for_each([1, 2]),
        c=choice("c"),
        z=see("e"),
    ),
    "an item whose only node perhaps leads out": drawn(
        "t > e",
        "e:loop > s",
        "s:x > m",
        "s:y > m",
        "e:done > m",
        "t > m",
        e=for_each(),
        s=every_match("x", "y"),
        m=POST,
    ),
    "items that come straight back and start what leads around the for_each": drawn(
        "t > e",
        "e:loop > e",
        "e:loop > c",
        "e:done > c",
        "c:true > e",
        e=for_each(),
        c=choice("c"),
        max_iterations=2,
    ),
    "a merge of connections that stand apart": drawn(
        "t > c", "c:true > m", "t > a > m", "c:false > m", c=choice("c"), m=MERGE
    ),
    "a merge of connections that stand apart and may both be live": drawn(
        "t > a > s",
        "s:x > m",
        "a > m",
        "s:y > b > m",
        "s:default > m",
        "s:y > m",
        s=every_match("x", "y"),
        m={"type": "merge", "config": {"mode": "first"}},
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
    "a for_each that starts a node outside its body and takes items back": drawn(
        "u > c > f",
        "t > a > d",
        "a > c",
        "d:loop > f",
        "d:loop > d",
        "d:done > a",
        u=TRIGGER,
        d=for_each(),
        f=POST,
        max_iterations=2,
    ),
    "a value that nobody reads, at the end of an item that carries a list": drawn(
        "t > a",
        "u > c",
        "a:loop > a",
        "c > e",
        "t > c",
        "a:done > b",
        "e:loop > e",
        "e:loop > a",
        "a:done > d",
        u=TRIGGER,
        a=for_each(),
        e=for_each(),
        b=POST,
        c=see("t"),
        d=values(u="{{ $nodes.u }}"),
    ),
    "a handle with a connection that leaves a loop and one that stays, out of a fork": drawn(
        "t > b > k",
        "k:true > q",
        "k:true > x",
        "b > m",
        "m:true > q",
        "q:true > b",
        "q:false > x",
        k=FIRST,
        m=condition("false"),
        q=FIRST,
    ),
    "a handle with connections of three kinds, out of a fork": drawn(
        "t > b > c > c",
        "c > b",
        "c > h",
        "b > e",
        "e:true > h",
        c={"on_error": "branch"},
        e=choice("e"),
        h=choice("h"),
        max_iterations=1,
    ),
    "a case called end, of a switch that may be an end, out of a fork": drawn(
        "t > s",
        "t > p > j",
        "s:end > j",
        s={"type": "switch", "config": {"cases": [{"handle": "end", "expression": "$trigger.choices.a"}]}},
        j=see(),
    ),
    "a node called result in a body": drawn(
        "t > f", "f:loop > result > a > f", "f:done > z", f=for_each(), z=see("f", "result")
    ),
    "a for_each that sends its items to the headers of two loops": drawn(
        "t > a",
        "a:loop > b > e",
        "e:done > b",
        "e:done > f",
        "f:loop > a",
        "f:loop > e",
        a=for_each(),
        b={"on_error": "branch"},
        e=for_each(),
        f=for_each(),
        max_iterations=2,
    ),
    "a for_each that sends its items into its body and to the headers of two loops": drawn(
        "t > a > e > f",
        "f:loop > b > f",
        "f:loop > e",
        "f:loop > a",
        "f:done > z",
        a=POST,
        e=POST,
        f=for_each(),
        z=see("b", "f"),
        max_iterations=2,
    ),
    "a choice that leads nowhere and may fail, and whose output nobody reads": drawn(
        "t > e",
        "e:loop > a > n > k",
        "n > x",
        "a > x",
        "e:done > z",
        e=for_each(),
        k=POST,
        x=condition("$number($trigger.word & $input.none) > 1"),
    ),
}
