"""Remove Duplicates over runs: items are held against what earlier runs of the node have seen."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.families.code import code_of_items
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.families.static_data import keeping, with_kept_data
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import ARRIVING, OWN_NAMES, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_VALUES: Final[Mapping[str, str]] = {
    "removeItemsWithAlreadySeenKeyValues": "dedupeValue",
    "removeItemsUpToStoredIncrementalKey": "incrementalDedupeValue",
    "removeItemsUpToStoredDate": "dateDedupeValue",
}
"""By the way in which items are compared, the parameter that they are compared by."""
_MOST: Final = 10_000


def translate_seen_before(place: Place) -> Piece:
    """The items that no earlier run had, by a value of each."""
    logic = place.chosen("logic", "removeItemsWithAlreadySeenKeyValues")
    _check_scope(place)
    if logic not in _VALUES or 1 in place.outputs or place.fails_softly():
        raise Refused("setting-unsupported", setting=f"logic: {logic}")
    asked = {"logic": literal(logic), "most": literal(place.number("options.historySize", _MOST))}
    value = place.value(place.parameter(_VALUES[logic], ""))
    values = place.each(object_of({"v": f"$n8_or_null({value})"}))
    # Not among what the place gives: code that evaluates the value runs before, and gets that too.
    nodes = {
        **place.given,
        f"{OWN_NAMES}asked": f'{{"items": [{object_of(asked)}]}}',
        f"{OWN_NAMES}values": f'($in := {ARRIVING}; {{"items": {values}}})',
    }
    source = script("seenItems.js")
    return keeping(place, source, code_of_items(place, with_kept_data(source), "all", nodes))


def translate_forgetting(place: Place) -> Piece:
    """Clears what the node itself has seen, which is nothing, and gives its items on."""
    _check_scope(place)
    return place.listed("$in")


def _check_scope(place: Place) -> None:
    """Raise `Refused` where what is seen is that of the whole workflow."""
    if place.chosen("options.scope", "node") != "node":
        raise Refused("setting-unsupported", setting="options.scope")
