"""Nodes that work on nothing: No Operation, Stop and Error, and one that gives the items of a test."""

from exeoflow.importers.n8n.pieces import AT, COUNTED, Piece, Step
from exeoflow.importers.n8n.place import Place


def translate_no_op(place: Place) -> Piece:
    """Gives its items on."""
    return place.listed("$in", AT)


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
