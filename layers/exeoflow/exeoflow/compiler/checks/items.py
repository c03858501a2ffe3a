"""Checks of fields that are gone over item by item: what is known to be no list would be the only item."""

from collections.abc import Iterator
from typing import Final

from exeoflow.compiler.checks.outputs import KnownOutputs, told_fields
from exeoflow.diagnostics import Diagnostic
from exeoflow.expressions import ExpressionFault, parse_template
from exeoflow.model.workflow import Node
from exeoflow.nodes.fields import Templated
from exeoflow.nodes.node_type import NodeType
from exeoflow.nodes.texts import expression_fields

_OUTPUTS: Final = ("input", "nodes")


def check_items(index: int, node: Node, node_type: NodeType, outputs: KnownOutputs) -> Iterator[Diagnostic]:
    """Files and objects in the place of lists, as far as outputs are known."""
    for name, role in expression_fields(node_type.config):
        if not (isinstance(role, Templated) and role.is_list):
            continue
        read = _whole_read(node.config.get(name, node_type.config.model_fields[name].default))
        if read is None:
            continue
        source = outputs.source_of(node, read[0])
        known = outputs.fields(source)
        if source is None or known is None:
            continue
        values = {"field": name, "node": source, "known": told_fields(known)}
        path = f"nodes[{index}].config.{name}"
        is_error = not read[0] and outputs.leads_errors_to(node.id)
        if outputs.has_file_at(source, read[1:]) and not is_error:
            yield Diagnostic("items-are-file", path, node.id, values=values)
        elif len(read) == 1:
            yield Diagnostic("items-are-object", path, node.id, values=values)


def _whole_read(value: object) -> tuple[str, ...] | None:
    """The node that a value names, empty for its input, and its field if there is one; None for all else."""
    try:
        expression = parse_template(value).sole if isinstance(value, str) else None
    except ExpressionFault:
        return None
    if expression is None or len(expression.references) != 1 or expression.references[0].root not in _OUTPUTS:
        return None
    reference, fields = expression.references[0], expression.fields
    end = fields[0].end if fields else reference.end
    if reference.start or end != len(expression.source.rstrip()):
        return None
    return (reference.name, *(field.field for field in fields))
