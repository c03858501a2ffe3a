"""Files that nodes hand on: which node keeps the one that a read yields, as far as drawing and texts tell.

What is told must hold whatever happens, so this ends at the first node whose output only an execution knows,
and where several connections meet, for then the input may be keyed by them.
"""

import re
from collections.abc import Mapping
from typing import Final

from exeoflow.digraph.traversal import reachable
from exeoflow.expressions import ExpressionFault, parse_template
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.fields import INPUT
from exeoflow.nodes.node_type import ERROR_HANDLE, LOOP_HANDLE, Origin, Path
from exeoflow.nodes.table import NODE_TYPES

_FARTHEST: Final = 100
"""So many nodes are looked through; more would make the checks of long chains slow."""
_MOST_LOOPS: Final = 50
"""Of more loops the bodies are not looked for: whatever has a loop before it may then be in one."""
_ROOTS: Final = ("input", "nodes")
_FIELDS: Final = re.compile(r"(?:\s*\.\s*(?:[A-Za-z_]\w*|`[^`]+`))*\s*")
_FIELD: Final = re.compile(r"[A-Za-z_]\w*|`[^`]+`")
_Output = tuple[str, Path]


class HandedOn:
    """Follows values from where they are read to where they were made."""

    def __init__(self, workflow: Workflow) -> None:
        self._nodes = {node.id: node for node in workflow.nodes if node.type in NODE_TYPES}
        self._after_errors = {
            each.target for each in workflow.connections if each.source_handle == ERROR_HANDLE
        }
        bodies = _bodies(workflow)
        self._repeated = frozenset().union(*bodies.values())
        before: dict[str, dict[str, None]] = {}
        for each in workflow.connections:
            if each.source not in bodies.get(each.target, ()):
                before.setdefault(each.target, {})[each.source] = None
        self._before = {target: tuple(sources) for target, sources in before.items()}

    def is_one(self, reader: str, name: str) -> bool:
        """Whether a read yields an output, not the list of those that a node of a loop had for all items."""
        if not name or name not in self._repeated:
            return True
        current = reader
        for _ in range(_FARTHEST):
            if current == name:
                return True
            before = self._before.get(current, ())
            if len(before) != 1:
                return False
            (current,) = before
        return False

    def keeper(self, reader: str, name: str, path: Path) -> str | None:
        """Return the node that keeps the file which a read always yields; None if that is not known."""
        found: list[str] = []
        seen: set[_Output] = set()
        outputs = list(self._read(reader, name, path))
        while outputs:
            output = outputs.pop()
            if output in seen:
                continue
            seen.add(output)
            if self._is_kept(*output):
                found.append(output[0])
                continue
            before = self._before_output(*output)
            if len(seen) > _FARTHEST or not before:
                return None
            outputs += before
        return found[0] if found else None

    def _is_kept(self, node_id: str, path: Path) -> bool:
        node = self._nodes.get(node_id)
        return (
            node is not None and not node.disabled and NODE_TYPES[node.type].known_file(node.config) == path
        )

    def _before_output(self, node_id: str, path: Path) -> list[_Output]:
        """Return the outputs of which one was handed on there; none if that is not known."""
        node = self._nodes.get(node_id)
        if node is None:
            return []
        is_off = node.disabled
        origin = Origin(INPUT, path) if is_off else NODE_TYPES[node.type].origin(node.config, path)
        if origin is None:
            return []
        if origin.text is None:
            return self._of_any(node_id, origin.path)
        read = whole_read(origin.text)
        return [] if read is None else self._read(node_id, read[0], (*read[1], *origin.path))

    def _read(self, reader: str, name: str, path: Path) -> list[_Output]:
        if name:
            return [(name, path)] if self.is_one(reader, name) else []
        sources = self._before.get(reader, ())
        if reader in self._after_errors:
            return []
        if reader in self._nodes and NODE_TYPES[self._nodes[reader].type].has_keyed_input:
            return [(path[0], path[1:])] if path and path[0] in sources else []
        return [(source, path) for source in sources] if len(sources) == 1 else []

    def _of_any(self, node_id: str, path: Path) -> list[_Output]:
        """Whichever of the outputs before a node it is; one of a loop may be a list beside others."""
        sources = self._before.get(node_id, ())
        if node_id in self._after_errors or (len(sources) > 1 and not self._repeated.isdisjoint(sources)):
            return []
        return [(source, path) for source in sources]


def whole_read(value: object) -> _Output | None:
    """The node that a value names, empty for its input, and where in that output; None for all else."""
    try:
        expression = parse_template(value).sole if isinstance(value, str) else None
    except ExpressionFault:
        return None
    if expression is None or len(expression.references) != 1 or expression.references[0].root not in _ROOTS:
        return None
    reference = expression.references[0]
    rest = expression.source[reference.end :]
    if reference.start or _FIELDS.fullmatch(rest) is None:
        return None
    return reference.name, tuple(field.strip("`") for field in _FIELD.findall(rest))


def _bodies(workflow: Workflow) -> Mapping[str, frozenset[str]]:
    """What runs for each item, by loop: all that its handle leads to, but not through the loop itself."""
    loops = [node.id for node in workflow.nodes if node.type in NODE_TYPES and NODE_TYPES[node.type].is_loop]
    after: dict[str, list[str]] = {node.id: [] for node in workflow.nodes}
    for each in workflow.connections:
        after.setdefault(each.source, []).append(each.target)
        after.setdefault(each.target, [])
    if len(loops) > _MOST_LOOPS:
        return {"": frozenset(reachable(after, loops))}
    begun: dict[str, list[str]] = {loop: [] for loop in loops}
    for each in workflow.connections:
        if each.source in begun and each.source_handle == LOOP_HANDLE:
            begun[each.source].append(each.target)
    return {
        loop: frozenset(reachable({**after, loop: []}, targets)) - {loop} for loop, targets in begun.items()
    }
