"""Chat: a message to whoever chats answers the call that theirs is; their next one may be waited for."""

from typing import Final

from exeoflow.importers.n8n.families.messages.asking import ASKS
from exeoflow.importers.n8n.families.waiting import ITEMS_OF_CALL, waits_for_call
from exeoflow.importers.n8n.pieces import ARRIVING, AT, MAIN, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_OPERATIONS_SINCE: Final = 1.1
"""The version since which an operation says whether a reply is waited for."""
_IN_DATA: Final = f'[$map(({ITEMS_OF_CALL}), function($j) {{ {{"data": $j}} }})]'
"""The items of a reply as these versions have them."""


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
        reply = ITEMS_OF_CALL if place.node.version < _OPERATIONS_SINCE else _IN_DATA
        ways = (Link("items", "answer"), Link("items", "call"))
        return behind(waits_for_call(reply), (arrives, respond), ways)
    goes_on = Step("transform", {"expression": "$input"})
    ways = (Link("items", "answer"), Link("items", MAIN))
    return Piece((arrives, respond, goes_on), ways, entries={0: "items"}, pairs={0: AT})


def _waits(place: Place) -> bool:
    """Whether a reply is waited for."""
    if place.node.version < _OPERATIONS_SINCE:
        return place.flag("waitUserReply", default=True)
    return place.chosen("operation", "send") == ASKS
