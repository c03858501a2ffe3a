"""Checks of connections: their ends, their handles, and what may not be connected."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.model.workflows.workflow import Connection, Node, Workflow
from exeoflow.nodes.node_type import ERROR_HANDLE
from exeoflow.nodes.table import NODE_TYPES, Configurations

Ids = tuple[str, ...]
Handles = tuple[str | None, ...]


def check_connections(configurations: Configurations) -> Iterator[Diagnostic]:
    """All faults of the connections, in the author's order, then error handles that lead nowhere."""
    workflow = configurations.workflow
    nodes = {node.id: node for node in workflow.nodes}
    ids = tuple(nodes)
    known = ((node.id, _handles(node, configurations)) for node in workflow.nodes)
    handles = {node_id: found for node_id, found in known if found is not None}
    plain_sources, plain_targets = _plain_ends(workflow)
    seen: set[tuple[str, str | None, str]] = set()
    for index, connection in enumerate(workflow.connections):
        key = source, handle, target = connection.source, connection.source_handle, connection.target
        if source not in plain_sources or target not in plain_targets:
            yield from _check_ends(index, connection, nodes, ids)
        if handle not in handles.get(source, ()):
            yield from _check_handle(index, connection, handles)
        if key in seen:
            yield _fault("connection-duplicate", index, source=source, target=target)
        seen.add(key)
    yield from _check_parted_lists(workflow, nodes)
    yield from _check_error_handles(workflow)
    yield from _check_ordinary_handles(workflow, handles)


def _plain_ends(workflow: Workflow) -> tuple[set[str], set[str]]:
    """The nodes from which any connection may lead, and to which: those of most of very many connections."""
    of_type = {node.id: NODE_TYPES.get(node.type) for node in workflow.nodes}
    sources = {node_id for node_id, known in of_type.items() if known is None or not known.ends_the_path}
    return sources, {node_id for node_id, known in of_type.items() if known is None or not known.starts}


def _handles(node: Node, configurations: Configurations) -> Handles | None:
    """All handles of a node; `None` while its type or configuration is at fault, or where nothing follows."""
    node_type = NODE_TYPES.get(node.type)
    if node_type is None or node_type.ends_the_path:
        return None
    config = configurations.if_valid(node)
    if config is None:
        return None
    handles = node_type.handles(config)
    return (*handles, ERROR_HANDLE) if _branches_on_error(node) else handles


def _branches_on_error(node: Node) -> bool:
    return (node.on_error if isinstance(node.on_error, str) else node.on_error.action) == "branch"


def _check_ends(
    index: int, connection: Connection, nodes: Mapping[str, Node], ids: Ids
) -> Iterator[Diagnostic]:
    source, target = nodes.get(connection.source), nodes.get(connection.target)
    if source is None:
        yield _unknown("connection-source-unknown", index, ".source", connection.source, ids)
    elif _ends_the_path(source, connection):
        yield _fault("connection-from-stop", index, node=source.id)
    if target is None:
        yield _unknown("connection-target-unknown", index, ".target", connection.target, ids)
    elif (target_type := NODE_TYPES.get(target.type)) and target_type.starts:
        yield _fault("connection-into-trigger", index, node=target.id)


def _ends_the_path(source: Node, connection: Connection) -> bool:
    """Whether nothing can follow the source, unless it is what happens after an error."""
    node_type = NODE_TYPES.get(source.type)
    if node_type is None or not node_type.ends_the_path:
        return False
    return not (node_type.can_fail and _branches_on_error(source)) or connection.source_handle != ERROR_HANDLE


def _check_handle(index: int, connection: Connection, handles: Mapping[str, Handles]) -> Iterator[Diagnostic]:
    known = handles.get(connection.source)
    handle = connection.source_handle
    if not known or handle in known:
        return
    named = ", ".join(f"`{name}`" for name in known if name is not None)
    if handle is None:
        yield _fault("connection-handle-missing", index, node=connection.source, known=named)
    elif handle == ERROR_HANDLE:
        yield _fault("connection-error-handle", index, ".source_handle", node=connection.source)
    elif not named:
        yield _fault("connection-handle-unnamed", index, ".source_handle", node=connection.source)
    else:
        values = {"node": connection.source, "handle": handle, "known": named}
        fault = _fault("connection-handle-unknown", index, ".source_handle", **values)
        yield replace(fault, suggestion=Guess(handle, tuple(name for name in known if name is not None)))


def _check_parted_lists(workflow: Workflow, nodes: Mapping[str, Node]) -> Iterator[Diagnostic]:
    """Lists of one node that meet at another, which takes the first of them."""
    met: dict[tuple[str, str], int] = {}
    parting = {node.id for node in nodes.values() if _parts_its_output(node)}
    if not parting:
        return
    for index, connection in enumerate(workflow.connections):
        if connection.source not in parting or connection.source_handle == ERROR_HANDLE:
            continue
        ends = (connection.source, connection.target)
        met[ends] = met.get(ends, 0) + 1
        if met[ends] == 2:  # noqa: PLR2004  (told once, of the connection that makes them two)
            yield _fault("partition-joins-itself", index, source=ends[0], target=ends[1])


def _parts_its_output(node: Node) -> bool:
    return node.type in NODE_TYPES and NODE_TYPES[node.type].parts_its_output


def _check_error_handles(workflow: Workflow) -> Iterator[Diagnostic]:
    branching = [(index, node) for index, node in enumerate(workflow.nodes) if _branches_on_error(node)]
    if not branching:
        return
    connected = {
        connection.source for connection in workflow.connections if connection.source_handle == ERROR_HANDLE
    }
    for index, node in branching:
        if node.id not in connected:
            yield Diagnostic("error-handle-unconnected", f"nodes[{index}].on_error", node.id)


def _check_ordinary_handles(workflow: Workflow, handles: Mapping[str, Handles]) -> Iterator[Diagnostic]:
    """Handles that lead nowhere, of nodes of which another one leads on: they may be forgotten."""
    connected: defaultdict[str, set[str | None]] = defaultdict(set)
    for connection in workflow.connections:
        connected[connection.source].add(connection.source_handle)
    for index, node in enumerate(workflow.nodes):
        known, wired = handles.get(node.id, ()), connected.get(node.id, set())
        if node.disabled or not wired.intersection(known) or NODE_TYPES[node.type].is_loop:
            continue  # a loop of which only the items matter is as common as one of which the results do
        for handle in known:
            if handle is not None and handle != ERROR_HANDLE and handle not in wired:
                values = {"node": node.id, "handle": handle}
                yield Diagnostic("handle-unconnected", f"nodes[{index}]", node.id, values=values)


def _unknown(rule: str, index: int, field: str, node: str, ids: Ids) -> Diagnostic:
    return replace(_fault(rule, index, field, node=node), suggestion=Guess(node, ids))


def _fault(rule: str, index: int, field: str = "", **values: str) -> Diagnostic:
    return Diagnostic(rule, f"connections[{index}]{field}", connection=index, values=values)
