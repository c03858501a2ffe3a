"""References of workflows to each other: ids on a server, names in files."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from exeoflow.nodes.table import NODE_TYPES

_ID: Final = re.compile(r"wf_[0-9A-Za-z_-]{1,61}")
_SETTING: Final = "error_workflow"


def is_id(text: str) -> bool:
    """Tell an id of a workflow from a name."""
    return _ID.fullmatch(text) is not None


def id_or_stand_in(reference: str) -> str:
    """Return an id as it is, and for a name what has the form of one: its workflow may have none yet."""
    return reference if is_id(reference) else f"wf_{hashlib.sha256(reference.encode()).hexdigest()[:26]}"


def references_of(workflow: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the place and the text of each reference to a workflow."""
    settings = workflow.get("settings")
    if isinstance(settings, Mapping) and isinstance(settings.get(_SETTING), str):
        yield ("settings", _SETTING), settings[_SETTING]
    nodes = workflow.get("nodes")
    for index, node in enumerate(nodes if isinstance(nodes, list) else ()):
        field = _field_of(node)
        if field is not None and isinstance(node["config"].get(field), str):
            yield ("nodes", index, "config", field), node["config"][field]


def runs(workflow: Mapping[str, Any]) -> list[str]:
    """Return the references to workflows that this one runs and waits for, which must be no circle."""
    return [text for parts, text in references_of(workflow) if parts[0] == "nodes"]


def with_references(workflow: Mapping[str, Any], become: Callable[[str], str]) -> dict[str, Any]:
    """Return the workflow with each of its references as `become` has it."""
    changed = dict(workflow)
    for parts, text in list(references_of(workflow)):
        changed = _replaced(changed, parts, become(text))
    return changed


def _field_of(node: Any) -> str | None:
    if not isinstance(node, Mapping) or not isinstance(node.get("config"), Mapping):
        return None
    kind = NODE_TYPES.get(node["type"]) if isinstance(node.get("type"), str) else None
    return None if kind is None else kind.workflow_field


def _replaced(value: Any, parts: tuple[str | int, ...], by: str) -> Any:
    if not parts:
        return by
    first, rest = parts[0], parts[1:]
    if isinstance(value, list):
        return [_replaced(each, rest, by) if index == first else each for index, each in enumerate(value)]
    return {**value, first: _replaced(value[first], rest, by)}
