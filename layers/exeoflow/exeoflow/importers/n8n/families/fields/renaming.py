"""Rename Keys: the fields of each item under other names."""

from collections.abc import Mapping
from typing import Any

from exeoflow.importers.n8n.families.computed import computed
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import assigned, looked_up, path_of, without
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused


def translate_rename_keys(place: Place) -> Piece:
    """Fields under other names; a field that is missing is not renamed."""
    steps = ["$o := $j"]
    for row in place.rows("keys.key"):
        current, new = row.get("currentKey", ""), row.get("newKey", "")
        if not isinstance(current, str) or not isinstance(new, str) or "{{" in current or is_computed(new):
            raise Refused("setting-computed", setting="keys")
        source, target = path_of(current), path_of(new)
        if not new or source == target:
            continue
        # Each is read from the item as it came, and its old name is taken away last.
        steps.append(f"$v := {looked_up('$j', source)}")
        moved = f"($p := {assigned('$o', target, '$v')}; {without('$p', source)})"
        steps.append(f"$o := $exists($v) ? {moved} : $o")
    item = f"({'; '.join(steps)}; $o)"
    replacements = place.rows("additionalOptions.regexReplacement.replacements")
    if not replacements:
        return place.listed(place.each(item))
    if len(steps) > 1 and any(_is_deep(row) for row in replacements):
        # What is moved is not copied before the names within it are changed.
        place.note("items-shared")
    given = {"item": item, "rows": place.value(replacements)}
    return computed(place, given, script("renamedKeys.js"), "$r")


def _is_deep(replacement: Mapping[str, Any]) -> bool:
    """Whether names within fields are replaced, too."""
    options = replacement.get("options")
    return not isinstance(options, Mapping) or options.get("depth", -1) != 0
