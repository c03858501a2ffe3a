"""Item Lists: the older node that was several of those for lists."""

from typing import Final

from exeoflow.importers.n8n.families.lists.duplicates import translate_remove_duplicates
from exeoflow.importers.n8n.families.lists.rearranging import (
    translate_aggregate,
    translate_limit,
    translate_sort,
    translate_split_out,
)
from exeoflow.importers.n8n.families.lists.summarize import translate_summarize
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_AGGREGATE: Final = ("aggregateItems", "concatenateItems")
"""What one operation is called before version 3, and since; by the other name n8n fails."""
_OPERATIONS: Final = {
    "splitOutItems": translate_split_out,
    _AGGREGATE[0]: translate_aggregate,
    _AGGREGATE[1]: translate_aggregate,
    "limit": translate_limit,
    "sort": translate_sort,
    "removeDuplicates": translate_remove_duplicates,
    "summarize": translate_summarize,
}


def translate_item_lists(place: Place) -> Piece:
    """One of the other nodes, by the operation."""
    operation = place.chosen("operation", "splitOutItems")
    if (resource := place.chosen("resource", "itemList")) != "itemList":
        raise Refused("setting-unsupported", setting=f"resource: {resource}")
    translate = _OPERATIONS.get(operation)
    if translate is None or operation == _AGGREGATE[place.node.version < 3]:
        raise Refused("setting-unsupported", setting=f"operation: {operation}")
    return translate(place)
