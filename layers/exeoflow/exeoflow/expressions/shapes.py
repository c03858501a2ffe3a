"""Parses expressions that differ only in the names of fields, texts and numbers once: they have one shape.

What an expression means to the compiler depends on its operators, its functions and the roots that it reads;
the names of fields and the places in its text are put in afterwards. Parsing takes a hundred times as long,
and a large workflow asks the same question of a thousand fields.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate
from typing import Final, NamedTuple

from exeoflow.expressions.values import Expression, ExpressionFault, FieldRead, Reference

_PIECE: Final = re.compile(
    r"""
    (
      \.(?<!\$execution\.)(?<!\$workflow\.)      # fields of these two are known by name
      (?:[A-Za-z_]\w*+(?![$"'`])|`[^`]+`)
    | (?=["'0-9])                             # most characters begin nothing: a look is quicker than the rest
      (?<![\w$"'`])(?:"[^"\\]*"|'[^'\\]*'|(?<!\.)(?:0|[1-9][0-9]{0,14})(?![\w.]))
    )
    """,
    re.VERBOSE,
)
"""What is left out of a shape: `$`, quotes and digits may go on a name."""

_NUMBER: Final = "1"
_FORMS: Final = {".": ".{}", "`": ".`{}`", '"': '"{}"', "'": "'{}'", _NUMBER: _NUMBER}
"""How a piece of each kind is written around its name; a number has none."""
_WORDS: Final = ("and", "or", "in", "true", "false", "null", "function")
"""They are no names, or not always."""
_NO_PIECES: Final = frozenset(
    form.format(word) for kind, form in _FORMS.items() if kind != _NUMBER for word in _WORDS
)

_PLAIN: Final = re.compile(r"[A-Za-z0-9_$\s.,:;()\[\]=!<>&|+*?@#^~%-]*")
"""What may stand between the pieces, so that these surely are what they look like.

No regular expressions, comments and backslashes; no objects, whose keys must differ.
"""

Parse = Callable[[str], Expression]


def parse_by_shape(source: str, parse: Parse) -> Expression:
    """What `parse` makes of an expression, at the cost of a look if another of its shape has been parsed."""
    parts = _PIECE.split(source)
    pieces = parts[1::2]
    if not pieces or not _NO_PIECES.isdisjoint(pieces):
        return parse(source)
    pattern = _pattern(tuple(parts[::2]), tuple(map(_kind, pieces)), parse)
    return parse(source) if pattern is None else _filled(pattern, source, parts)


def _kind(piece: str) -> str:
    if piece[-1] == "`":
        return "`"
    return piece[0] if piece[0] in _FORMS else _NUMBER


def _name(piece: str) -> str:
    """What a piece says, without its dot or quotes."""
    if piece[-1] in "\"'`":
        return piece[2 if piece[0] == "." else 1 : -1]
    return piece[1:] if piece[0] == "." else piece


class _Place(NamedTuple):
    """A place in an expression: behind so many characters of a part of its shape."""

    part: int
    beyond: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An expression whose names stand for those of all of its shape."""

    expression: Expression
    references: tuple[tuple[Reference, int, _Place, _Place], ...]
    """With the part that is its name, 0 for none, and the places where each begins and ends."""
    fields: tuple[tuple[FieldRead, int, int, _Place], ...]
    """Likewise, with the parts that are the node and the field."""
    part_of: dict[str, int]
    """Which part each name is."""


@lru_cache(maxsize=5_000)
def _pattern(shape: tuple[str, ...], kinds: tuple[str, ...], parse: Parse) -> _Pattern | None:
    """An expression of a shape; nothing if it is faulty, for its faults are told in its own words.

    Nothing either if the pieces may not be what they look like.
    """
    if _PLAIN.fullmatch("".join(shape)) is None:
        return None
    names = [f"_{index}" for index in range(len(kinds))]
    pieces = [_FORMS[kind].format(name) for kind, name in zip(kinds, names, strict=True)]
    parts = [text for part, piece in zip(shape, (*pieces, ""), strict=True) for text in (part, piece)]
    try:
        expression = parse("".join(parts))
    except ExpressionFault:
        return None
    place = partial(_place, shape, _starts(parts))
    part_of = {name: 2 * index + 1 for index, name in enumerate(names)}
    return _Pattern(
        expression,
        tuple(
            (each, part_of.get(each.name, 0), place(each.start), place(each.end))
            for each in expression.references
        ),
        tuple(
            (each, part_of.get(each.name, 0), part_of.get(each.field, 0), place(each.end))
            for each in expression.fields
        ),
        part_of,
    )


def _place(shape: Sequence[str], starts: Sequence[int], position: int) -> _Place:
    part = next(
        index for index, text in enumerate(shape) if starts[index] <= position <= starts[index] + len(text)
    )
    return _Place(part, position - starts[part])


def _filled(pattern: _Pattern, source: str, parts: Sequence[str]) -> Expression:
    """The expression with an author's own names, each place where it is in the author's text."""
    starts, part_of = _starts(parts), pattern.part_of
    known = pattern.expression
    # By hand, because `_replace` takes four times as long.
    return Expression(
        source,
        tuple(_references(pattern, parts, starts)),
        known.bound,
        known.is_boolean,
        known.is_boolean_or_nothing,
        known.cannot_throw,
        known.cannot_fail,
        known.calls_for_list,
        tuple(_fields(pattern, parts, starts)),
        frozenset(_name(parts[part_of[each]]) if each in part_of else each for each in known.variables),
        known.reads_context,
    )


def _references(pattern: _Pattern, parts: Sequence[str], starts: Sequence[int]) -> list[Reference]:
    return [
        Reference(
            each.root,
            _name(parts[named]) if named else each.name,
            starts[start] + behind_start,
            starts[end] + behind_end,
        )
        for each, named, (start, behind_start), (end, behind_end) in pattern.references
    ]


def _fields(pattern: _Pattern, parts: Sequence[str], starts: Sequence[int]) -> list[FieldRead]:
    return [
        FieldRead(
            _name(parts[node]) if node else each.name,
            _name(parts[field]) if field else each.field,
            starts[end] + behind,
        )
        for each, node, field, (end, behind) in pattern.fields
    ]


def _starts(parts: Sequence[str]) -> Sequence[int]:
    """Where each part of a shape begins; between each two of them is a piece."""
    return [*accumulate(map(len, parts), initial=0)][::2]
