"""Parses expressions that differ only in the names of fields, texts and numbers once: they have one shape.

What an expression means to the compiler depends on its operators, its functions and the roots that it reads;
the names of fields and the places in its text are put in afterwards. Parsing takes a hundred times as long,
and a large workflow asks the same question of a thousand fields.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from exeoflow.expressions.values import Expression, ExpressionFault, FieldRead, Reference

_PIECE: Final = re.compile(
    r"""
      \.(?<!\$execution\.)(?<!\$workflow\.)      # fields of these two are known by name
      (?:([A-Za-z_]\w*+)(?![$"'`])|`([^`]+)`)
    | (?=["'0-9])                             # most characters begin nothing: a look is quicker than the rest
      (?<![\w$"'`])(?:"([^"\\]*)"|'([^'\\]*)'|(?<!\.)(0|[1-9][0-9]{0,14})(?![\w.]))
    """,
    re.VERBOSE,
)
"""What is left out of a shape, each kind in a group of its own: `$`, quotes and digits may go on a name."""

_KINDS: Final = (".{}", ".`{}`", '"{}"', "'{}'")
_NUMBER: Final = "1"
_NUMBERS_GROUP: Final = 5
_WORDS: Final = frozenset({"and", "or", "in", "true", "false", "null", "function"})
"""They are no names, or not always."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9_$\s.,:;()\[\]=!<>&|+*?@#^~%-]*")
"""What may stand between the pieces, so that these surely are what they look like.

No regular expressions, comments and backslashes; no objects, whose keys must differ.
"""

Parse = Callable[[str], Expression]


def parse_by_shape(source: str, parse: Parse) -> Expression:
    """What `parse` makes of an expression, at the cost of a look if another of its shape has been parsed."""
    split = _split(source)
    if split is None:
        return parse(source)
    pattern = _pattern(split.shape, split.kinds, parse)
    return parse(source) if pattern is None else _filled(pattern, source, split)


@dataclass(frozen=True, slots=True)
class _Split:
    """An expression as the parts of its shape and, between each two of them, a piece."""

    shape: tuple[str, ...]
    kinds: tuple[int, ...]
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    """What each piece says, without its dot or quotes."""


def _split(source: str) -> _Split | None:
    """The shape of an expression; nothing if it cannot be told from a look."""
    shape, pieces, names, kinds = [], [], [], []
    position = 0
    for match in _PIECE.finditer(source):
        kind = match.lastindex or 0
        name = match[kind]
        if name in _WORDS:
            return None
        shape.append(source[position : match.start()])
        pieces.append(match[0])
        names.append(name)
        kinds.append(kind)
        position = match.end()
    shape.append(source[position:])
    if not kinds or _PLAIN.fullmatch("".join(shape)) is None:
        return None
    return _Split(tuple(shape), tuple(kinds), tuple(pieces), tuple(names))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in an expression: behind so many characters of a part of its shape."""

    part: int
    beyond: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An expression whose names stand for those of all of its shape."""

    expression: Expression
    references: tuple[tuple[Reference, _Place, _Place], ...]
    """With the places where each begins and ends."""
    fields: tuple[tuple[FieldRead, _Place], ...]
    number: dict[str, int]
    """Which piece each name is."""


@lru_cache(maxsize=5_000)
def _pattern(shape: tuple[str, ...], kinds: tuple[int, ...], parse: Parse) -> _Pattern | None:
    """An expression of a shape; nothing if it is faulty, for its faults are told in its own words."""
    names = [f"_{index}" for index in range(len(kinds))]
    pieces = [
        _NUMBER if kind == _NUMBERS_GROUP else _KINDS[kind - 1].format(name)
        for kind, name in zip(kinds, names, strict=True)
    ]
    source = "".join(_alternating(shape, pieces))
    try:
        expression = parse(source)
    except ExpressionFault:
        return None
    starts = _starts(shape, pieces)

    def place(position: int) -> _Place:
        part = next(
            index for index, start in enumerate(starts) if start <= position <= start + len(shape[index])
        )
        return _Place(part, position - starts[part])

    return _Pattern(
        expression,
        tuple((each, place(each.start), place(each.end)) for each in expression.references),
        tuple((each, place(each.end)) for each in expression.fields),
        {name: index for index, name in enumerate(names)},
    )


def _filled(pattern: _Pattern, source: str, split: _Split) -> Expression:
    """The expression with an author's own names, each place where it is in the author's text."""
    starts = _starts(split.shape, split.pieces)

    def at(place: _Place) -> int:
        return starts[place.part] + place.beyond

    def name(text: str) -> str:
        return split.names[pattern.number[text]] if text in pattern.number else text

    found = pattern.expression
    # By hand, because `dataclasses.replace` takes three times as long.
    return Expression(
        source,
        references=tuple(
            Reference(each.root, name(each.name), at(start), at(end))
            for each, start, end in pattern.references
        ),
        bound=found.bound,
        is_boolean=found.is_boolean,
        is_boolean_or_nothing=found.is_boolean_or_nothing,
        cannot_throw=found.cannot_throw,
        cannot_fail=found.cannot_fail,
        calls_for_list=found.calls_for_list,
        fields=tuple(FieldRead(name(each.name), name(each.field), at(end)) for each, end in pattern.fields),
        variables=frozenset(map(name, found.variables)),
        reads_context=found.reads_context,
    )


def _starts(shape: Sequence[str], pieces: Sequence[str]) -> tuple[int, ...]:
    lengths = [len(part) + len(piece) for part, piece in zip(shape, pieces, strict=False)]
    return tuple(accumulate(lengths, initial=0))


def _alternating(shape: Sequence[str], pieces: Sequence[str]) -> list[str]:
    return [text for part, piece in zip(shape, (*pieces, ""), strict=True) for text in (part, piece)]
