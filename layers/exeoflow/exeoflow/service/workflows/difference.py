"""What changed between two revisions: by node and connection, fields one by one, moves in a drawing apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow


class Absent(Enum):
    """Stands where a field is not: null is a value."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Side: TypeAlias = Json | Absent


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value; `path` leads to it (`config.values.total`, `retry.errors[1]`)."""

    path: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node that stayed, but not as it was; where it is drawn does not count."""

    node_id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that makes the second revision another one; `fields` are those of the workflow itself."""

    fields: tuple[FieldChange, ...]
    added: tuple[JsonObject, ...]
    removed: tuple[JsonObject, ...]
    changed: tuple[NodeChange, ...]
    moved: tuple[str, ...]
    connected: tuple[JsonObject, ...]
    disconnected: tuple[JsonObject, ...]


def difference_of(before: StoredWorkflow, after: StoredWorkflow) -> Difference:
    """Compare two revisions; nodes are the same if their ids are."""
    old, new = _by_id(before), _by_id(after)
    stayed = [(old[node_id], node) for node_id, node in new.items() if node_id in old]
    changes = [NodeChange(str(node["id"]), _node_fields(was, node)) for was, node in stayed]
    return Difference(
        fields=tuple(_changes(_described(before), _described(after))),
        added=tuple(node for node_id, node in new.items() if node_id not in old),
        removed=tuple(node for node_id, node in old.items() if node_id not in new),
        changed=tuple(change for change in changes if change.fields),
        moved=tuple(str(node["id"]) for was, node in stayed if was.get("position") != node.get("position")),
        connected=_only_in_first(after.graph.connections, before.graph.connections),
        disconnected=_only_in_first(before.graph.connections, after.graph.connections),
    )


def _by_id(workflow: StoredWorkflow) -> Mapping[str, JsonObject]:
    return {str(node["id"]): node for node in workflow.graph.nodes}


def _described(workflow: StoredWorkflow) -> JsonObject:
    content: JsonObject = {
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status.value,
        "tags": list(workflow.tags),
    }
    if workflow.managed_by is not None:
        content = {**content, "managed_by": workflow.managed_by.value}
    settings = workflow.graph.settings
    return content if settings is None else {**content, "settings": settings}


def _node_fields(before: JsonObject, after: JsonObject) -> tuple[FieldChange, ...]:
    was, now = ({name: of[name] for name in of if name != "position"} for of in (before, after))
    return tuple(_changes(was, now))


def _changes(before: JsonObject, after: JsonObject) -> Iterator[FieldChange]:
    """Find the innermost values that differ, in the order of the later object; not by recursion."""
    pairs: list[tuple[str, Side, Side]] = [("", before, after)]
    while pairs:
        path, was, now = pairs.pop()
        if _is_same(was, now):
            continue
        if isinstance(was, dict) and isinstance(now, dict):
            names = [*now, *(name for name in was if name not in now)]
            inner = [(_joined(path, name), was.get(name, ABSENT), now.get(name, ABSENT)) for name in names]
            pairs.extend(reversed(inner))
        elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
            # Of lists of another length nobody knows which items are the same.
            both = enumerate(zip(was, now, strict=True))
            pairs.extend(reversed([(f"{path}[{number}]", *each) for number, each in both]))
        else:
            yield FieldChange(path, was, now)


def _is_same(was: Side, now: Side) -> bool:
    """Tell 1 from true, which Python does not."""
    return was == now and isinstance(was, bool) == isinstance(now, bool) and not isinstance(was, dict | list)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _only_in_first(first: Sequence[JsonObject], second: Sequence[JsonObject]) -> tuple[JsonObject, ...]:
    known = {_ends(connection) for connection in second}
    return tuple(connection for connection in first if _ends(connection) not in known)


def _ends(connection: JsonObject) -> tuple[Json, Json, Json]:
    return connection["source"], connection["target"], connection.get("source_handle")
