"""Bounds how deeply an expression nests before a recursive parser sees it."""

from dataclasses import dataclass

from exeoflow.expressions.scanner import Token, scan
from exeoflow.expressions.values import ExpressionFault

MAX_LENGTH = 10_000
"""Characters of one expression."""

MAX_DEPTH = 80
"""Brackets within brackets and operators in a row: each is a level of the syntax tree.

AWS evaluates about a hundred (`exeoflow.expressions.evaluation`), and a node that evaluates the expression
for each item, or passes on what it yields, wraps it in some more.
"""

_CHAIN = frozenset({".", "@", "#", "^"})
_SEPARATORS = frozenset({",", ";"})
_OPENING = frozenset({"(", "[", "{"})
_CLOSING = frozenset({")", "]", "}"})


@dataclass(slots=True)
class _Level:
    """An open bracket: loose operators pile up until a separator, steps of a path until a loose operator."""

    loose: int = 0
    chain: int = 0

    @property
    def depth(self) -> int:
        return self.loose + self.chain + 1

    def add(self, operator: str) -> None:
        if operator in _SEPARATORS:
            self.loose = self.chain = 0
        elif operator in _CHAIN:
            self.chain += 1
        else:
            self.loose += 1
            self.chain = 0


def check_size(source: str) -> None:
    """Raises `ExpressionFault` if the expression is too long or nests too deeply; takes linear time."""
    if len(source) > MAX_LENGTH:
        raise ExpressionFault(
            "expression-too-long", {"length": str(len(source)), "limit": str(MAX_LENGTH)}, MAX_LENGTH
        )
    if len(source) < MAX_DEPTH:  # most are: a level takes a character at least
        return
    levels = [_Level()]
    enclosing = 0
    for token in scan(source):
        if token.kind == "operand":
            continue
        enclosing = _step(token, levels, enclosing)
        if enclosing + levels[-1].depth > MAX_DEPTH:
            raise ExpressionFault("expression-too-deep", {"limit": str(MAX_DEPTH)}, token.start)


def _step(token: Token, levels: list[_Level], enclosing: int) -> int:
    """Takes one operator in; gives the depth of the brackets around the innermost one."""
    if token.text in _OPENING:
        enclosing += levels[-1].depth
        levels.append(_Level())
    elif token.text in _CLOSING and len(levels) > 1:
        levels.pop()
        enclosing -= levels[-1].depth
        levels[-1].chain += 1
    else:
        levels[-1].add(token.text)
    return enclosing
