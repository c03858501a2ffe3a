"""Chains of members and calls in the parser's own tree, and those at which n8n's printer fails."""

from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.parsing import is_optional, parse_raw, walked

if TYPE_CHECKING:
    from tree_sitter import Node as Raw

_BEFORE = {"member_expression": "object", "subscript_expression": "object", "call_expression": "function"}


def before(link: "Raw") -> "Raw | None":
    """What a link of a chain hangs on; None where the chain begins."""
    field = _BEFORE.get(link.type)
    return None if field is None else link.child_by_field_name(field)


def has_optional(link: "Raw | None") -> bool:
    """Whether there is a `?.` in the chain that ends with this link."""
    while link is not None and link.type in _BEFORE:
        if is_optional(link):
            return True
        link = before(link)
    return False


def prints_a_chain(source: str) -> bool:
    """Whether a chain with `?.` stands alone between `${` and `}`: n8n takes null for a parameter with one.

    n8n prints each expression anew with recast, which throws a TypeError there (@n8n/tournament 1.13).
    """
    if "?." not in source or "${" not in source:
        return False
    return any(
        has_optional(_bare(child))
        for raw in walked(parse_raw(source))
        if raw.type == "template_substitution"
        for child in raw.named_children
    )


def _bare(raw: "Raw") -> "Raw":
    """A part without the parentheses around it."""
    while raw.type == "parenthesized_expression" and len(raw.named_children) == 1:
        raw = raw.named_children[0]
    return raw
