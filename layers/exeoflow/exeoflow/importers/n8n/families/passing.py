"""Nodes that only hand their items on or only fail, and one that gives the items of a test."""

import re
from collections.abc import Mapping
from typing import Any

from exeoflow.importers.n8n.parameters import computes, is_of_kind
from exeoflow.importers.n8n.pieces import AT, COUNTED, Piece, Step
from exeoflow.importers.n8n.place import Place


def translate_no_op(place: Place) -> Piece:
    """Gives its items on."""
    return place.listed("$in", AT)


def translate_execution_data(place: Place) -> Piece:
    """Gives its items on; what it is to show of an execution is not kept."""
    if not all(map(_is_kept, place.rows("dataToSave.values"))):
        # In a run by hand n8n fails where the value is neither text nor number, or the key no plain name.
        place.note("setting-ignored", setting="dataToSave")
    return translate_no_op(place)


def _is_kept(row: Mapping[str, Any]) -> bool:
    """Whether n8n surely keeps a value by its key."""
    key, value = row.get("key", ""), row.get("value", "")
    is_plain = isinstance(key, str) and re.fullmatch(r"\w*", key) is not None
    return is_plain and not computes(value) and (is_of_kind("string", value) or is_of_kind("number", value))


def translate_part(place: Place) -> Piece:
    """A node that only serves others fails as a step, whatever comes; where it is to go on, its items do."""
    place.refuse_error_output()
    place.takes_parts = True
    place.asked |= set(place.node.parameters)
    place.note("part-as-step")
    return place.listed("$in" if place.fails_softly() else '$error("This node only serves others.")')


def translate_stop(place: Place) -> Piece:
    """Fails the execution with a message about the first item; where it is to go on, its items do."""
    if place.fails_softly():
        return place.listed("$in")
    if place.chosen("errorType", "errorMessage") == "errorObject":
        place.note("error-text")
        written = place.parameter("errorObject", "{}")
    else:
        written = place.parameter("errorMessage", "")
    message = place.list_of(
        f"($m := {place.value(written, 'first')}; $n8_is_nothing($m) ? 'Error' : $n8_field_text($m))"
    )
    config = {"status": "failed", "code": "Workflow.Stopped", "message": f"{{{{ {message} }}}}"}
    return Piece((Step("stop", config),), exits={})


def pinned(place: Place) -> Piece:
    """A node that gives the items that a test has for it."""
    expression = f"[$trigger.pinned.`{place.id}`]"
    return Piece(
        (Step("transform", {"expression": expression}, stops_when_empty=True),),
        pairs={0: COUNTED},
    )
