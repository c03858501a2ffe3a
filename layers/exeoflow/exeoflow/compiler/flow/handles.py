"""By which handles nodes may be left, and which connections may therefore become live."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import ERROR_HANDLE, LOOP_HANDLE
from exeoflow.nodes.table import NODE_TYPES

Handle = str | None


class LiveConnection(NamedTuple):
    """A connection that may become live; the handle without a name is None."""

    source: str
    handle: Handle
    target: str


def ordinary_handles(node: Node, config: Config) -> tuple[Handle, ...]:
    """The handles that may fire without an error; of a disabled node only the first that is of no item."""
    node_type = NODE_TYPES[node.type]
    handles = node_type.handles(config)
    if not node.disabled:
        return handles
    return tuple(handle for handle in handles if not node_type.is_loop or handle != LOOP_HANDLE)[:1]


def error_action(node: Node) -> str:
    """`fail`, `continue` or `branch`."""
    if node.disabled or not NODE_TYPES[node.type].can_fail:
        return "fail"
    return node.on_error if isinstance(node.on_error, str) else node.on_error.action


def live_connections(
    workflow: Workflow, ordinary: Mapping[str, tuple[Handle, ...]]
) -> Iterator[LiveConnection]:
    """The connections whose handle may fire, in the author's order; `ordinary` are the handles of nodes."""
    nodes = {node.id: node for node in workflow.nodes}
    # A trigger that is off fires nothing.
    off = {node.id for node in workflow.nodes if node.disabled and NODE_TYPES[node.type].starts}
    for connection in workflow.connections:
        source, handle = connection.source, connection.source_handle
        handles = () if source in off else ordinary[source]
        if handle in handles or (handle == ERROR_HANDLE and error_action(nodes[source]) == "branch"):
            yield LiveConnection(source, handle, connection.target)
