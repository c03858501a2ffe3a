"""Agents: a model is asked, its tools are used, and it is asked again until it has an answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.applications.language_models.converse import OPENAI_FORM, ChatForm
from exeoflow.importers.n8n.applications.memory.kept import RECALL, Memory
from exeoflow.importers.n8n.applications.memory.talk import grown, recalled
from exeoflow.importers.n8n.applications.tools.tool import GOES_ON, Tool
from exeoflow.importers.n8n.families.calls import sending
from exeoflow.importers.n8n.families.parting import listed_or_parted
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import OWN, Branch, Link, Piece, Step, behind, links_along
from exeoflow.importers.n8n.place import Place

_MOST_ROUNDS: Final = 10
"""How often n8n asks the model where nothing else is set."""

_STEP: Final = f"$nodes.`{OWN}%s`"
_SAID: Final = (
    "($m := %s; "
    f'{{"messages": $append({_STEP % "talk"}.messages, [$m]), "calls": [$m.tool_calls], '
    f'"left": {_STEP % "talk"}.left - 1, "text": $type($m.content) = "string" ? $m.content : ""}})'
)
"""The talk with what the model said, the tools that it asks for, and its text."""
_NO_TOOL: Final = '{"role": "tool", "tool_call_id": $item.id, "content": "There is no such tool."}'
_FAILED: Final = '$type($input) = "object" and $type($input.error) = "object"'


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked for each item: JSONata for the first request, and the step that sends each."""

    request: str
    config: Mapping[str, Any]
    answer: str
    """JSONata for the item, over the model's last text `$text`."""
    form: ChatForm = OPENAI_FORM


def agent_piece(
    place: Place, question: Question, tools: Sequence[Tool], memory: Memory | None = None
) -> Piece:
    """The loop, for one item after another; one whose model fails is told as n8n is told to."""
    items = place.list_of(place.each(row_of(question, memory)))
    steps = (
        Step("transform", {"expression": items}, "requests"),
        *_asks(place, question, tools, memory),
        *(_uses(tools) if tools else ()),
        *(() if memory is None else (memory.keep(grown(place.node)),)),
        Step("transform", {"expression": place.whole(_good(place, question.answer))}, "answer"),
    )
    asking, used = _asking(place), [_use(place, tool, number) for number, tool in enumerate(tools)]
    using = [step for each in used for step in each.steps]
    end = listed_or_parted(place)
    listing = _listing(tools, "each")
    links = (
        *_ways(tools, memory),
        *listing.links,
        *asking.links,
        *(link for each in used for link in each.links),
        Link("each", end.begins[0], "done"),
    )
    return behind(end, (*steps, *listing.steps, *asking.steps, *using), links)


def _asks(place: Place, question: Question, tools: Sequence[Tool], memory: Memory | None) -> Iterator[Step]:
    """The steps of an item up to what the model says."""
    yield Step("for_each", {"items": f"{{{{ {_STEP % 'requests'} }}}}"}, "each")
    yield Step("transform", {"expression": "$item"}, "begin")
    yield from _talks(place, question, tools, memory, sending(place))


def _talks(
    place: Place,
    question: Question,
    tools: Sequence[Tool],
    memory: Memory | None,
    properties: Mapping[str, Any],
) -> Iterator[Step]:
    """The steps behind `begin` up to what the model says."""
    rounds = max(1, int(place.number("options.maxIterations", _MOST_ROUNDS)))
    messages = "$input.call.body.messages" if memory is None else recalled(_STEP % "begin")
    begun = f'{{"messages": {messages}, "left": {rounds}}}'
    if memory is not None:
        yield RECALL
    yield Step("transform", {"expression": begun}, "first")
    yield Step("transform", {"expression": "$input"}, "talk")
    yield Step("http_request", _call(question, tools), "call", properties=properties)
    said = _SAID % question.form.message.replace("$answer", "$input.body")
    yield Step("transform", {"expression": said}, "said")


def _uses(tools: Sequence[Tool]) -> Iterator[Step]:
    """The steps of a round: each tool that the model wants is used, and it is told of them."""
    said = _STEP % "said"
    heard = f'{{"messages": $append({said}.messages, $input), "left": {said}.left}}'
    yield Step("condition", {"expression": "$count($input.calls) > 0 and $input.left > 0"}, "uses")
    yield Step("for_each", {"items": "{{ $input.calls }}"}, "tools")
    yield Step("transform", {"expression": "$item"}, "use")
    yield Step("switch", {"cases": [tool.case(number) for number, tool in enumerate(tools)]}, "tool")
    yield Step("transform", {"expression": _NO_TOOL}, "none")
    yield Step("transform", {"expression": heard}, "again")


def _ways(tools: Sequence[Tool], memory: Memory | None) -> Iterator[Link]:
    """The links of an item's steps, but for those from the model's answer and to the tools."""
    yield Link("each", "begin", "loop")
    recall, keep = ((), ()) if memory is None else (("recall",), ("keep",))
    asking, ending = ("begin", *recall, "first", "talk", "call"), (*keep, "answer", "each")
    yield from (*links_along(asking), *links_along(ending))
    yield from _answering(tools, ending[0])


def _answering(tools: Sequence[Tool], end: str) -> Iterator[Link]:
    """The links from what the model says to the end, or to its tools and back."""
    if not tools:
        yield Link("said", end)
        return
    yield from _ROUND
    yield Link("uses", end, "false")


_ROUND: Final = (
    Link("said", "uses"),
    Link("uses", "tools", "true"),
    Link("tools", "use", "loop"),
    Link("use", "tool"),
    Link("tool", "none", "default"),
    Link("none", "tools"),
    Link("tools", "again", "done"),
    Link("again", "talk"),
)


def _use(place: Place, tool: Tool, number: int) -> Branch:
    """The way over a tool: from the switch, and back with what it gave as a message."""
    end = f"told{number}"
    first, last = tool.steps[0].suffix, tool.steps[-1].suffix
    return Branch(
        (*tool.steps, Step("transform", {"expression": told(place, tool)}, end)),
        (Link("tool", first, f"t{number}"), *tool.links, Link(last, end), Link(end, "tools")),
    )


def row_of(question: Question, memory: Memory | None) -> str:
    """JSONata for an item of the requests: what is asked for the item `$j` at `$i`."""
    asked = {"call": question.request, "item": "$j", "index": "$i"}
    if memory is not None:
        asked["memory"] = memory.asked
    return object_of(asked)


def inner_talk(place: Place, question: Question, tools: Sequence[Tool], memory: Memory | None) -> Branch:
    """The talk of an agent that another asks, behind `requests` up to `answer`: the item, or what failed."""
    item = f"{_FAILED} ? $input : ($text := {_STEP % 'said'}.text; {question.answer})"
    used = [_use(place, tool, number) for number, tool in enumerate(tools)]
    listing = _listing(tools, "begin")
    steps = (
        *listing.steps,
        Step("transform", {"expression": f"{_STEP % 'requests'}[0]"}, "begin"),
        *_talks(place, question, tools, memory, GOES_ON),
        Step("condition", {"expression": _FAILED}, "asked"),
        *(_uses(tools) if tools else ()),
        *(step for each in used for step in each.steps),
        *(() if memory is None else (memory.keep(grown(place.node)),)),
        Step("transform", {"expression": place.whole(item)}, "answer", properties=GOES_ON),
    )
    links = (*listing.links, *_inner_ways(tools, memory), *(link for each in used for link in each.links))
    return Branch(steps, links)


def _inner_ways(tools: Sequence[Tool], memory: Memory | None) -> Iterator[Link]:
    """The links of such a talk, but for those of its tools."""
    recall, keep = ((), ()) if memory is None else (("recall",), ("keep",))
    ending = (*keep, "answer")
    yield from links_along(("begin", *recall, "first", "talk", "call", "asked"))
    yield Link("asked", "answer", "true")
    yield Link("asked", "said", "false")
    yield from _answering(tools, ending[0])
    yield from links_along(ending)


def _listing(tools: Sequence[Tool], end: str) -> Branch:
    """The way from the requests to the end, by all that have to be asked for their tools."""
    steps = [step for tool in tools if tool.listing is not None for step in tool.listing.steps]
    suffixes = ["requests", *(step.suffix for step in steps), end]
    return Branch(tuple(steps), links_along(suffixes))


def _asking(place: Place) -> Branch:
    """The way from the model's answer; one that failed, where others go on, to the end of its item."""
    if not place.fails_softly():
        return Branch((), (Link("call", "said"),))
    failed = '{"error": $input.error.message}'
    if place.node.on_error == "error":
        failed = f'{{"bad": $merge([{_STEP % "begin"}.item, {failed}])}}'
    return Branch(
        (
            Step("condition", {"expression": _FAILED}, "asked"),
            Step("transform", {"expression": failed}, "failed"),
        ),
        (
            Link("call", "asked"),
            Link("asked", "failed", "true"),
            Link("asked", "said", "false"),
            Link("failed", "each"),
        ),
    )


def _good(place: Place, answer: str) -> str:
    """The item of an answer; where failing ones leave elsewhere, as a row."""
    item = f'{{"good": {answer}}}' if place.node.on_error == "error" else answer
    return f"$text := {_STEP % 'said'}.text; {item}"


def described(place: Place, tools: Sequence[Tool]) -> str:
    """JSONata for the tools as a model is told of them."""
    found = (
        object_of(
            {
                "type": literal("function"),
                "function": object_of(
                    {
                        "name": literal(tool.name),
                        "description": place.constant(tool.description),
                        "parameters": place.constant(tool.parameters),
                    }
                ),
            }
        )
        for tool in tools
        if tool.listing is None
    )
    return f"[{', '.join(found)}]"


def _call(question: Question, tools: Sequence[Tool]) -> dict[str, Any]:
    begun = _STEP % "begin"
    form = question.form
    more = {"messages": f"{_STEP % 'talk'}.messages"}
    if found := [tool.listing.found for tool in tools if tool.listing is not None]:
        more["tools"] = f"[{begun}.call.body.tools, {', '.join(found)}]"
    body = f"$merge([{begun}.call.body, {object_of(more)}])"
    address, other = f"{begun}.call.url", form.address(f"{begun}.call.body")
    if other is not None:
        address = f"($address := {address}; {other})"
    return {**question.config, "url": f"{{{{ {address} }}}}", "body": f"{{{{ {form.body(body)} }}}}"}


def told(place: Place, tool: Tool) -> str:
    """JSONata for a tool's answer as a message."""
    given = f"($r := {tool.result}; $n8_field_text($n8_or_null($r)))"
    text = f'({_FAILED}) ? "Error: " & $input.error.message : {given}'
    return place.whole(f'{{"role": "tool", "tool_call_id": {_STEP % "use"}.id, "content": {text}}}')
