"""Answers that are files: the item says little, and what was answered is beside it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from exeoflow.importers.n8n.families.calls import all_answers, called, called_and_parted, tracked
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, OWN, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

IN_ROWS = f"$nodes.`{OWN}rows`[{AT}].f"
"""Where a piece made by `Place.from_rows` keeps files, as `f` of a row."""


def called_for_file(place: Place, request: Mapping[str, Any], item: str, name: str) -> Piece:
    """The calls; each gives an item, JSONata over the answer `$a`, with a file of that name."""
    place.note("file-in-state")
    request = {**request, "response": "binary"}
    if place.node.on_error == "error":
        good = f'[{{"good": {item}, "n": $n, "f": {answered(name)}}}]'
        return called_and_parted(place, request, good)
    piece = called(place, request, "[]")
    row = f'[{{"j": {item}, "k": $n, "f": {answered(name)}}}]'
    if place.fails_softly():
        row = f'$type($a.error) = "object" ? [{{"j": {{"error": $a.error.message}}, "k": $n}}] : {row}'
    return replace(tracked(place, piece, f"{answers(place)}{all_answers(row)}"), files=IN_ROWS)


def with_told_files(place: Place, piece: Piece, request: Mapping[str, Any], items: str, name: str) -> Piece:
    """The piece of calls whose answers are files where the server says so; it keeps them if they are read."""
    if place.node.on_error == "error":
        told = f"$exists($a.body_encoding) ? {answered(name)} : {{}}"
        good = f'$map([{items}], function($e) {{ {{"good": $e, "n": $n, "f": {told}}} }})'
        return replace(piece, tracked=called_and_parted(place, request, good))
    told = f'$exists($a.body_encoding) ? {{"f": {answered(name)}}} : {{}}'
    rows = f'[$map([{items}], function($x) {{ $merge([{{"j": $x, "k": $n}}, {told}]) }})]'
    keeping = tracked(place, piece, f"{answers(place)}{all_answers(rows)}")
    return replace(piece, tracked=replace(keeping, files=IN_ROWS))


def answered(name: str) -> str:
    """JSONata for the files of an answer `$a`."""
    return f"{{{literal(name)}: $n8_answered_file($a, {literal(name)})}}"


def answers(place: Place) -> str:
    """JSONata that binds the answers, which are an only one or those of a loop."""
    is_one = place.takes_one or place.node.executes_once
    return f"$answers := {'[$input]' if is_one else '$input'}; "


def fixed_name(place: Place, path: str, default: str = "data") -> str:
    """A name that is written and not computed."""
    written = place.parameter(path) or default
    if not isinstance(written, str) or is_computed(written):
        raise Refused("setting-computed", setting=path)
    return written
