"""What is told of Edit Fields (Set): where n8n sets a field within an object that others have, too."""

from collections.abc import Iterator
from typing import Final

from exeoflow.importers.n8n.families.fields.written import OLD_KINDS, is_lone
from exeoflow.importers.n8n.jsonata import path_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place

_VALUES_ARE_COPIED: Final = 3.5
"""From this version on n8n copies what fields are set to."""
_SHARED_KINDS: Final = frozenset({"array", "object", "arrayValue"})
"""The types whose values may be objects of others; those of `objectValue` are written and read anew."""


def note_sharing(place: Place) -> None:
    """Note where a field is set within an object that another field, or the item, has, too.

    n8n sets it in that very object: whoever reads the item, or the node that the object is of, sees it.
    """
    if place.node.version >= _VALUES_ARE_COPIED or not place.flag("options.dotNotation", default=True):
        return
    shared = _taken_along(place)
    for name, is_shared in _names_set(place):
        if any(_may_lead_into(name, each) for each in shared):
            place.note("items-shared")
        if is_shared:
            shared.append(name)


def _taken_along(place: Place) -> list[str]:
    """The fields of the item that are handed on as they are; all of them, or all but some, are copied."""
    version = place.node.version
    if version < 3 or place.written("include") != "selected":
        return []
    if version >= 3.3 and not place.flag("includeOtherFields"):
        return []
    return [path_of(name).names[-1] for name in place.names("includeFields")]


def _names_set(place: Place) -> Iterator[tuple[str, bool]]:
    """The names of the fields that are set, each with whether its value may be an object of others."""
    if place.node.version < 3:
        for kind in OLD_KINDS:
            for row in place.rows(f"values.{kind}"):
                yield str(row.get("name")), kind != "boolean" and is_lone(row.get("value"))
        return
    is_old = place.node.version < 3.3
    for row in place.rows("fields.values" if is_old else "assignments.assignments"):
        kind = str(row.get("type"))
        value = row.get(kind if is_old else "value")
        yield str(row.get("name")), kind in _SHARED_KINDS and is_lone(value)


def _may_lead_into(name: str, outer: str) -> bool:
    """Whether a field with a name may be within another one; what a computed name begins with is known."""
    if is_computed(name) or is_computed(outer):
        begun, behind = (each.removeprefix("=").partition("{{")[0] for each in (name, outer))
        return begun.startswith(behind) or behind.startswith(begun)
    names, outer_names = path_of(name).names, path_of(outer).names
    return len(names) > len(outer_names) and names[: len(outer_names)] == outer_names
