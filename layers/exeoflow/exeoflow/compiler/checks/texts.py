"""Checks of the expressions in a node's configuration."""

from collections.abc import Iterator

from exeoflow.diagnostics import Diagnostic
from exeoflow.diagnostics.path import join_path
from exeoflow.expressions import Expression, ExpressionFault
from exeoflow.model.workflow import Node
from exeoflow.nodes.node_type import NodeType
from exeoflow.nodes.texts import ConfigText, texts_of


def check_texts(index: int, node: Node, node_type: NodeType, ids: frozenset[str]) -> Iterator[Diagnostic]:
    """Faults of syntax and of names; `ids` are the workflow's nodes."""
    for text in texts_of(node_type.config, node.config):
        field = join_path(*text.path)
        for rule, values in _faults(text, ids):
            path = join_path("nodes", index, "config", *text.path)
            yield Diagnostic(rule, path, node.id, values={**values, "field": field})


def _faults(text: ConfigText, ids: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        expressions = text.parse()
    except ExpressionFault as fault:
        yield fault.rule, {**fault.values, "offset": str(fault.offset + 1)}
        return
    for name in _unknown_nodes(expressions, ids):
        yield "reference-unknown-node", {"node": name}
    if any(expression.reads_context for expression in expressions):
        yield "expression-without-root", {}


def _unknown_nodes(expressions: tuple[Expression, ...], ids: frozenset[str]) -> dict[str, None]:
    """The names of nodes that do not exist, each once, in the order of their first use."""
    return dict.fromkeys(
        reference.name
        for expression in expressions
        for reference in expression.references
        if reference.root == "nodes" and reference.name not in ids
    )
