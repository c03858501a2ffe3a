"""Respond to Webhook: the answer to whoever called, of the first item, of all, or of a file."""

from typing import Any, Final

from exeoflow.importers.n8n.jsonata import assigned, literal, path_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import ARRIVING, AT, MAIN, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_REDIRECTED: Final = 307
_STATUSES: Final = range(200, 600)
_UNSUPPORTED: Final = frozenset({"jwt"})
_ADDRESS: Final = (
    '($v := %s; $u := $type($v) = "string" ? ($contains($v, "://") ? $v : "https://" & $v) : ""; '
    r"$n8_is_nothing($v) ? 'undefined' : $contains($u, /^\s*(https?|ftp):[\\\/]+([^\s\\\/?#@]*@)?"
    r"([^\s\\\/?#<>^|:@\[\]]+|\[[0-9a-f:.]+\])(:[0-9]{0,5})?\s*([\\\/?#][\s\S]*)?$/i) "
    '? $u : $error("This is no address."))'
)
"""JSONata for what n8n takes for an address; it may stand there without https."""


def translate_respond(place: Place) -> Piece:
    """The answer to a webhook's call."""
    if 1 in place.outputs and (place.node.version == 1.3 or place.flag("enableResponseOutput")):
        # What was answered goes on there.
        raise Refused("setting-unsupported", setting="enableResponseOutput")
    config = _answer(place)
    headers = {**config.get("headers", {}), **_written_headers(place)}
    if headers:
        config["headers"] = headers
    if 0 not in place.outputs:
        return Piece((Step("respond", config),), exits={}, readable={})
    # The caller has its answer, and the items go on.
    place.note("answer-goes-on")
    arrives = Step("transform", {"expression": ARRIVING}, "items")
    main = Step("transform", {"expression": "$input"})
    return Piece(
        (arrives, Step("respond", config, "answer"), main),
        (Link("items", "answer"), Link("items", MAIN)),
        entries={0: "items"},
        pairs={0: AT},
    )


def _written(place: Place, kind: str) -> Any:  # noqa: ANN401 - any JSON
    """The body that the node's own field says, as a text or as JSON.

    A value that is no text is answered as JSON by n8n, too; a JSON body that is falsy is none.
    """
    new = "" if kind == "text" else '{"myField": "value"}'
    value = place.value(place.parameter("responseBody", new), "first")
    if kind == "text":
        return _evaluated(place, f'($v := {value}; $exists($v) ? $v : "")')
    return _evaluated(place, f'($v := {value}; $n8_falsy($v) ? "" : $type($v) = "string" ? $parse($v) : $v)')


def _answer(place: Place) -> dict[str, Any]:
    """Status and body, and the headers that the kind of answer has by itself."""
    kind = place.chosen("respondWith", "firstIncomingItem")
    status: dict[str, Any] = {"status": _status(place, _REDIRECTED if kind == "redirect" else 200)}
    match kind:
        case "firstIncomingItem":
            return {**status, "body": _under_key(place, "$in[0]")}
        case "allIncomingItems":
            return {**status, "body": _under_key(place, "$in")}
        case "noData":
            return {**status, "body": ""}
        case "text" | "json":
            return {**status, "body": _written(place, kind)}
        case "redirect":
            location = place.value(place.parameter("redirectURL", ""), "first")
            headers = {"location": _evaluated(place, _ADDRESS % location)}
            return {**status, "body": "", "headers": headers}
        case "binary":
            return {**status, **_file(place)}
        case other if other in _UNSUPPORTED or place.fails_softly():
            raise Refused("setting-unsupported", setting=f"respondWith: {other}")
        case other:
            place.note("setting-unknown", setting=f"respondWith: {other}")
            failing = f"$error({literal(f'There is no answer by {other}.')})"
            return {**status, "body": _evaluated(place, failing)}


def _status(place: Place, default: int) -> object:
    written = place.parameter("options.responseCode", default)
    if not is_computed(written):
        status = int(place.number("options.responseCode", default)) or default
        if status not in _STATUSES:
            raise Refused("setting-unsupported", setting=f"options.responseCode: {status}")
        return status
    return _evaluated(
        place,
        f"($s := {place.value(written, 'first')}; $n8_falsy($s) ? {default} : $floor($n8_need_number($s)))",
    )


def _under_key(place: Place, items: str) -> str:
    """Items as the whole answer, or in a field of it."""
    key = place.parameter("options.responseKey", "")
    if not key:
        return f"{{{{ {items.replace('$in', ARRIVING)} }}}}"
    if not isinstance(key, str):
        raise Refused("setting-computed", setting="options.responseKey")
    if not is_computed(key):
        return _evaluated(place, assigned("{}", path_of(key), items))
    value = place.value(key, "first")
    names = (
        '$type($key) = "array" ? [$map($key, $n8_text)] '
        ': $type($key) in ["number", "boolean"] ? [$n8_text($key)] : $n8_path($n8_text($key))'
    )
    under = f"$n8_put({{}}, {names}, {items})"
    return _evaluated(place, f"($key := {value}; $n8_falsy($key) ? {items} : {under})")


def _file(place: Place) -> dict[str, Any]:
    """The bytes of a file of the first item: the one that is named, or the first."""
    files = place.all_files()
    if place.chosen("responseDataSource", "automatically") == "set":
        name = f"$n8_text({place.value(place.parameter('inputFieldName', 'data'), 'first')})"
    else:
        name = "$keys($f)[0]"
    file = f"($j := $in[0]; $i := 0; $f := {files}; $n8_file($f, {name}))"
    kind = f"($x := {file}; $exists($x.mimeType) ? $x.mimeType : 'application/octet-stream')"
    return {
        "body": _evaluated(place, f"{file}.data"),
        "body_encoding": "base64",
        "headers": {"content-type": _evaluated(place, kind)},
    }


def _written_headers(place: Place) -> dict[str, str]:
    headers = {}
    for row in place.rows("options.responseHeaders.entries"):
        name, value = row.get("name"), row.get("value", "")
        if not isinstance(name, str) or is_computed(name) or not name:
            raise Refused("setting-computed", setting="options.responseHeaders")
        # What nothing or null is in a header is not what it is in a text.
        given = place.spelled(value, "first") or place.value(value, "first")
        text = f'($v := {given}; $n8_is_nothing($v) ? "undefined" : $n8_text($v))'
        headers[name.lower()] = _evaluated(place, text) if is_computed(value) else str(value)
    return headers


def _evaluated(place: Place, text: str) -> str:
    return f"{{{{ {place.list_of(text)} }}}}"
