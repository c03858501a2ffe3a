"""What code keeps from run to run: an item of a table, read before the code and written after it.

n8n reads `$getWorkflowStaticData` when a run begins and writes it when the run is over; here each node does.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import OWN, OWN_NAMES, ROW_OF_CODE, Piece, Step, behind, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

TABLE: Final = "for-workflows-default-n8n"
"""Its key is the text `id`."""

_KEPT: Final = f"{OWN_NAMES}kept"
"""Stands among the other nodes for what is kept."""
_CALL: Final = re.compile(r"""\$?\bgetWorkflowStaticData\s*\(\s*(?:(["'`])(global|node)\1\s*\))?""")


def keeps_data(source: str) -> bool:
    """Whether code asks for what is kept."""
    return "etWorkflowStaticData" in source


def with_kept_data(source: str) -> str:
    """The code between what it finds as kept, and an item for what it leaves of that, behind its items."""
    return _within("keptData.js", source)


_AT_ITEM: Final = re.compile(
    r"\$(?:json|data|binary|position|itemIndex|input)\b|(?<!\)\.)\$node\b|\)\s*\.\s*item\b"
)
"""What an item's code reads by the item's position."""


def for_each_item(source: str, run: str) -> str:
    """Code for each item as code for all, between whose items what is kept lasts.

    `run` is the code without comments.
    """
    if _AT_ITEM.search(run):
        raise Refused("setting-unsupported", setting="$getWorkflowStaticData")
    return _within("eachItem.js", source)


_OF_OTHER_ITEMS: Final = re.compile(
    r"(?<!\$input)\.\s*item\b(?!\s*\()|\$input\s*\??\.\s*(?!item\b)|\$(?:node|item|binary|prevNode)\b|[iI]temMatching|pairedItem"
)
"""What an item's code reads by the item's position in other nodes, or of other items."""


def for_each_object(source: str, run: str) -> str:
    """The same for code that gives an object, or an item, for each item.

    `run` is the code without comments.
    """
    if _OF_OTHER_ITEMS.search(run):
        raise Refused("setting-unsupported", setting="$getWorkflowStaticData")
    return _within("eachObject.js", source)


def _within(name: str, source: str) -> str:
    """A script around the code."""
    before, after = script(name).split("/* the code */")
    return f"{before}{source}{after}"


def keeping(place: Place, run: str, config: Mapping[str, Any]) -> Piece:
    """The steps around code whose rows, each with `json` and `from`, end in one for what is to be kept.

    `run` is the code without comments.
    """
    id_ = _id(place, run)
    came, code = f"$nodes.`{OWN}came`", f"$nodes.`{OWN}code`"
    kept = f"$exists($nodes.`{OWN}kept`.data) ? $parse($nodes.`{OWN}kept`.data) : {{}}"
    nodes = {**config.get("nodes", {}), _KEPT: f'{{{{ {{"items": [{kept}]}} }}}}'}
    rows = f"[$map({code}, function($r, $k, $all) {{ $k < $count($all) - 1 ? {{{ROW_OF_CODE}}} }})]"
    end = place.from_rows(place.whole(rows))
    item = {"id": id_, "data": "{{ $string($input[-1].json.data) }}"}
    steps = (
        Step("transform", {"expression": "$input"}, "came"),
        Step(
            "database", {"operation": "get", "table": TABLE, "key": {"id": id_}, "consistent": True}, "kept"
        ),
        Step("transform", {"expression": came}, "items"),
        Step("code", {**config, "nodes": nodes, "with_origins": True}, "code"),
        Step("database", {"operation": "put", "table": TABLE, "item": item}, "keep"),
    )
    links = links_along((*(each.suffix for each in steps), "rows"))
    place.note("static-data", table=TABLE)
    return behind(end, steps, links)


def _id(place: Place, run: str) -> str:
    """The key of what is kept, of the workflow or of the node."""
    kinds = {match[2] for match in _CALL.finditer(run)}
    if kinds == {"global"}:
        return "{{ $workflow.id }}"
    if kinds == {"node"}:
        return f"{{{{ $workflow.id & {literal('/' + place.node.name)} }}}}"
    raise Refused("setting-unsupported", setting="$getWorkflowStaticData")
