"""What was said before, which is not kept: a memory is always empty."""

from typing import Final

from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_GROUPED_SINCE: Final = 1.1
"""The version since which all messages are one item where nothing else is said."""


def translate_memory_manager(place: Place) -> Piece:
    """For each item the messages of a memory, which has none; it takes none either."""
    is_grouped = place.flag("options.groupMessages", default=place.node.version >= _GROUPED_SINCE)
    if place.chosen("mode", "load") != "load" or not is_grouped:
        raise Refused("setting-unsupported", setting="mode")
    place.takes_parts = True
    place.note("ai-memory")
    return place.listed(place.each('{"messages": [], "messagesCount": 0}'))
