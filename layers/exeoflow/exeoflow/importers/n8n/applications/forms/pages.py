"""Pages of Notion: their properties and blocks, as its API takes them."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.jsonata import listed, literal, object_of
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_TEXTS: Final[Mapping[str, str]] = {"title": "title", "rich_text": "textContent"}
_VALUES: Final[Mapping[str, tuple[str, Any]]] = {
    "number": ("numberValue", 0),
    "checkbox": ("checkboxValue", False),
    "url": ("urlValue", ""),
    "email": ("emailValue", ""),
    "phone_number": ("phoneValue", ""),
}
_CHOICES: Final[Mapping[str, str]] = {"select": "selectValue", "status": "statusValue"}
_LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "multi_select": ("multiSelectValue", "name"),
    "people": ("peopleValue", "id"),
    "relation": ("relationValue", "id"),
}
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    **{kind: (field,) for kind, field in {**_TEXTS, **_CHOICES}.items()},
    **{kind: (field,) for kind, (field, _) in {**_VALUES, **_LISTS}.items()},
    "date": ("date", "dateStart"),
}
"""The fields of a row that only a property of a type has."""
_BLOCKS_OF_TEXT: Final = frozenset(
    {
        "paragraph",
        "heading_1",
        "heading_2",
        "heading_3",
        "bulleted_list_item",
        "numbered_list_item",
        "to_do",
        "toggle",
    }
)


def properties(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """The properties that a node sets, each in the form of its type: `Name|title` is called Name."""
    rows = written if isinstance(written, list) else []
    found = []
    for row in rows:
        if isinstance(row, Mapping):
            name, kind = _named(row)
            found.append(object_of({name: _property(place, row, kind)}))
    return f"$merge([{', '.join(found)}])"


def _named(row: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the type of a property, by `Name|title`, else by the field that its value stands in."""
    key = str(row.get("key", ""))
    name, separator, kind = key.rpartition("|")
    if separator and kind.replace("_", "").isalpha():
        return name, kind
    kinds = (kind for kind, fields in _FIELDS.items() if any(field in row for field in fields))
    return key, next(kinds, "unknown")


def _property(place: Place, row: Mapping[str, Any], kind: str) -> str:
    if kind == "rich_text" and row.get("richText"):
        return object_of({kind: _texts(place, row)})
    if kind in _TEXTS:
        return object_of({kind: _rich_text(place, row.get(_TEXTS[kind], ""))})
    if kind in _VALUES:
        field, absent = _VALUES[kind]
        return object_of({kind: place.value(row.get(field, absent))})
    if kind in _CHOICES:
        return object_of({kind: object_of({"name": place.value(row.get(_CHOICES[kind], ""))})})
    if kind in _LISTS:
        field, name = _LISTS[kind]
        values = listed(place.value(row.get(field, [])))
        return object_of({kind: f"[$map({values}, function($v) {{ {{{literal(name)}: $v}} }})]"})
    if kind == "date":
        return object_of({kind: _date(place, row)})
    raise Refused("setting-unsupported", setting=f"propertiesUi: {kind}")


def _date(place: Place, row: Mapping[str, Any]) -> str:
    if row.get("range"):
        ends = {"start": row.get("dateStart", ""), "end": row.get("dateEnd", "")}
    else:
        ends = {"start": row.get("date", "")}
    return object_of({name: place.value(each) for name, each in ends.items()})


def children(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """The blocks that a node writes below a page."""
    rows = written if isinstance(written, list) else []
    return f"[{', '.join(_block(place, row) for row in rows if isinstance(row, Mapping))}]"


def _block(place: Place, row: Mapping[str, Any]) -> str:
    kind = str(row.get("type", "paragraph"))
    if kind not in {*_BLOCKS_OF_TEXT, "image"}:
        raise Refused("setting-unsupported", setting=f"blockUi: {kind}")
    if kind == "image":
        content = {"type": '"external"', "external": object_of({"url": place.value(row.get("url", ""))})}
    elif row.get("richText"):
        content = {"rich_text": _texts(place, row)}
    else:
        content = {"rich_text": _rich_text(place, row.get("textContent", ""))}
    if kind == "to_do":
        content["checked"] = place.value(row.get("checked", False))
    return object_of({"object": '"block"', "type": literal(kind), kind: object_of(content)})


def _rich_text(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    return f"[{object_of({'text': object_of({'content': f'$n8_field_text({place.value(written)})'})})}]"


def _texts(place: Place, row: Mapping[str, Any]) -> str:
    """A text in parts, each with its marks: texts that may be links, mentions and equations."""
    group = row.get("text")
    parts = group.get("text") if isinstance(group, Mapping) else None
    found = (_part(place, each) for each in parts or [] if isinstance(each, Mapping))
    return f"[{', '.join(object_of(each) for each in found)}]"


def _part(place: Place, row: Mapping[str, Any]) -> dict[str, str]:
    kind = row.get("textType", "text")
    if kind == "text":
        content = {"content": f"$n8_field_text({place.value(row.get('text', ''))})"}
        if row.get("isLink") and row.get("textLink"):
            content["link"] = object_of({"url": place.value(row["textLink"])})
    elif kind == "mention":
        content = _mention(place, row)
    elif kind == "equation":
        content = {"expression": place.value(row.get("expression", ""))}
    else:
        raise Refused("setting-unsupported", setting=f"textType: {kind}")
    marks = place.value(row.get("annotationUi") or {})
    return {"type": literal(kind), kind: object_of(content), "annotations": marks}


def _mention(place: Place, row: Mapping[str, Any]) -> dict[str, str]:
    kind = row.get("mentionType", "")
    if kind == "date":
        of = _date(place, row) if row.get("range") else _moment(place, row)
    elif kind in {"database", "page", "user"}:
        of = object_of({"id": place.value(_id(row.get(kind, "")))})
    else:
        raise Refused("setting-unsupported", setting=f"mentionType: {kind}")
    return {"type": literal(kind), kind: of}


def _moment(place: Place, row: Mapping[str, Any]) -> str:
    return object_of({"start": place.value(row.get("date", "")), "end": "null"})


def _id(written: Any) -> Any:  # noqa: ANN401 - any JSON
    """What is written, or the id that a resource is located by."""
    if not isinstance(written, Mapping):
        return written
    if written.get("mode") == "url":
        raise Refused("setting-unsupported", setting="mentionType: database by its address")
    return written.get("value", "")
