"""Documents for a vector store: what a loader takes of each item, and the chunks that a splitter makes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from exeoflow.importers.n8n.applications.parts import needed_part, part_of
from exeoflow.importers.n8n.families.scripts import script_step
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import Link, Piece, Step, behind, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

LOADER: Final = "documentDefaultDataLoader"
_SPLITTERS: Final = frozenset(
    {
        "textSplitterRecursiveCharacterTextSplitter",
        "textSplitterCharacterTextSplitter",
        "textSplitterTokenSplitter",
    }
)
_LETTERS_OF_TOKEN: Final = 4
"""Of an English text, about."""
_FORMS: Final = frozenset({"auto", "jsonLoader", "pdfLoader", "textLoader", "csvLoader"})
_SPLITS_SINCE: Final = 1.1
"""The version since which the loader splits by itself."""
_IS_PDF: Final = "$exists($item.file) and ($item.form = 'pdfLoader' or $contains($item.file.mimeType, 'pdf'))"


_WAYS: Final = (
    Link("arrived", "given"),
    Link("given", "files"),
    Link("files", "is_pdf", "loop"),
    Link("is_pdf", "pdf", "true"),
    Link("pdf", "pages"),
    Link("pages", "files"),
    Link("is_pdf", "other", "false"),
    Link("other", "files"),
    Link("files", "texts", "done"),
    Link("texts", "chunks"),
    Link("chunks", "documents"),
)


def loaded(place: Place) -> tuple[list[Step], list[Link]]:
    """Steps from the items to `documents`: each a `text`, its `metadata`, and `k`, the item it comes from.

    The first of them, `arrived`, keeps the items.
    """
    inner = part_of(place, needed_part(place, {LOADER}, "document"))
    steps = [
        Step("transform", {"expression": place.whole(place.arriving)}, "arrived"),
        Step("transform", {"expression": _given(inner)}, "given"),
        Step("for_each", {"items": "{{ $input }}"}, "files"),
        Step("condition", {"expression": _IS_PDF}, "is_pdf"),
        Step("parse", {"format": "pdf", "text": "{{ $item.file.data }}"}, "pdf"),
        Step("transform", {"expression": '$merge([$item, {"pages": [$input.pages]}])'}, "pages"),
        Step("transform", {"expression": "$item"}, "other"),
        Step("transform", {"expression": _for_code(inner)}, "texts"),
        script_step("documents.js", "chunks", input="{{ [$input] }}"),
        Step("transform", {"expression": "[$input[0]]"}, "documents"),
    ]
    return steps, list(_WAYS)


def behind_documents(piece: Piece, steps: Sequence[Step], links: Sequence[Link]) -> Piece:
    """The requests of a piece behind the steps and links that `loaded` made, and steps behind those."""
    suffixes = [each.suffix for each in steps]
    way = [*suffixes[suffixes.index("documents") :], "requests"]
    return behind(piece, steps, (*links, *links_along(way)))


def _given(place: Place) -> str:
    """JSONata for what is loaded, in a row for each item or file."""
    if place.parameter("options.pointers"):
        raise Refused("setting-unsupported", setting="options.pointers")
    more = {"metadata": _metadata(place), "k": "$i"}
    if place.chosen("dataType", "json") == "json":
        what = "$j"
        if place.chosen("jsonMode", "allInputData") == "expressionData":
            what = place.value(place.parameter("jsonData", ""))
        return place.whole(f"$in := $input; {place.each(object_of({'value': what, **more}))}")
    form = place.chosen("loader", "auto")
    if form not in _FORMS:
        raise Refused("setting-unsupported", setting=f"loader: {form}")
    more["form"] = literal(form)
    if not place.flag("options.splitPages", default=True):
        more["is_whole"] = "true"
    if place.chosen("binaryMode", "allInputData") == "specificField":
        file = place.file(place.parameter("binaryDataKey", "data"))
        return place.whole(f"$in := $input; {place.each(object_of({'file': file, **more}))}")
    # A file of a form is there by two names.
    files = f"$distinct([$each({place.all_files()}, function($f) {{ $f }})])"
    rows = f"[$map({files}, function($f) {{ {object_of({'file': '$f', **more})} }})]"
    each = f"function($l, $j, $i) {{ $append($l, {rows}) }}"
    return place.whole(f"$in := $input; [$reduce($in, {each}, [])]")


def _metadata(place: Place) -> str:
    pairs = [
        f"{{$n8_field_text({place.value(name)}): $n8_or_null({place.value(value)})}}"
        for name, value in (
            (row.get("name", ""), row.get("value", ""))
            for row in place.rows("options.metadata.metadataValues")
        )
    ]
    return f"$merge([{', '.join(['{}', *pairs])}])"


def _for_code(place: Place) -> str:
    return f'{{"rows": $input, "splitter": {literal(_splitter(place))}}}'


def _overlap(place: Place, splitter: Place, size: int) -> int:
    """How many letters two chunks share; by what is no number n8n lets them share as many as there may be."""
    if isinstance(splitter.parameter("chunkOverlap"), Mapping):
        place.note("setting-unknown", setting="chunkOverlap")
        return size
    return int(splitter.number("chunkOverlap", 0))


def _splitter(place: Place) -> Mapping[str, Any] | None:
    """How texts are split, as `documents.js` has it; None is not at all."""
    if not any(each.kind.startswith("textSplitter") for each in place.attached):
        is_simple = (
            place.node.version >= _SPLITS_SINCE and place.chosen("textSplittingMode", "simple") == "simple"
        )
        return {"size": 1000, "overlap": 200, "keeps": True} if is_simple else None
    found = needed_part(place, _SPLITTERS, "textSplitter")
    inner = part_of(place, found)
    size = int(inner.number("chunkSize", 1000))
    splitter: dict[str, Any] = {"size": size, "overlap": _overlap(place, inner, size)}
    match found.kind:
        case "textSplitterCharacterTextSplitter":
            splitter["separator"] = inner.chosen("separator", "")
        case "textSplitterTokenSplitter":
            place.note("setting-approximated", setting=found.kind)
            splitter = {name: size * _LETTERS_OF_TOKEN for name, size in splitter.items()}
        case _ if inner.parameter("options.splitCode"):
            place.note("setting-approximated", setting="options.splitCode")
    return splitter
