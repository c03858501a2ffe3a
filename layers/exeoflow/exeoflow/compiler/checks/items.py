"""Checks of fields that are gone over item by item: what is known to be no list would be the only item."""

from collections.abc import Iterator
from functools import cache

from exeoflow.compiler.checks.handed_on import whole_read
from exeoflow.compiler.checks.outputs import KnownOutputs, told_fields
from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.fields import Config, Templated
from exeoflow.nodes.node_type import NodeType, Path
from exeoflow.nodes.texts import expression_fields


def check_items(index: int, node: Node, node_type: NodeType, outputs: KnownOutputs) -> Iterator[Diagnostic]:
    """Files and objects in the place of lists, as far as outputs are known."""
    for name, default in _list_fields(node_type.config):
        read = whole_read(node.config.get(name, default))
        if read is None:
            continue
        path = f"nodes[{index}].config.{name}"
        keeper = outputs.handed_on.keeper(node.id, *read)
        if keeper is not None:
            yield Diagnostic("items-are-file", path, node.id, values={"field": name, "node": keeper})
        elif (told := _known_object(node, outputs, *read)) is not None:
            values = {"field": name, "node": told[0], "known": told[1]}
            yield Diagnostic("items-are-object", path, node.id, values=values)


@cache
def _list_fields(model: type[Config]) -> tuple[tuple[str, object], ...]:
    """The fields of a model that are lists to go over, with what they hold if nothing is said."""
    return tuple(
        (name, model.model_fields[name].default)
        for name, role in expression_fields(model)
        if isinstance(role, Templated) and role.is_list
    )


def _known_object(node: Node, outputs: KnownOutputs, name: str, path: Path) -> tuple[str, str] | None:
    """The node whose output a read is as a whole, and the fields of that; None if they are not known."""
    source = outputs.source_of(node, name)
    known = outputs.fields(source)
    if path or source is None or known is None or not outputs.handed_on.is_one(node.id, name):
        return None
    return source, told_fields(known)
