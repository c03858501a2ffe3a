"""What the rules say, by their codes (`exeoflow.diagnostics.rules`)."""

from exeoflow.texts.en.rules import expressions, fields, graph, nodes, requests, structure, syntax

RULES = {
    **requests.RULES,
    **fields.RULES,
    **syntax.RULES,
    **expressions.RULES,
    **nodes.RULES,
    **graph.RULES,
    **structure.RULES,
}
