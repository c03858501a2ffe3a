"""HTTP Request: a call for each item, its answers as items."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from exeoflow.importers.n8n.families.calls import computes_text, is_lone, of_item, templated
from exeoflow.importers.n8n.families.http.answers import answered
from exeoflow.importers.n8n.families.http.bodies import add_body, add_old_body, json_body
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
    if not place.flag("options.redirect.redirect.followRedirects", default=True):
        request["follow_redirects"] = False
    credential = credential_of(place)
    if credential is not None:
        request["credential"] = credential
    return request


_LINE_ENDS: Final = re.compile(r"[\r\n\t]")
_STROKES: Final = re.compile(r"^(https?:)/+")
_HOST: Final = re.compile(r"https?://[^?#\s]")


def _address(place: Place) -> str:
    written = place.parameter("url", "")
    if not isinstance(written, str) or not written.strip():
        return f"{{{{ {place.missing('url')} }}}}"
    if is_computed(written) or not written.strip().startswith(("http://", "https://")):
        return f"{{{{ {of_item(place, f'$n8_address({place.value(written)})')} }}}}"
    # As a browser reads an address: without line ends in it, and with two strokes before the host.
    address = _STROKES.sub(r"\1//", _LINE_ENDS.sub("", written).strip())
    if not _HOST.match(address):
        return f"{{{{ {place.missing('url')} }}}}"
    return str(templated(place, address.replace(" ", "%20")))


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
        text = f'($v := {value}; $type($v) = "string" ? $parse($v) : $error("This is no text of JSON."))'
        return f"{{{{ {of_item(place, text)} }}}}"
    return _of_rows(place, what, rows, keeps_all=place.node.version >= _KEEPS_ALL)


_KEEPS_ALL: Final = 4.3
"""From this version on, and in 1 and 2, a query has all values that are given by one name."""


def _of_rows(place: Place, what: str, rows: str, *, keeps_all: bool) -> Any:  # noqa: ANN401 - any JSON
    """Headers or query parameters by rows of names and values."""
    entries = [row for row in place.rows(rows) if isinstance(row.get("name"), str) and row["name"]]
    names = [row["name"] for row in entries]
    is_repeated = keeps_all and what == "query" and len(set(names)) < len(names)
    if is_repeated or any(is_computed(name) for name in names) or _may_lack(place, entries):
        return f"{{{{ {of_item(place, _put_together(place, what, entries, keeps_all=is_repeated))} }}}}"
    found: dict[str, Any] = {}
    for row in entries:
        # The library by which n8n sends takes space off the names of headers.
        name = row["name"].strip() if what == "headers" else row["name"]
        written = row.get("value", "")
        # Of several n8n takes the last.
        found[name] = (
            f"{{{{ {of_item(place, f'$n8_text($n8_or_null({place.value(written)}))')} }}}}"
            if computes_text(written)
            else templated(place, str(written))
        )
    return found


def _may_lack(place: Place, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a value may be missing, or more than a text; what pages count is known by its name."""
    return not place.parameter("options.pagination") and any(is_lone(row.get("value")) for row in rows)


def _put_together(
    place: Place, what: str, rows: Sequence[Mapping[str, Any]], *, keeps_all: bool = False
) -> str:
    """JSONata for the object, whose names may be computed."""
    values: dict[str, str] = {}
    for row in rows:
        written = place.value(row["name"])
        name = f"$n8_text({written})" if is_computed(row["name"]) else written
        name = f"$n8_trim({name})" if what == "headers" else name
        value = place.value(row.get("value", ""))
        values[name] = _added(place, values[name], value) if keeps_all and name in values else value
    parts = (
        f"$n8_query({name}, {value})" if what == "query" else f"{{{name}: $n8_header({value})}}"
        for name, value in values.items()
    )
    return f"$merge([{', '.join(parts)}])"


def _added(place: Place, before: str, value: str) -> str:
    """JSONata for the values of a name with one more; 1 and 2 forget what is no text and no list."""
    if place.node.version >= 3:
        return f"$append({before}, {value})"
    return f'($o := {before}; $type($o) in ["string", "array"] ? [$append($o, {value})] : {value})'


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
            request[field] = _of_rows(place, field, rows, keeps_all=True)
    if request["method"] in {"POST", "PUT", "PATCH", "DELETE"}:
        add_old_body(place, request, is_json=is_json)
    return request
