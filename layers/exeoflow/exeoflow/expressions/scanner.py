"""Splits JSONata into tokens, so that braces in strings, comments and regular expressions are told apart.

It follows the rules of JSONata's own tokeniser; whether a slash divides or opens a regular expression
depends on whether an operand is expected.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exeoflow.expressions.values import ExpressionFault

Kind = Literal["operand", "operator"]

_OPERATORS = re.escape(".[]{}(),@#;:?+-*/%|=<>^&!~")
_TOKEN = re.compile(
    rf"""
      (?P<skip>     [ \t\n\r]+ | /\*.*?\*/ )
    | (?P<comment>  /\* )
    | (?P<text>     "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*`
                    | (?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][-+]?[0-9]+)? )
    | (?P<open>     ["'`] )
    | (?P<operator> \.\. | := | != | >= | <= | \*\* | ~> | \?: | \?\? | [{_OPERATORS}] )
    | (?P<word>     [^ \t\n\r{_OPERATORS}]+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD_OPERATORS = frozenset({"and", "or", "in"})
_WILDCARDS = frozenset({"*", "**", "%", "?"})
_CLOSING = frozenset({")", "]", "}"})
_OPEN_RULES = {'"': "expression-string-open", "'": "expression-string-open", "`": "expression-quote-open"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression; white space and comments are left out."""

    kind: Kind
    text: str
    start: int


def scan(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of `text` from `start` on; raises `ExpressionFault` where a token has no end."""
    position = start
    operand_expected = True
    while position < len(text):
        if operand_expected and text[position] == "/" and text[position + 1 : position + 2] != "*":
            end = _regex_end(text, position)
            yield Token("operand", text[position:end], position)
            position, operand_expected = end, False
            continue
        match = _TOKEN.match(text, position)
        assert match is not None  # noqa: S101 - the alternatives cover every character
        piece = match[0]
        if match.lastgroup == "open":
            raise ExpressionFault(_OPEN_RULES[piece], {}, position)
        if match.lastgroup == "comment":
            raise ExpressionFault("expression-comment-open", {}, position)
        if match.lastgroup != "skip":
            kind = _kind(match.lastgroup, piece, operand_expected=operand_expected)
            yield Token(kind, piece, position)
            operand_expected = kind == "operator" and piece not in _CLOSING
        position = match.end()


def with_end(source: str) -> str:
    """An expression for jsonata-python, which reads beyond the end of a comment that comes last."""
    return f"{source}\n"


def _kind(group: str | None, piece: str, *, operand_expected: bool) -> Kind:
    """A wildcard stands where an operand is expected; so may `and`, `or` and `in`, as names of fields."""
    if group == "operator":
        return "operand" if operand_expected and piece in _WILDCARDS else "operator"
    return "operator" if piece in _WORD_OPERATORS and not operand_expected else "operand"


def _regex_end(text: str, start: int) -> int:
    """The position behind the regular expression that opens at `start`, its flags included.

    As in JSONata, a slash within brackets does not close it, and a bracket after a backslash does not count.
    """
    depth = 0
    for position in range(start + 1, len(text)):
        character = text[position]
        if character == "/" and depth == 0 and _backslashes_before(text, position) % 2 == 0:
            return position + 1 + _flags_at(text, position + 1)
        if text[position - 1] != "\\":
            depth += (character in "([{") - (character in ")]}")
    raise ExpressionFault("expression-regex-open", {}, start)


def _backslashes_before(text: str, position: int) -> int:
    return len(text[:position]) - len(text[:position].rstrip("\\"))


def _flags_at(text: str, position: int) -> int:
    rest = text[position:]
    return len(rest) - len(rest.lstrip("im"))
