"""Chat: a message to whoever chats answers the call that theirs is; their next one may be waited for."""

from typing import Final

from exeoflow.importers.n8n.families.waiting import CALLED
from exeoflow.importers.n8n.pieces import ARRIVING, AT, MAIN, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_OPERATIONS_SINCE: Final = 1.1
"""The version since which an operation says whether a reply is waited for."""


def translate_chat_message(place: Place) -> Piece:
    """A message to whoever chats, as the answer to their call; perhaps their next call is waited for."""
    if place.chosen("responseType", "freeTextChat") != "freeTextChat":
        raise Refused("setting-unsupported", setting="responseType")
    if place.attached:
        place.takes_parts = True
        place.note("ai-memory")
    message = place.list_of(f"$n8_or_null({place.value(place.parameter('message', ''), 'first')})")
    config = {"status": 200, "body": {"output": f"{{{{ {message} }}}}"}}
    if not _waits(place) and 0 not in place.outputs:
        return Piece((Step("respond", config),), exits={}, readable={})
    respond = Step("respond", config, "answer")
    arrives = Step("transform", {"expression": ARRIVING}, "items")
    place.note("answer-goes-on")
    if _waits(place):
        place.note("call-approximated")
        nested = '[$map(%s, function($j) { {"data": $j} })]'
        reply = CALLED if place.node.version < _OPERATIONS_SINCE else nested % f"({CALLED})"
        waiting = (Step("wait", {"call": True}, "call"), Step("transform", {"expression": reply}))
        links = (Link("items", "answer"), Link("items", "call"), Link("call", MAIN))
        return Piece((arrives, respond, *waiting), links, entries={0: "items"}, pairs={0: "0"})
    goes_on = Step("transform", {"expression": "$input"})
    ways = (Link("items", "answer"), Link("items", MAIN))
    return Piece((arrives, respond, goes_on), ways, entries={0: "items"}, pairs={0: AT})


def _waits(place: Place) -> bool:
    """Whether a reply is waited for."""
    if place.node.version < _OPERATIONS_SINCE:
        return place.flag("waitUserReply", default=True)
    return place.chosen("operation", "send") == "sendAndWait"
