"""What an HTTP Request makes of answers: items, a text in a field, or a file."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.families.calls import called
from exeoflow.importers.n8n.families.files.answers import called_for_file, fixed_name, with_told_files
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place

_SAID = (
    '"headers": $a.headers, "statusCode": $a.status, '
    '"statusMessage": $exists($a.status_text) ? $a.status_text : ""'
)

_WITHOUT_ERROR: Final = frozenset({"file", "text", "string"})
"""Forms of answers that make no item with a field `error`."""


def answered(place: Place, request: Mapping[str, Any]) -> Piece:
    """The calls of a node, and what it makes of their answers by its settings."""
    response = place.parameter("options.response.response", {})
    response = response if isinstance(response, Mapping) else {}
    if response.get("neverError") or place.parameter("options.ignoreResponseCode"):
        place.note("setting-approximated", setting="neverError")
    form = response.get("responseFormat", place.parameter("responseFormat", "autodetect"))
    is_named_there = bool(response.get("outputPropertyName"))
    name = fixed_name(
        place, "options.response.response.outputPropertyName" if is_named_there else "dataPropertyName"
    )
    is_whole = bool(response.get("fullResponse") or place.parameter("options.fullResponse"))
    if not is_whole and form not in _WITHOUT_ERROR:
        _note_tries(place)
    if form == "file":
        return called_for_file(place, request, f"{{{_SAID}}}" if is_whole else "{}", name)
    items = _items(place, form, name, is_whole=is_whole)
    if "pagination" in request:
        items = _of_pages(items)
    piece = called(place, request, items)
    if form == "autodetect" and place.node.version >= 3:
        return with_told_files(place, piece, request, items, name)
    return piece


def _note_tries(place: Place) -> None:
    """Note that n8n asks again where the first item has a field `error`, too, however the request went."""
    if place.node.tries > 1:
        place.note("setting-approximated", setting="retryOnFail")


def _of_pages(items: str) -> str:
    """JSONata for the items of each page in an answer `$a`, or of its failure."""
    of_page = f'($a := $merge([$a, {{"body": $page}}]); {items})'
    pages = f"$reduce($a.body, function($all, $page) {{ $append($all, {of_page}) }}, [])"
    return f'($type($a.error) = "object" ? {items} : {pages})'


def _items(place: Place, form: object, name: str, *, is_whole: bool) -> str:
    """JSONata for the items in an answer `$a`: a list's entries, an object, or a text in a field."""
    items = f'[{{"body": $a.body, {_SAID}}}]' if is_whole else _items_of_body(form, name)
    if form == "autodetect" and place.node.version >= 3:
        of_file = f"{{{_SAID}}}" if is_whole else "{}"
        items = f"$exists($a.body_encoding) ? [{of_file}] : {items}"
    if place.fails_softly():
        return f'$type($a.error) = "object" ? [{{"error": $a.error.message}}] : {items}'
    return items


def _items_of_body(form: object, name: str) -> str:
    text = f"{{{literal(name)}: $b}}"
    if form in {"text", "string"}:
        return f'($b := $type($a.body) = "string" ? $a.body : $string($a.body); [{text}])'
    each = f'$type($b) = "object" ? [$b] : [{text}]'
    return (
        f'($b := $a.body; $type($b) = "array" ? $reduce($b, function($l, $e) {{ '
        f"$append($l, ($b := $e; {each})) }}, []) : {each})"
    )
