"""Triggers that somebody calls: by hand, from a workflow, by a webhook, a form or a chat."""

from collections.abc import Mapping
from json import loads
from typing import Any, Final

from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.model.execution import MAX_WAIT_SECONDS

_WEBHOOK_ITEM: Final = (
    '[{"headers": $exists($trigger.headers) ? $trigger.headers : {}, "params": {}, '
    '"query": $exists($trigger.query) ? $trigger.query : {}, '
    '"body": $exists($trigger.body) ? $trigger.body : {}}]'
)
_OBJECT_ITEM: Final = '[$type($trigger) = "object" ? $trigger : {}]'
_LIST_ITEMS: Final = '[$type($trigger) = "array" ? $trigger : $type($trigger) = "object" ? $trigger : {}]'
_BODY_ITEM: Final = '[$type($trigger.body) = "object" ? $trigger.body : {}]'


def trigger_piece(config: Mapping[str, Any], items: str, *more: Mapping[str, Any]) -> Piece:
    """A trigger, or several that do the same, and the items that n8n would have of it."""
    triggers = trigger_steps(config, *more)
    return Piece(
        (*triggers, Step("transform", {"expression": items}, stops_when_empty=True)),
        tuple(Link(each.suffix, "") for each in triggers),
        entries={},
        files="$n8_files_of_call($trigger.body)" if config["mode"] == "webhook" else None,
    )


def trigger_steps(*configs: Mapping[str, Any]) -> tuple[Step, ...]:
    """A step for each way in which a node is triggered."""
    return tuple(
        Step("trigger", config, "trigger" if not number else f"trigger{number + 1}")
        for number, config in enumerate(configs)
    )


def translate_manual(_: Place) -> Piece:
    """Started by hand; what it is started with, if that is an object, is its item."""
    return trigger_piece({"mode": "manual"}, _OBJECT_ITEM)


def translate_called(place: Place) -> Piece:
    """Called by another workflow with a list of items or one, of which it takes the fields that it names."""
    names = _inputs(place)
    if names is None:
        return trigger_piece({"mode": "manual"}, _LIST_ITEMS)
    fields = {name: f"($v := $lookup($j, {literal(name)}); $exists($v) ? $v : null)" for name in names}
    return trigger_piece({"mode": "manual"}, f"[$map({_LIST_ITEMS}, function($j) {{ {object_of(fields)} }})]")


def _inputs(place: Place) -> list[str] | None:
    """The fields that a workflow says it is called with; None if it takes all."""
    source = place.chosen("inputSource", "workflowInputs")
    if place.node.version < 1.1 or source == "passthrough":
        return None
    if source == "workflowInputs":
        rows = place.rows("workflowInputs.values")
        return [*dict.fromkeys(name for row in rows if isinstance(name := row.get("name"), str))]
    try:
        example = loads(place.parameter("jsonExample", _NEW_EXAMPLE))
    except ValueError:
        example = None
    if not isinstance(example, Mapping):
        raise Refused("setting-unsupported", setting="jsonExample")
    return [*map(str, example)]


_NEW_EXAMPLE: Final = '{"aField": "", "aNumber": 1, "thisFieldAcceptsAnyType": null, "anArray": []}'
"""The fields that stand in n8n's new node."""


def translate_error(place: Place) -> Piece:
    """Started when another workflow fails."""
    place.note("trigger-data")
    return trigger_piece({"mode": "manual"}, _OBJECT_ITEM)


def translate_webhook(place: Place) -> Piece:
    """An HTTP call, by one of the node's methods; its caller waits where n8n lets it wait."""
    if place.chosen("authentication", "none") != "none":
        place.note("trigger-by-hand", what="authentication")
    place.note("trigger-data")
    ignored = [setting for setting in _ADMITTING if place.parameter(setting)]
    # Parameters of the address are items' `params` there.
    ignored += ["path"] if ":" in str(place.parameter("path", "")) else []
    for setting in ignored:
        place.note("setting-ignored", setting=setting)
    written = place.parameter("httpMethod", "GET")
    methods = [each for each in (written if isinstance(written, list) else [written]) if each in _METHODS]
    config: dict[str, Any] = {"mode": "webhook", "method": methods or ["GET"]}
    waits = place.parameter("responseMode", "onReceived") != "onReceived"
    if waits:
        config["wait"] = MAX_WAIT_SECONDS
    if waits or any(place.parameter(setting) not in _AS_USUAL for setting in _ANSWERING):
        place.note("webhook-answer", seconds=str(MAX_WAIT_SECONDS))
    return trigger_piece(config, _WEBHOOK_ITEM)


_METHODS: Final = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
_ADMITTING: Final = ("options.ipWhitelist", "options.ignoreBots", "options.onlyRunIf", "options.rawBody")
"""Settings of a webhook that say who may call, and what becomes of the call."""
_ANSWERING: Final = (
    "responseCode",
    "options.responseCode",
    "options.responseData",
    "options.responseHeaders",
    "options.responseContentType",
    "options.noResponseBody",
)
_AS_USUAL: Final[tuple[object, ...]] = (None, "", {}, False, 200)


def translate_app_trigger(place: Place) -> Piece:
    """A webhook that an application calls; who wants it subscribes by hand."""
    place.note("trigger-by-hand", what=place.node.kind)
    return trigger_piece({"mode": "webhook"}, _BODY_ITEM)


def translate_form(place: Place) -> Piece:
    """A form's fields come as the body of a call."""
    place.note("trigger-by-hand", what="form")
    return trigger_piece({"mode": "webhook"}, _BODY_ITEM)


def translate_chat(place: Place) -> Piece:
    """A message of a chat comes as the body of a call; what was said before is not shown again."""
    place.note("trigger-by-hand", what="chat")
    place.takes_parts = True
    if place.attached:
        place.note("ai-memory")
    if place.parameter("options.responseMode") != "responseNodes":
        return trigger_piece({"mode": "webhook"}, _BODY_ITEM)
    place.note("webhook-answer", seconds=str(MAX_WAIT_SECONDS))
    return trigger_piece({"mode": "webhook", "wait": MAX_WAIT_SECONDS}, _BODY_ITEM)
