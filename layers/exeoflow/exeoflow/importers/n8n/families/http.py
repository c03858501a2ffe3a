"""HTTP Request: a call for each item, its answers as items."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from exeoflow.importers.n8n.families.fields import parted_by_failure
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import OWN, Link, Piece, Step
from exeoflow.importers.n8n.place import Place, is_computed
from exeoflow.importers.n8n.reasons import Refused

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNSUPPORTED: Final = ("options.proxy", "options.allowUnauthorizedCerts", "options.queryParameterArrays")


def translate_http_request(place: Place) -> Piece:
    """Versions 3 and 4 say what is sent by switches; the older ones by whether there is any."""
    return called(place, request_of(place), _items_of_answer(place))


def request_of(place: Place) -> dict[str, Any]:
    """What is sent, as the configuration of `http_request`."""
    return _old_request(place) if place.node.version < 3 else _request(place)


def called(place: Place, request: Mapping[str, Any], items: str) -> Piece:
    """The call, for an only item or in turn for each; `items` is JSONata for those of an answer `$a`."""
    if place.fails_softly():
        place.note("error-text")
    call = Step("http_request", request, "call", properties=sending(place))
    if place.node.on_error == "error":
        return _parting(place, call, items)
    if place.takes_one or place.node.executes_once:
        body = f"$answers := [$input]; {place.outgoing(_all_answers(items))}"
        main = Step("transform", {"expression": place.whole(body)}, stops_when_empty=True)
        return Piece((call, main), (Link("call", ""),), entries={0: "call"}, pairs={0: "0"}, begins=("call",))
    loop = Step("for_each", {"items": f"{{{{ {place.input} }}}}"}, "each")
    body = f"$answers := $input; {place.outgoing(_all_answers(items))}"
    main = Step("transform", {"expression": place.whole(body)}, stops_when_empty=True)
    piece = Piece(
        (loop, call, main),
        (Link("each", "call", "loop"), Link("call", "each"), Link("each", "", "done")),
        entries={0: "each"},
        begins=("each",),
    )
    rows = f'[$map([{items}], function($x) {{ {{"j": $x, "k": $n}} }})]'
    return replace(piece, tracked=tracked(place, piece, f"$answers := $input; {_all_answers(rows)}"))


def tracked(place: Place, piece: Piece, rows: str) -> Piece:
    """The piece with `rows` between its loop, which ends in `done`, and its last step."""
    behind = place.from_rows(place.whole(rows))
    links = tuple(replace(each, target="rows") if each.handle == "done" else each for each in piece.links)
    steps = tuple(each for each in piece.steps if each.suffix)
    return replace(piece, steps=(*steps, *behind.steps), links=(*links, *behind.links), pairs=behind.pairs)


def sending(place: Place) -> dict[str, Any]:
    """How often a request is tried, and that the others go on when it fails, as properties of its step."""
    return retrying(place) | ({"on_error": "continue"} if place.fails_softly() else {})


def retrying(place: Place) -> dict[str, Any]:
    """How often a request is tried; one that fails in the end ends the execution."""
    if place.node.tries <= 1:
        return {}
    interval = place.node.seconds_between_tries
    return {"retry": {"max_attempts": place.node.tries - 1, "interval": interval, "backoff": 1}}


def _parting(place: Place, call: Step, items: str) -> Piece:
    """The calls, and their items by output 0; those whose call failed leave by output 1."""
    arrives = Step("transform", {"expression": place.whole(arriving(place))}, "kept")
    loop = Step("for_each", {"items": "{{ $input }}"}, "each")
    kept = f"$nodes.`{OWN}kept`"
    failed = f'[{{"bad": $merge([{kept}[$n], {{"error": $a.error.message}}]), "n": $n}}]'
    good = f'$map([{items}], function($e) {{ {{"good": $e, "n": $n}} }})'
    parted = f'$type($a.error) = "object" ? {failed} : {good}'
    rows = f"[$reduce($in, function($all, $a, $n) {{ $append($all, ({parted})) }}, [])]"
    end = parted_by_failure(place, rows, is_first=False)
    return replace(
        end,
        steps=(arrives, loop, call, *end.steps),
        links=(
            Link("kept", "each"),
            Link("each", "call", "loop"),
            Link("call", "each"),
            Link("each", "rows", "done"),
            *end.links,
        ),
        entries={0: "kept"},
        begins=("kept",),
    )


def arriving(place: Place) -> str:
    """JSONata for the items that come in, or for the first where the node runs once."""
    return f"[{place.input}[0]]" if place.node.executes_once else place.input


def templated(place: Place, written: Any) -> Any:  # noqa: ANN401 - any JSON
    """A parameter as a field of a configuration, seen from the call of one item."""
    if isinstance(written, str) and not is_computed(written):
        return written if "{{" not in written else f"{{{{ {literal(written)} }}}}"
    if not isinstance(written, str | Mapping | list):
        return written
    return f"{{{{ {of_item(place, place.value(written))} }}}}"


def of_item(place: Place, text: str) -> str:
    """JSONata over `$j` and `$i` as an expression over the item that is called for."""
    if place.head is not None:
        head = place.head
    elif place.node.on_error != "error" and (place.takes_one or place.node.executes_once):
        head = f"$in := {place.input}; $j := $in[0]; $i := 0; "
    elif place.codes:
        head = f"$in := {place.input}; $j := $item; $i := $index; "
    else:
        head = "$j := $item; $i := $index; $in := [$item]; "
    return place.whole(f"{head}{text}")


def _request(place: Place) -> dict[str, Any]:
    request = _beginning(place, place.chosen("method", "GET").upper())
    if place.flag("sendQuery"):
        request["query"] = _named(place, "query", "specifyQuery", "jsonQuery", "queryParameters.parameters")
    if place.flag("sendHeaders"):
        request["headers"] = _named(
            place, "headers", "specifyHeaders", "jsonHeaders", "headerParameters.parameters"
        )
    if place.flag("sendBody"):
        _add_body(place, request)
    return request


def _beginning(place: Place, method: str) -> dict[str, Any]:
    for setting in _UNSUPPORTED:
        if place.parameter(setting):
            raise Refused("setting-unsupported", setting=setting)
    if method not in _METHODS:
        raise Refused("setting-unsupported", setting=f"method: {method}")
    if place.parameter("options.pagination"):
        raise Refused("setting-unsupported", setting="options.pagination")
    if place.parameter("options.batching"):
        place.note("setting-approximated", setting="options.batching")
    request: dict[str, Any] = {"method": method, "url": _address(place)}
    if place.parameter("options.redirect.redirect.followRedirects") is False:
        request["follow_redirects"] = False
    credential = credential_of(place)
    if credential is not None:
        request["credential"] = credential
    return request


def _address(place: Place) -> str:
    written = place.parameter("url", "")
    if not isinstance(written, str) or not written.strip():
        raise Refused("setting-unsupported", setting="url")
    if not is_computed(written):
        if not written.strip().startswith(("http://", "https://")):
            written = f"http://{written.strip()}"
        return str(templated(place, written.strip().replace(" ", "%20")))
    value = place.value(written)
    text = f'($u := $n8_text({value}); $contains($u, /^https?:/) ? $u : "http://" & $u)'
    return f"{{{{ {of_item(place, text)} }}}}"


def credential_of(place: Place) -> str | None:
    """The name under which the credential of a node has to be created; None if it needs none."""
    kind = place.chosen("authentication", "none")
    if kind == "none" or not place.node.credentials:
        if kind != "none":
            place.note("credential-missing", kind=kind)
        return None
    return f"n8n/{place.node.credentials[0]}"


def _named(place: Place, what: str, specify: str, json: str, rows: str) -> Any:  # noqa: ANN401 - any JSON
    """Headers or query parameters: rows of names and values, or an object written as JSON."""
    if place.chosen(specify, "keypair") == "json":
        value = place.value(place.parameter(json, "{}"))
        text = f'($v := {value}; $type($v) = "string" ? $parse($v) : $v)'
        return f"{{{{ {of_item(place, text)} }}}}"
    found: dict[str, Any] = {}
    for row in place.rows(rows):
        name = row.get("name")
        if not isinstance(name, str) or not name:
            continue
        if is_computed(name):
            raise Refused("setting-computed", setting=what)
        text = f"$n8_text($n8_or_null({place.value(row.get('value', ''))}))"
        written = row.get("value", "")
        value = (
            f"{{{{ {of_item(place, text)} }}}}" if computes_text(written) else templated(place, str(written))
        )
        if name in found:
            raise Refused("setting-unsupported", setting=f"{what}: {name}")
        found[name] = value
    return found


def computes_text(written: object) -> bool:
    """Whether a value has to be made a text in the run."""
    return is_computed(written) or isinstance(written, Mapping | list)


def _add_body(place: Place, request: dict[str, Any]) -> None:
    match place.chosen("contentType", "json"):
        case "json":
            if place.chosen("specifyBody", "keypair") == "json":
                request["body"] = _json_body(place, place.parameter("jsonBody", ""))
            else:
                request["body"] = _pairs(place, "bodyParameters.parameters")
        case "raw":
            request["body"] = templated(place, place.parameter("body", ""))
            kind = place.parameter("rawContentType")
            if isinstance(kind, str) and kind:
                headers = request.setdefault("headers", {})
                if not isinstance(headers, dict):
                    raise Refused("setting-unsupported", setting="rawContentType")
                headers.setdefault("Content-Type", templated(place, kind))
        case "form-urlencoded":
            if place.chosen("specifyBody", "keypair") != "keypair":
                raise Refused("setting-unsupported", setting="specifyBody")
            request["body"] = _pairs(place, "bodyParameters.parameters")
            request["body_type"] = "form"
        case other:
            raise Refused("setting-unsupported", setting=f"contentType: {other}")


def _json_body(place: Place, written: Any) -> Any:  # noqa: ANN401 - any JSON
    """A body that is written as JSON; one that is none fails the node."""
    value = place.value(written)
    text = f'($v := {value}; $type($v) = "string" ? ($v = "" ? {{}} : $parse($v)) : $n8_or_null($v))'
    return f"{{{{ {of_item(place, text)} }}}}"


def _pairs(place: Place, rows: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in place.rows(rows):
        name = row.get("name")
        if row.get("parameterType") == "formBinaryData":
            raise Refused("setting-unsupported", setting="formBinaryData")
        if not isinstance(name, str) or not name:
            continue
        if is_computed(name) or "." in name or "[" in name:
            raise Refused("setting-computed", setting=rows)
        written = row.get("value", "")
        found[name] = (
            f"{{{{ {of_item(place, f'$n8_or_null({place.value(written)})')} }}}}"
            if computes_text(written)
            else templated(place, written)
        )
    return found


def _old_request(place: Place) -> dict[str, Any]:
    """Version 1 and 2."""
    if place.chosen("responseFormat", "json") == "file" or place.flag("sendBinaryData"):
        raise Refused("setting-unsupported", setting="responseFormat: file")
    request = _beginning(place, place.chosen("requestMethod", "GET").upper())
    is_json = place.flag("jsonParameters")
    for field, json, rows in (
        ("query", "queryParametersJson", "queryParametersUi.parameter"),
        ("headers", "headerParametersJson", "headerParametersUi.parameter"),
    ):
        if is_json and place.parameter(json):
            request[field] = _json_body(place, place.parameter(json))
        elif not is_json and place.rows(rows):
            request[field] = _pairs(place, rows)
    if request["method"] in {"POST", "PUT", "PATCH", "DELETE"}:
        _add_old_body(place, request, is_json=is_json)
    return request


def _add_old_body(place: Place, request: dict[str, Any], *, is_json: bool) -> None:
    kind = place.chosen("options.bodyContentType", "json")
    if is_json and place.parameter("bodyParametersJson"):
        request["body"] = _json_body(place, place.parameter("bodyParametersJson"))
    elif not is_json and place.rows("bodyParametersUi.parameter"):
        request["body"] = _pairs(place, "bodyParametersUi.parameter")
    if kind == "form-urlencoded":
        request["body_type"] = "form"
    elif kind != "json":
        raise Refused("setting-unsupported", setting=f"bodyContentType: {kind}")


def _items_of_answer(place: Place) -> str:
    """The items in an answer: a list's entries, an object, or a text in a field."""
    response = place.parameter("options.response.response", {})
    response = response if isinstance(response, Mapping) else {}
    whole = response.get("fullResponse") or place.parameter("options.fullResponse")
    form = response.get("responseFormat", place.parameter("responseFormat", "autodetect"))
    if form == "file":
        raise Refused("setting-unsupported", setting="responseFormat: file")
    if response.get("neverError") or place.parameter("options.ignoreResponseCode"):
        place.note("setting-approximated", setting="neverError")
    name = response.get("outputPropertyName") or place.parameter("dataPropertyName") or "data"
    text = f"{{{literal(str(name))}: $b}}"
    failed = '$type($a.error) = "object" ? [{"error": $a.error.message}]'
    if whole:
        one = (
            '[{"body": $a.body, "headers": $a.headers, "statusCode": $a.status, '
            '"statusMessage": $exists($a.status_text) ? $a.status_text : ""}]'
        )
        return f"{failed} : {one}" if place.fails_softly() else one
    if form in {"text", "string"}:
        one = f'($b := $type($a.body) = "string" ? $a.body : $string($a.body); [{text}])'
        return f"{failed} : {one}" if place.fails_softly() else one
    each = f'$type($b) = "object" ? [$b] : [{text}]'
    items = (
        f'($b := $a.body; $type($b) = "array" ? $reduce($b, function($l, $e) {{ '
        f"$append($l, ($b := $e; {each})) }}, []) : {each})"
    )
    return f"{failed} : {items}" if place.fails_softly() else items


def _all_answers(items: str) -> str:
    return f"$reduce($answers, function($all, $a, $n) {{ $append($all, ({items})) }}, [])"
