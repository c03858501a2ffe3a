"""Small workflows that are hard to compile; their choices are taken from `$trigger.choices.<node>`."""

from typing import Any

from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.json_value import Json


def choice(node: str) -> dict[str, Any]:
    return condition(f"{{{{ $trigger.choices.{node} }}}}")


def approval() -> dict[str, Any]:
    return {
        "type": "approval",
        "config": {"message": "{{ $trigger.n }}?", "data": "{{ $input }}", "timeout": 5},
    }


def call() -> dict[str, Any]:
    return {"type": "wait", "config": {"call": True, "timeout": 5}}


def every_match(*handles: str) -> dict[str, Any]:
    cases = [{"handle": handle, "expression": f"$trigger.choices.{handle}"} for handle in handles]
    return {"type": "switch", "config": {"cases": cases, "mode": "all"}}


def see(*nodes: str) -> dict[str, Any]:
    """Return a node that reads its input and these nodes."""
    return values(input="{{ $input }}", **{node: f"{{{{ $nodes.{node} }}}}" for node in nodes})


TRIGGER = {"type": "trigger", "config": {}}
COUNT = values(n="{{ ($exists($nodes.n.n) ? $nodes.n.n : 0) + 1 }}")
ENOUGH = condition("$nodes.n.n >= 3")
WORKFLOWS: dict[str, dict[str, Json]] = {
    "one trigger only": drawn("t"),
    "a chain": drawn("t > a > b > c", c=see("a", "b")),
    "a fork that never joins": drawn("t > a > b", "a > c", "a > d > e"),
    "a fork that joins": drawn("t > a > b > d", "a > c > d", d=see("b", "c")),
    "forks inside a fork": drawn("t > a > b > d > g", "b > e > g", "a > c > g", "c > f > g", g=see("d", "f")),
    "a fork with a short cut": drawn("t > a > b > c > d", "a > d", "b > d", d=see("a", "b", "c")),
    "entangled forks": drawn("t > a > c", "t > b > c", "a > d", "b > d", "c > e", "d > e", e=see("c", "d")),
    "entangled forks that never join": drawn("t > a > c", "t > b > c", "b > d", "a > d", "c > e", "d > f"),
    "choices that meet again": drawn(
        "t > c", "c:true > a > j > k", "c:false > b > j", c=choice("c"), j=see("a", "b")
    ),
    "a choice with one wired handle": drawn("t > c", "c:true > a > b", c=choice("c")),
    "choices that share a tail": drawn(
        "t > c",
        "c:true > d",
        "c:false > a",
        "d:true > a",
        "d:false > b",
        "a > z",
        c=choice("c"),
        d=choice("d"),
    ),
    "a choice inside a fork jumps into the other branch": drawn(
        "t > a > c",
        "t > b > d > z",
        "c:true > x > z",
        "c:false > d",
        c=choice("c"),
        d=see("b"),
        z=see("x", "d"),
    ),
    "a choice inside a fork jumps past the join": drawn(
        "t > a > j", "t > c", "c:true > j > z", "c:false > z", c=choice("c"), j=see("a"), z=see("j", "a")
    ),
    "two choices feed two joins": drawn(
        "t > c",
        "t > d",
        "c:true > p",
        "c:false > q",
        "d:true > p",
        "d:false > q",
        "p > r",
        "q > r",
        c=choice("c"),
        d=choice("d"),
        r=see("p", "q"),
    ),
    "a fork of one handle of a choice": drawn(
        "t > c", "c:true > a > j", "c:true > b > j", "c:false > j", c=choice("c"), j=see("a", "b")
    ),
    "a switch that fires every case": drawn(
        "t > s",
        "s:x > a > j",
        "s:y > b > j",
        "s:z > c",
        "s:default > d",
        "c > j",
        s=every_match("x", "y", "z"),
        j=see("a", "b", "c"),
    ),
    "a switch that fires every case, one of which leads nowhere": drawn(
        "t > s", "s:x > a", "s:default > b", s=every_match("x", "y")
    ),
    "every case leads to the same node": drawn(
        "t > s", "s:x > a", "s:y > a", "s:default > a", s=every_match("x", "y"), a=see()
    ),
    "merge of what may be dead": drawn(
        "t > c",
        "t > b > m",
        "c:true > a > m > z",
        c=choice("c"),
        m={"type": "merge", "config": {"mode": "append"}},
        z=see("a", "b"),
    ),
    "an error handle that joins again": drawn(
        "t > a > j", "a:error > e > j", a={"on_error": "branch"}, j=see("a", "e")
    ),
    "an error that goes on": drawn("t > a > b", "t > c > b", a={"on_error": "continue"}, b=see("a")),
    "an approval whose answers meet again": drawn(
        "t > p",
        "p:approved > a > j",
        "p:rejected > b > j",
        "p:timeout > j",
        p=approval(),
        j=see("p", "a"),
    ),
    "an approval that leads nowhere": drawn("t > p", "t > a", p=approval()),
    "an approval with one wired handle": drawn("t > p", "p:rejected > a", p=approval(), a=see("p")),
    "an approval that goes on after an error": drawn(
        "t > p",
        "p:approved > a > j",
        "p:error > e > j",
        p={**approval(), "on_error": "branch", "retry": {"max_attempts": 1}},
        j=see("p", "e"),
    ),
    "an approval that asks again": drawn(
        "t > p",
        "p:approved > a",
        "p:timeout > p",
        "p:rejected > p",
        max_iterations=3,
        p=approval(),
        a=see("p"),
    ),
    "an approval for each item": drawn(
        "t > f",
        "f:loop > p",
        "p:approved > a > f",
        "p:rejected > f",
        "f:done > d",
        f=for_each(concurrency=2),
        p=approval(),
        d=see("p", "a"),
    ),
    "two approvals side by side": drawn(
        "t > p",
        "t > q",
        "p:approved > j",
        "q:approved > j",
        "q:rejected > x",
        p=approval(),
        q=approval(),
        j=see("p"),
    ),
    "a wait for a call": drawn("t > w > a", "w:timeout > b", w=call(), a=see("w"), b=see("w")),
    "a wait for a call that may never come": drawn("t > w > j", "t > a > j", w=call(), j=see("w", "a")),
    "a stop inside a fork": drawn("t > a > s", "t > b > c", s={"type": "stop"}, c=see("b")),
    "a failing stop behind a choice": drawn(
        "t > c",
        "c:true > s",
        "c:false > a",
        c=choice("c"),
        s={"type": "stop", "config": {"status": "failed"}},
    ),
    "disabled nodes": drawn(
        "t > a > c",
        "c:true > b > e",
        "c:false > d",
        a={"disabled": True},
        c={**choice("c"), "disabled": True},
        b={"disabled": True},
        e=see("a", "b"),
    ),
    "several triggers that meet": drawn(
        "t > a > b", "u > c > b", "v > b", u=TRIGGER, v=TRIGGER, b=see("a", "c")
    ),
    "several triggers that meet behind lanes which wait for each other": drawn(
        "t > d",
        "u > a > b > c > f",
        "u > e > c",
        "e > d",
        u=TRIGGER,
        a=values(x="{{ $input }}"),
        f=values(x="{{ $input }}"),
    ),
    "several triggers, one into a body": drawn(
        "t > f", "f:loop > b > f", "u > b", "f:done > d", u=TRIGGER, f=for_each(), d=see("b", "f")
    ),
    "parts that no trigger reaches": drawn("t > a > b", "x > b", "y > x", "z", b=see("x")),
    "for_each with done": drawn(
        "t > f", "f:loop > b > f", "f:done > d", f=for_each(), b=see("f"), d=see("b", "f")
    ),
    "for_each without a way back": drawn("t > f", "f:loop > b > c", "f:done > d", f=for_each(), d=see("f")),
    "for_each without a body": drawn("t > f", "f:done > d", f=for_each(), d=see("f")),
    "for_each of nothing else": drawn("t > f", "f:loop > b > f", f=for_each()),
    "for_each with a fork in its body": drawn(
        "t > f",
        "f:loop > a > j > f",
        "f:loop > b > j",
        "f:done > d",
        f=for_each(concurrency=2),
        j=see("a", "b"),
        d=see("a", "j"),
    ),
    "for_each with several ways back": drawn(
        "t > f",
        "f:loop > c",
        "c:true > a > f",
        "c:false > b > f",
        "c:true > f",
        "f:done > d",
        f=for_each(),
        c=condition("$item = 1"),
        d=see("a", "b"),
    ),
    "for_each with an extra exit": drawn(
        "t > f",
        "t > y",
        "f:loop > c",
        "c:true > x > f",
        "c:false > y",
        "f:done > z",
        "y > z",
        f=for_each(),
        c=condition("$item = 1"),
        z=see("x", "y", "f"),
        y=see(),
    ),
    "for_each whose exit leads on alone": drawn(
        "t > f",
        "f:loop > c",
        "c:true > f",
        "c:false > y",
        "f:done > y > z",
        f=for_each(),
        c=condition("$item = 1"),
        y=see("f"),
    ),
    "nested for_each": drawn(
        "t > f",
        "f:loop > g",
        "g:loop > b > g",
        "g:done > e > f",
        "f:done > d",
        f=for_each(),
        g=for_each("{{ [$item, $index] }}"),
        b=values(i="{{ $item }}", o="{{ $nodes.f }}"),
        e=see("b"),
        d=see("b", "g", "e"),
    ),
    "a body that ends the outer iteration": drawn(
        "t > f",
        "f:loop > g",
        "g:loop > c",
        "c:true > g",
        "c:false > f",
        "g:done > f",
        "f:done > d",
        f=for_each(),
        g=for_each("{{ [1, 2] }}"),
        c=condition("$item = 1"),
        d=see("c"),
    ),
    "a for_each whose body fails": drawn(
        "t > f",
        "f:loop > b > f",
        "f:done > d",
        "f:error > e",
        f={**for_each(), "on_error": "branch"},
        d=see("f", "b"),
        e=see("f", "b"),
    ),
    "polling with a wait": drawn(
        "t > n > c",
        "c:false > w > n",
        "c:true > d",
        n=COUNT,
        c=ENOUGH,
        w={"type": "wait", "config": {"seconds": 2}},
        d=see("n", "w"),
    ),
    "a loop without an exit": drawn("t > a > b > a", max_iterations=3),
    "a node that leads to itself": drawn(
        "t > c", "c:true > c", "c:false > d", c=choice("c"), max_iterations=2
    ),
    "a loop with a fork inside": drawn(
        "t > n > a > j > c",
        "n > b > j",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        c=ENOUGH,
        j=see("a", "b"),
        d=see("a", "j"),
    ),
    "a loop that starts what never comes back": drawn(
        "t > n > c", "n > x > y", "c:false > n", "c:true > d", n=COUNT, c=ENOUGH, x=see("n"), d=see("n")
    ),
    "a loop with an extra exit": drawn(
        "t > n > c",
        "c:false > e",
        "c:true > d",
        "e:true > x",
        "e:false > n",
        "d > x",
        n=COUNT,
        c=ENOUGH,
        e=choice("e"),
        x=see("n", "d"),
    ),
    "a loop in a loop": drawn(
        "t > o > n > c",
        "c:false > n",
        "c:true > e",
        "e:true > o",
        "e:false > d",
        n=COUNT,
        c=condition("$nodes.n.n % 2 = 0"),
        e=condition("$nodes.n.n < 5"),
        d=see("n"),
    ),
    "a loop in a for_each": drawn(
        "t > f",
        "f:loop > n > c",
        "c:false > n",
        "c:true > f",
        "f:done > d",
        f=for_each(),
        n=COUNT,
        c=ENOUGH,
        d=see("n"),
    ),
    "a for_each in a loop": drawn(
        "t > n > f",
        "f:loop > b > f",
        "f:done > c",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        f=for_each("{{ [$nodes.n.n, 7] }}"),
        c=ENOUGH,
        d=see("b", "f"),
    ),
    "a loop that reads its own past": drawn(
        "t > n > a > b > c",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        a=see("b"),
        c=ENOUGH,
        d=see("a"),
        b=values(n="{{ $nodes.n }}"),
    ),
    "a loop inside a fork": drawn(
        "t > n > c", "t > b > j", "c:false > n", "c:true > j", n=COUNT, c=ENOUGH, j=see("n", "b")
    ),
    "a loop whose branches race": drawn(
        "t > n > x > y",
        "y:true > n",
        "n > c",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        c=condition("$nodes.n.n >= 3 and $nodes.x != null"),
        x=see("n"),
        y=condition("false"),
        d=see("x"),
    ),
}
