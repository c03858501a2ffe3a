"""What is known of a value before it is there, and the JSONata that yields it."""

import json
import re
from dataclasses import dataclass, replace
from enum import IntFlag, auto

_ATOM = re.compile(r'[$A-Za-z0-9_.`\[\]]*|"[^"\\]*"')


class Kind(IntFlag):
    """The kinds that a value may be of."""

    UNDEFINED = auto()
    NULL = auto()
    BOOLEAN = auto()
    NUMBER = auto()
    STRING = auto()
    LIST = auto()
    OBJECT = auto()
    NAN = auto()
    """No number; in JSONata null, as in JSON."""
    DATE = auto()
    """luxon's DateTime; in JSONata its milliseconds since 1970."""
    JS_DATE = auto()
    """JavaScript's Date; likewise."""
    ITEM = auto()
    """n8n's item, `{json}`; in JSONata the JSON itself."""


ANY = Kind.UNDEFINED | Kind.NULL | Kind.BOOLEAN | Kind.NUMBER | Kind.STRING | Kind.LIST | Kind.OBJECT
"""What JSON may hold at a path."""
ELEMENT = ANY & ~Kind.UNDEFINED
"""What an element of a list of JSON may be."""
NULLISH = Kind.UNDEFINED | Kind.NULL
COMPOUND = Kind.LIST | Kind.OBJECT
MOMENT = Kind.DATE | Kind.JS_DATE


@dataclass(frozen=True, slots=True)
class Value:
    """A translated part of an expression.

    `text` yields the value where `guards` hold; where they do not, it is nothing. `requires` are the
    conditions without which JavaScript throws a TypeError, which ends the whole expression. `short` is the
    condition on which a `?.` before has ended the chain. `is_silent`: where JavaScript throws, the value is
    nothing by itself.
    `elements` are the kinds of a list's elements; `has_holes`: a null in it may stand for `undefined`.
    """

    text: str
    kinds: Kind
    guards: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    short: str | None = None
    is_silent: bool = True
    elements: Kind = ELEMENT
    has_holes: bool = False

    def may_be(self, kinds: Kind) -> bool:
        """Whether it may be of one of the kinds."""
        return bool(self.kinds & kinds)

    def is_only(self, kinds: Kind) -> bool:
        """Whether it certainly is of one of the kinds."""
        return not self.kinds & ~kinds

    @property
    def is_moment(self) -> bool:
        """Whether it certainly is a date, perhaps one that is none."""
        return self.is_only(MOMENT | Kind.NAN) and self.may_be(MOMENT)

    @property
    def may_fail(self) -> bool:
        """Whether it can end in an error that n8n does not hide."""
        return any("$error(" in each for each in (self.text, *self.requires))

    def closed(self) -> "Value":
        """The same as a whole, behind which no `?.` is at work."""
        return replace(self, short=None) if self.short is not None else self


NOTHING = "(false ? 0)"
"""JSONata for nothing, which is JavaScript's `undefined`."""
UNDEFINED = Value(NOTHING, Kind.UNDEFINED)


def quoted(text: str) -> str:
    """A text as a literal of JSONata."""
    return json.dumps(text, ensure_ascii=False)


def is_atom(text: str) -> bool:
    """Whether no operator beside the text can take a part of it."""
    return _ATOM.fullmatch(text) is not None or _is_enclosed(text)


def atom(text: str) -> str:
    """The text so that no operator beside it takes a part of it."""
    return text if is_atom(text) else f"({text})"


def _is_enclosed(text: str) -> bool:
    """Whether parentheses open at its begin, or behind a function's name there, and close at its end.

    Texts with quotes are not looked into: they are enclosed once more.
    """
    match = re.match(r"\$?[A-Za-z_0-9]*\(", text)
    if match is None or '"' in text or "/" in text or "`" in text:
        return False
    level = 0
    for place, character in enumerate(text):
        level += (character == "(") - (character == ")")
        if level == 0 and character == ")":
            return place == len(text) - 1
    return False


def all_of(conditions: tuple[str, ...]) -> str:
    """The conditions as one."""
    unique = tuple(dict.fromkeys(conditions))
    return " and ".join(f"({each})" if " or " in each or " ? " in each else each for each in unique)


def holds_for_none(items: str, test: str) -> str:
    """The condition that a function is true of no element.

    Engines do not agree on how many elements a lone null is, which $filter may leave: it is not counted.
    """
    return f"$not(true in $map({items}, {test}))"


def written(value: Value) -> str:
    """The text that yields the value, or nothing."""
    if not value.guards:
        return value.text
    return f"({all_of(value.guards)} ? {value.text})"


def operand(value: Value) -> str:
    """The text, so that it can stand beside operators."""
    return atom(written(value))


def exists(value: Value) -> str:
    """The condition that a value is neither undefined nor null."""
    text = written(value)
    if not value.may_be(Kind.NULL):
        return f"$exists({text})"
    if not value.may_be(Kind.UNDEFINED):
        return f"{atom(text)} != null"
    return f"{atom(text)} != null"
