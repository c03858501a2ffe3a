"""Chat Memory Manager: reads, fills and empties the memory that hangs on it."""

from typing import Final

from exeoflow.importers.n8n.applications.language_models.chat_models import message
from exeoflow.importers.n8n.applications.memory.kept import HELD, RECALL, memory_of
from exeoflow.importers.n8n.applications.model import DONE
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import OWN, Piece, Step, behind_loop
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_SAYS_SINCE: Final = 1.1
"""The version since which all messages are one item where nothing else is said, and a change is `success`."""
_USUAL_LAST: Final = 2
_ROLES: Final = {"ai": "assistant", "system": "system", "user": "user"}
_NAMES: Final = '{"assistant": "ai", "user": "human", "system": "system", "tool": "tool"}'
_SIMPLE: Final = (
    "$reduce($held, function($all, $m) {( "
    f"$name := $lookup({_NAMES}, $m.role); $own := {{$name: $m.content}}; $last := $all[-1]; "
    "$count($all) = 0 or $exists($lookup($last, $name)) ? $append($all, [$own]) : "
    "$append([$filter($all, function($e, $k) { $k < $count($all) - 1 })], [$merge([$last, $own])]) )}, [])"
)
"""Messages that follow on each other as one object, up to the next of a role that it has."""
_CLASSES: Final = (
    '{"assistant": "AIMessage", "user": "HumanMessage", "system": "SystemMessage", "tool": "ToolMessage"}'
)
_CALLS: Final = '{"name": function.name, "args": $parse(function.arguments), "id": id, "type": "tool_call"}'
_WHOLE: Final = (
    '[$map($held, function($m) { {"lc": 1, "type": "constructor", '
    f'"id": ["langchain_core", "messages", $lookup({_CLASSES}, $m.role)], "kwargs": $merge(['
    '{"content": $m.content}, $m.role = "assistant" ? '
    f'{{"tool_calls": [$m.tool_calls.{_CALLS}], "invalid_tool_calls": []}} : {{}}, '
    '$m.role = "tool" ? {"name": $m.name, "tool_call_id": $m.tool_call_id} : {}, '
    '{"additional_kwargs": {}, "response_metadata": {}}]) } })]'
)
"""Messages as LangChain writes them."""


_CHANGE: Final = f"$nodes.`{OWN}begin`.change"
_CHANGED: Final = {
    "insert": f"$append({_CHANGE}.overrides ? [] : $held, {_CHANGE}.messages)",
    "delete": f"($n := $exists({_CHANGE}.last) ? $count($held) - {_CHANGE}.last : 0; "
    "$n < 0 ? $held : [$filter($held, function($m, $k) { $k < $n })])",
}
"""By the mode: JSONata for the messages as they are changed."""
_ROWS: Final = (
    "[$reduce($input, function($all, $x, $n) { $append($all, "
    '[$map($x.items, function($e) { {"j": $e, "k": $n} })]) }, [])]'
)


def translate_memory_manager(place: Place) -> Piece:
    """For each item the messages of a memory, as they are or as it changes them."""
    memory = memory_of(place, "each")
    mode = place.chosen("mode", "load")
    if memory is None or mode not in {"load", *_CHANGED}:
        raise Refused("setting-unsupported", setting="mode")
    place.fail_as_a_whole()
    place.takes_parts = True
    asked = {"memory": memory.asked}
    kept: tuple[Step, ...] = ()
    if mode != "load":
        asked["change"] = _change(place, mode)
        kept = (memory.keep(f"($held := {HELD}; {_CHANGED[mode]})"),)
    requests = place.list_of(place.each(object_of(asked)))
    items = f'($held := {HELD}; {{"items": [({_items(place, mode)})]}})'
    return behind_loop(
        place.from_rows(place.whole(_ROWS)),
        Step("transform", {"expression": requests}, "requests"),
        Step("transform", {"expression": "$item"}, "begin"),
        RECALL,
        *kept,
        Step("transform", {"expression": items}, "given"),
    )


def _change(place: Place, mode: str) -> str:
    """JSONata for what an item changes."""
    if mode == "delete":
        if place.chosen("deleteMode", "lastN") != "lastN":
            return "{}"
        return object_of({"last": place.value(place.parameter("lastMessagesCount", _USUAL_LAST))})
    messages = []
    for row in place.rows("messages.messageValues"):
        role = _ROLES.get(str(row.get("type", "system")))
        if role is None:
            raise Refused("setting-unsupported", setting="messages.type")
        if row.get("hideFromUI"):
            place.note("setting-left-out", setting="hideFromUI")
        messages.append(message(role, f"$n8_field_text({place.value(row.get('message', ''))})"))
    overrides = place.chosen("insertMode", "insert") == "override"
    return object_of({"overrides": literal(overrides), "messages": f"[{', '.join(messages)}]"})


def _items(place: Place, mode: str) -> str:
    """JSONata for the items of an item, over the messages `$held` as they were."""
    says = place.node.version >= _SAYS_SINCE
    if mode != "load":
        return DONE if says else f"($held := {_CHANGED[mode]}; {_WHOLE})"
    simple = place.flag("simplifyOutput", default=True)
    if simple and not says:
        # That version ends at the first item which finds messages.
        raise Refused("setting-unsupported", setting="simplifyOutput")
    listed = _SIMPLE if simple else _WHOLE
    if not place.flag("options.groupMessages", default=says):
        return listed
    return f'($said := [({listed})]; {{"messages": $said, "messagesCount": $count($said)}})'
