"""Checks of single nodes: type, configuration, and properties that mean nothing for their type."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from exeoflow.compiler.checks.error_names import check_error_names
from exeoflow.compiler.checks.items import check_items
from exeoflow.compiler.checks.outputs import KnownOutputs, check_field_reads
from exeoflow.compiler.checks.texts import check_texts
from exeoflow.compiler.checks.values import check_values
from exeoflow.diagnostics import Diagnostic, Guess, field_diagnostics
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import NodeType, claims_nothing
from exeoflow.nodes.table import NODE_TYPES, Configurations
from exeoflow.nodes.texts import texts_of

_KNOWN = ", ".join(NODE_TYPES)


def check_nodes(configurations: Configurations) -> Iterator[Diagnostic]:
    """All faults of the nodes, in the author's order."""
    workflow = configurations.workflow
    ids = dict.fromkeys(node.id for node in workflow.nodes)
    outputs = KnownOutputs(workflow)
    seen: set[str] = set()
    for index, node in enumerate(workflow.nodes):
        if node.id in seen:
            yield Diagnostic("node-id-duplicate", f"nodes[{index}].id", node.id, values={"node": node.id})
        seen.add(node.id)
        yield from _check_node(index, node, ids, outputs, configurations)


def check_addresses(configurations: Configurations) -> Iterator[Diagnostic]:
    """Nodes that claim the address of another one, which their activation would refuse."""
    claimed: dict[str, str] = {}
    for index, node in enumerate(configurations.workflow.nodes):
        address = _address_of(node, configurations)
        if address is None:
            continue
        if address in claimed:
            values = {"node": claimed[address], "path": str(node.config["path"])}
            yield Diagnostic("webhook-path-twice", f"nodes[{index}].config.path", node.id, values=values)
        claimed.setdefault(address, node.id)


def _address_of(node: Node, configurations: Configurations) -> str | None:
    node_type = NODE_TYPES.get(node.type)
    if node_type is None or node_type.address is claims_nothing or node.disabled:
        return None
    config = configurations.if_valid(node)
    return None if config is None else node_type.address(config)


def _check_node(
    index: int,
    node: Node,
    ids: Mapping[str, None],
    outputs: KnownOutputs,
    configurations: Configurations,
) -> Iterator[Diagnostic]:
    node_type = NODE_TYPES.get(node.type)
    if node_type is None:
        values = {"type": node.type, "known": _KNOWN}
        suggestion = Guess(node.type, tuple(NODE_TYPES))
        path = f"nodes[{index}].type"
        yield Diagnostic("node-type-unknown", path, node.id, values=values, suggestion=suggestion)
        return
    yield from _check_properties(index, node, node_type)
    yield from check_error_names(index, node)
    malformed = tuple(check_values(index, node))
    yield from malformed
    if malformed:
        return
    faults = _check_config(index, node, configurations)
    yield from faults
    texts = texts_of(node_type.config, node.config) if faults else configurations.texts(node)
    yield from check_texts(index, node, texts, ids)
    # The keys of a keyed input are nodes.
    if not node_type.has_keyed_input:
        yield from check_field_reads(index, node, texts, outputs)
    yield from check_items(index, node, node_type, outputs)
    if not faults:
        yield from _check_valid(index, node, node_type, configurations.of(node))


def _check_config(index: int, node: Node, configurations: Configurations) -> tuple[Diagnostic, ...]:
    try:
        configurations.of(node)
    except ValidationError as fault:
        model, place = NODE_TYPES[node.type].config, ("nodes", index, "config")
        return field_diagnostics(fault, node.config, model=model, at=place, node_id=node.id)
    return ()


def _check_valid(index: int, node: Node, node_type: NodeType, config: Config) -> Iterator[Diagnostic]:
    """What only a valid configuration tells."""
    if node.when_empty == "stop" and not node_type.may_stop_when_empty(config):
        values = {"type": node.type}
        yield Diagnostic("when-empty-without-effect", f"nodes[{index}].when_empty", node.id, values=values)
    if node.disabled:
        return
    for rule, field, named in node_type.doubts(config):
        yield Diagnostic(rule, f"nodes[{index}].config.{field}", node.id, values=named)
    if node_type.is_placeholder:
        origin = {"origin": node.config["origin"]}
        yield Diagnostic("placeholder-node", f"nodes[{index}]", node.id, values=origin)


def _check_properties(index: int, node: Node, node_type: NodeType) -> Iterator[Diagnostic]:
    """Properties without effect are most likely a misunderstanding."""
    is_task = node_type.calls(node.config)
    without_effect = (
        ("retry", node.retry is not None and not (is_task or node_type.is_loop)),
        ("timeout", node.timeout is not None and (not is_task or node_type.has_own_timeout)),
        ("on_error", node.on_error != "fail" and not node_type.can_fail),
    )
    for name, is_useless in without_effect:
        if is_useless:
            rule = f"{name.replace('_', '-')}-without-effect"
            yield Diagnostic(rule, f"nodes[{index}].{name}", node.id, values={"type": node.type})
    longest = node_type.longest_timeout
    if longest is not None and node.timeout is not None and node.timeout > longest:
        values = {"type": node.type, "limit": str(longest)}
        yield Diagnostic("timeout-shortened", f"nodes[{index}].timeout", node.id, values=values)
