"""Nodes that send a message and wait for its answer: a question that people are asked here."""

from typing import Final

from exeoflow.importers.n8n.families.waiting import SECONDS
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Link, Piece, Step
from exeoflow.importers.n8n.place import Place

ASKS: Final = "sendAndWait"
"""The operation, by its name in each application."""
_YEAR: Final = 31_536_000
_QUESTION: Final = f"$nodes.`{OWN}question`"
_DECIDED: Final = '[{"data": {"approved": $input.decision = "approved"}}]'
_WRITTEN: Final = '[{"data": $type($input) = "object" ? $input : {"text": $input}}]'


def _ask(place: Place, *, is_decision: bool) -> Step:
    patience = {"timeout": _patience(place)}
    if is_decision:
        return Step("approval", {"message": "{{ $input.message }}", **patience}, "ask")
    return Step("wait", {"call": True, **patience}, "ask")


def translate_question(place: Place, application: str) -> Piece:
    """Asks once, about the first item; after the time that is set the items go on without an answer."""
    place.refuse_error_output()
    place.note("asked-here", application=application)
    asked, is_decision = _asked(place), place.chosen("responseType", "approval") == "approval"
    ask = _ask(place, is_decision=is_decision)
    answered = _DECIDED if is_decision else _WRITTEN
    ways = ("approved", "rejected") if is_decision else (None,)
    return Piece(
        (
            Step("transform", {"expression": asked}, "question"),
            ask,
            Step("transform", {"expression": answered}, "answered"),
            Step("transform", {"expression": f"{_QUESTION}.items"}, "left"),
            Step("transform", {"expression": "$input"}),
        ),
        (
            Link("question", "ask"),
            *(Link("ask", "answered", each) for each in ways),
            Link("ask", "left", "timeout"),
            Link("answered", ""),
            Link("left", ""),
        ),
        entries={0: "question"},
        pairs={0: "0"},
        begins=("question",),
    )


def _asked(place: Place) -> str:
    """JSONata for the question, and the items that go on beside it."""
    texts = (place.parameter(name) for name in ("subject", "message"))
    lines = ", ".join(f"$n8_field_text({place.value(each, 'first')})" for each in texts if each)
    return place.list_of(object_of({"message": f'$join([{lines}], "\\n\\n")', "items": "$in"}))


def _patience(place: Place) -> int:
    """Seconds until the node goes on without an answer; n8n waits for ever where nothing is set."""
    limit = "options.limitWaitTime.values"
    if not place.parameter(limit):
        return _YEAR
    if place.chosen(f"{limit}.limitType", "afterTimeInterval") != "afterTimeInterval":
        place.note("setting-approximated", setting="limitWaitTime")
        return _YEAR
    unit = SECONDS.get(place.chosen(f"{limit}.resumeUnit", "hours"), 1)
    return min(_YEAR, max(1, round(place.number(f"{limit}.resumeAmount", 1) * unit)))
