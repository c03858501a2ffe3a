"""A chain with `?.` that stands alone between `${` and `}`: n8n takes null for a parameter with one.

n8n prints each expression anew with recast, which throws a TypeError there (@n8n/tournament 1.13).
"""

from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.parsing import parse_raw, walked

if TYPE_CHECKING:
    from tree_sitter import Node as Raw

_LINKS = {"member_expression": "object", "subscript_expression": "object", "call_expression": "function"}


def prints_a_chain(source: str) -> bool:
    """Whether there is such a chain anywhere in the expression."""
    if "?." not in source or "${" not in source:
        return False
    return any(
        raw.type == "template_substitution" and any(map(_is_chain, raw.named_children))
        for raw in walked(parse_raw(source))
    )


def _is_chain(raw: "Raw") -> bool:
    while raw.type == "parenthesized_expression" and len(raw.named_children) == 1:
        raw = raw.named_children[0]
    link: Raw | None = raw
    while link is not None and (field := _LINKS.get(link.type)) is not None:
        if any(each.type == "optional_chain" for each in link.children):
            return True
        link = link.child_by_field_name(field)
    return False
