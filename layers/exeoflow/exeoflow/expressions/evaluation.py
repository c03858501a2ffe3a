"""How deeply the evaluation of an expression nests: AWS stops one near a hundred evaluations in each other.

Its evaluator is in Java and counts where it begins to evaluate a part of the syntax tree, as jsonata-python
does; tests hold what is computed here against that count.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from exeoflow.expressions.grammar import parse_syntax
from exeoflow.expressions.scanner import scan
from exeoflow.expressions.tree import otherwise
from exeoflow.expressions.values import ExpressionFault

if TYPE_CHECKING:
    from exeoflow.expressions.tree import Symbol

MOST_EVALUATIONS = 90
"""Below AWS's bound, which was seen between 99 and 101: the data may add an evaluation or two."""

_LEVEL = re.compile(r"[(\[{?&+\-*/%<>=!.~@#^|:]|\b(?:and|or|in)\b")
"""What each level takes one of at least."""
_LEAVES = 3
_OPENING = frozenset({"(", "[", "{"})
_CLOSING = frozenset({")", "]", "}"})
_NO_FUNCTIONS: Mapping[str, int] = MappingProxyType({})


def evaluation_depth(
    source: str, most: int = MOST_EVALUATIONS, functions: Mapping[str, int] = _NO_FUNCTIONS
) -> int:
    """The evaluations within each other, as far as they do not depend on the data: a recursion counts once.

    For an expression that cannot nest deeper than `most`, a higher number that is cheaper to find.
    `functions` has the depths of those that stand before it in the same block.
    """
    block = 1 if functions else 0
    within = block + max(functions.values(), default=0)
    bound = len(_LEVEL.findall(source)) + _LEAVES + within
    if bound <= most:
        return bound
    try:
        nested = nesting_bound(source) + within
        if nested <= most:
            return nested
        return block + max(depth_of(parse_syntax(source), functions), within)
    except ExpressionFault:  # it nests more deeply than the parser goes
        return bound


def nesting_bound(source: str) -> int:
    """The most evaluations within each other, counted from the tokens: of what commas part the deepest.

    That is much quicker than a syntax tree. Semicolons part nothing: a function that stands before one may be
    called behind it.
    """
    around: list[tuple[int, int, int]] = []
    own = inside = deepest = 0
    for token in scan(source):
        if token.text in _OPENING:
            around.append((own + 1, inside, deepest))
            own = inside = deepest = 0
        elif token.text in _CLOSING:
            levels = max(deepest, own + inside)
            own, inside, deepest = around.pop()
            inside = max(inside, levels)
        elif token.text == ",":
            deepest = max(deepest, own + inside)
            own = inside = 0
        else:
            own += token.kind == "operator"
    return max(deepest, own + inside) + _LEAVES


def depth_of(node: "Symbol", functions: Mapping[str, int]) -> int:
    """The evaluations within each other from a part on; `functions` has the depths of those with a name."""
    if node.type == "block":
        return 1 + _depth_of_block(node, dict(functions))
    inner = max((depth_of(part, functions) for part in _parts(node)), default=0)
    if node.type == "lambda":  # it is evaluated within the call
        return inner
    called = str(node.procedure.value) if node.procedure is not None else ""
    return 1 + max(inner, functions.get(called, 0))


def _depth_of_block(block: "Symbol", functions: dict[str, int]) -> int:
    deepest = 0
    for each in block.expressions or ():
        depth = depth_of(each, functions)
        deepest = max(deepest, depth)
        if each.type == "bind" and each.lhs is not None:
            functions[str(each.lhs.value)] = depth - 1
    return deepest


def _parts(node: "Symbol") -> Iterator["Symbol"]:
    """All parts that are evaluated while the node is."""
    single = (
        node.procedure,
        node.condition,
        node.then,
        otherwise(node),
        node.lhs if node.type != "bind" else None,
        node.rhs,
        node.expression,
        node.body,
        node.pattern,
        node.update,
        node.delete,
    )
    yield from (part for part in single if part is not None)
    for several in (node.steps, node.expressions, node.arguments if node.type != "lambda" else None):
        yield from several or ()
    for stage in (*(node.predicate or ()), *(node.stages or ())):
        if stage.expr is not None:
            yield stage.expr
    for term in node.terms or ():
        if term.expression is not None:
            yield term.expression
    for pairs in (node.lhs_object, node.group.lhs_object if node.group is not None else None):
        for pair in pairs or ():
            yield from pair
