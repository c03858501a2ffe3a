"""Workflows that were compiled wrongly once; their choices come from `$trigger.choices.<node>`."""

from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.drawings.small_workflows import COUNT, ENOUGH, TRIGGER, choice, every_match, see
from tests.oracle.json_value import Json

MERGE: Json = {"type": "merge", "config": {}}
WAIT: Json = {"type": "wait", "config": {"seconds": 1}}


def _filter(items: Json, expression: str) -> Json:
    return {"type": "filter", "config": {"items": items, "expression": expression}}


REGRESSIONS: dict[str, dict[str, Json]] = {
    "two triggers fork to the same nodes": drawn(
        "t > a", "t > b > c", "u > a", "u > b > d", u=TRIGGER, c=choice("c")
    ),
    "two triggers enter a loop at different nodes": drawn(
        "t > a > b > a", "u > b", u=TRIGGER, max_iterations=2
    ),
    "a merge of one predecessor": drawn("t > a > m > z", a=values(x=1), m=MERGE, z=see("m")),
    "a merge that is an end beside others": drawn(
        "t > a > m", "t > m", "a > d", m=MERGE, d=condition("false")
    ),
    "a node is read that cannot have run": drawn(
        "t > a",
        "u > b > a",
        u=TRIGGER,
        a=values(x="{{ [$nodes.b.body.echo] }}", y="-{{ $nodes.b.body.echo }}"),
    ),
    "a switch over nothing": drawn(
        "t > s",
        "s:x > a",
        "s:y > b",
        "s:default > c",
        s={
            "type": "switch",
            "config": {
                "cases": [
                    {"handle": "x", "expression": "{{ $trigger.none }}"},
                    {"handle": "y", "expression": '{{ $trigger.none < "8" }}'},
                ]
            },
        },
    ),
    "a text that looks like an expression to Step Functions": drawn(
        "t > a > b", a=values(x="{% {{ 1 }} %}", y="{% 1 %}", z="{{ '{% 1 %}' }}"), b=see()
    ),
    "a switch whose cases lead nowhere": drawn("t > s", "u", s=every_match("x", "y"), u=TRIGGER),
    "the message of an error": drawn(
        "t > a > b", "t > c", "c:error > d", a={"on_error": "continue"}, c={"on_error": "branch"}
    ),
    "the message of an error in a body": drawn(
        "t > f", "f:loop > b > f", "f:error > e", f={**for_each([1]), "on_error": "branch"}, e=see("f")
    ),
    "a filter beside a join": drawn(
        "t > a > f", "t > j", "a > j", "a > w", f=_filter("text", "$item = 'text'"), j=choice("j"), w=WAIT
    ),
    "a trigger that leads nowhere beside others that fork": drawn(
        "t",
        "u > e",
        "u > f > m > n",
        "v > d",
        "v > g > h > j",
        "h > l > m",
        u=TRIGGER,
        v=TRIGGER,
        e={"type": "approval", "config": {"timeout": 3}, "on_error": "continue"},
        l=values(id="l"),
    ),
    "cases of a loop of which one leaves it earlier": drawn(
        "t > n > s",
        "s:x > c",
        "s:y > z",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        c=ENOUGH,
        z=see("n"),
        s={
            "type": "switch",
            "config": {
                "mode": "all",
                "cases": [
                    {"handle": "x", "expression": "true"},
                    {"handle": "y", "expression": "$nodes.n.n = 2"},
                ],
            },
        },
    ),
    "items of a loop of which one leaves it earlier": drawn(
        "t > n > f",
        "f:loop > k",
        "k:true > z",
        "k:false > b > f",
        "f:done > c",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        c=ENOUGH,
        z=see("n"),
        f=for_each("{{ [1, 2, 3] }}"),
        k=condition("$nodes.n.n = 2 and $item > 1"),
    ),
    "a for_each of a loop that had items earlier": drawn(
        "t > n > f",
        "f:loop > k > f",
        "f:loop > z",
        "f:done > c",
        "c:false > n",
        "c:true > d",
        n=COUNT,
        c=ENOUGH,
        z=see("n"),
        f=for_each("{{ $nodes.n.n = 2 ? [4, 5] : [] }}"),
    ),
    "a filter of a literal list": drawn("t > f > z", f=_filter([1, 2], "$item > 1"), z=see("f")),
    "a for_each over a literal list": drawn(
        "t > f", "f:loop > b > f", f=for_each([1, [2]]), b=values(i="{{ $item }}")
    ),
    "a for_each over a single value": drawn(
        "t > f", "f:loop > b > f", f=for_each("x"), b=values(i="{{ $item }}")
    ),
    "a loop of one node inside a loop": drawn(
        "t > a",
        "a:true > b",
        "b:x > c",
        "b:x > b",
        "c:false > c",
        "c:false > a",
        a=choice("a"),
        b=every_match("x"),
        c=choice("c"),
        max_iterations=2,
    ),
    "a task that is an end inside a fork": drawn(
        "t > b > c",
        "b > g",
        "b > h",
        "t > g",
        b={"type": "transform", "config": {"expression": "$input"}},
        g=choice("g"),
        h=values(x=1),
    ),
}
