"""HTTP Request: a call for each item, its answers as items."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from exeoflow.importers.n8n.families.calls import computes_text, of_item, templated
from exeoflow.importers.n8n.families.http.answers import answered
from exeoflow.importers.n8n.families.http.bodies import add_body, add_old_body, json_body, pairs
from exeoflow.importers.n8n.families.http.pages import pages_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNSUPPORTED: Final = ("options.proxy", "options.queryParameterArrays")

_NEARLY: Final = ("options.batching", "options.allowUnauthorizedCerts", "allowUnauthorizedCerts")
"""Requests go out one by one, and certificates are checked: a server with none that is known is an error."""


def translate_http_request(place: Place) -> Piece:
    """Versions 3 and 4 say what is sent by switches; the older ones by whether there is any."""
    return answered(place, request_of(place))


def request_of(place: Place) -> dict[str, Any]:
    """What is sent, as the configuration of `http_request`."""
    if place.node.version < 3:
        return _old_request(place)
    request = _request(place)
    paging = pages_of(place, request)
    return request if paging is None else {**request, "pagination": paging}


def _request(place: Place) -> dict[str, Any]:
    request = _beginning(place, _method(place))
    if place.flag("sendQuery"):
        request["query"] = _named(place, "query", "specifyQuery", "jsonQuery", "queryParameters.parameters")
    if place.flag("sendHeaders"):
        request["headers"] = _named(
            place, "headers", "specifyHeaders", "jsonHeaders", "headerParameters.parameters"
        )
    if place.flag("sendBody"):
        add_body(place, request)
    return request


def _method(place: Place) -> str:
    written = place.parameter("method", "GET")
    if is_computed(written):
        return str(templated(place, written))
    return place.chosen("method", "GET").upper()


def _beginning(place: Place, method: str) -> dict[str, Any]:
    for setting in _UNSUPPORTED:
        if place.parameter(setting):
            raise Refused("setting-unsupported", setting=setting)
    if method not in _METHODS and "{{" not in method:
        raise Refused("setting-unsupported", setting=f"method: {method}")
    for setting in _NEARLY:
        if place.parameter(setting):
            place.note("setting-approximated", setting=setting)
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
        return f"{{{{ {place.missing('url')} }}}}"
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
    entries = [row for row in place.rows(rows) if isinstance(row.get("name"), str) and row["name"]]
    if any(is_computed(row["name"]) for row in entries):
        return f"{{{{ {of_item(place, _put_together(place, what, entries))} }}}}"
    found: dict[str, Any] = {}
    for row in entries:
        # The library by which n8n sends takes space off the names of headers.
        name = row["name"].strip() if what == "headers" else row["name"]
        written = row.get("value", "")
        # Of several n8n takes the last.
        found[name] = (
            f"{{{{ {of_item(place, _sent(place, row))} }}}}"
            if computes_text(written)
            else templated(place, str(written))
        )
    return found


def _put_together(place: Place, what: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """JSONata for the object whose names are computed."""
    name = "$n8_trim($n8_text(%s))" if what == "headers" else "$n8_text(%s)"
    parts = (f"{{{name % place.value(row['name'])}: {_sent(place, row)}}}" for row in rows)
    return f"$merge([{', '.join(parts)}])"


def _sent(place: Place, row: Mapping[str, Any]) -> str:
    """JSONata for the text of a row's value."""
    return f"$n8_text($n8_or_null({place.value(row.get('value', ''))}))"


def _old_request(place: Place) -> dict[str, Any]:
    """Version 1 and 2."""
    request = _beginning(place, place.chosen("requestMethod", "GET").upper())
    is_json = place.flag("jsonParameters")
    for field, json, rows in (
        ("query", "queryParametersJson", "queryParametersUi.parameter"),
        ("headers", "headerParametersJson", "headerParametersUi.parameter"),
    ):
        if is_json and place.parameter(json):
            request[field] = json_body(place, place.parameter(json))
        elif not is_json and place.rows(rows):
            request[field] = pairs(place, rows)
    if request["method"] in {"POST", "PUT", "PATCH", "DELETE"}:
        add_old_body(place, request, is_json=is_json)
    return request
