"""Functions that an expression names and does not call: n8n fails for such a value."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from exeoflow.importers.n8n.expressions.javascript.syntax import Enclosed, Member, Node
from exeoflow.importers.n8n.expressions.kinds import NULLISH, Kind, written

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules

UNCALLED: Final = "this is a function, please add ()"
"""What n8n says of it."""
_METHODS_OF: Final[Mapping[str, frozenset[str]]] = {
    "string": frozenset(
        {"charAt", "endsWith", "includes", "indexOf", "padEnd", "padStart", "replace", "replaceAll", "slice"}
        | {"split", "startsWith", "substring", "toLowerCase", "toUpperCase", "trim", "trimEnd", "trimStart"}
    ),
    "array": frozenset({"flatMap", "forEach", "includes", "indexOf", "join", "map", "reduce", "slice"}),
    "number": frozenset({"toFixed", "toPrecision"}),
}
"""Methods of JavaScript by JSONata's types, without those whose names fields often have."""


def unless_uncalled(rules: "Rules", node: Node, text: str) -> str:
    """JSONata for the value of a whole expression, which is none where it is a method of JavaScript."""
    if isinstance(node, Enclosed):
        return unless_uncalled(rules, node.value, text)
    if not isinstance(node, Member):
        return text
    types = [each for each, names in _METHODS_OF.items() if node.name in names]
    if not types:
        return text
    owner = rules.value(node.value)
    if owner.is_only(Kind.OBJECT | NULLISH):
        return text
    return f"($type({written(owner)}) in {json.dumps(types)} ? {rules.error(UNCALLED)} : {text})"
