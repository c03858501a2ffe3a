"""Splits a parameter's text into literal text and JavaScript, as n8n's `tournament` does."""

import re
from dataclasses import dataclass

_OPEN = re.compile(r"(\\*)\{\{")
_CLOSE = re.compile(r"\\\}\}|\}\}")
_QUOTES = "\"'`"


@dataclass(frozen=True, slots=True)
class Code:
    """What stands between `{{` and `}}`."""

    source: str


Part = str | Code


def split(text: str) -> tuple[Part, ...]:
    r"""The parts of a text without its leading `=`; empty literals are left out.

    A closing pair of braces within quotes does not close; `\}}` stands for `}}`; what is never closed is code
    up to the end of the text.
    """
    parts: list[Part] = []
    position = 0
    while (opening := _opening(text, position)) is not None:
        if literal := text[position:opening]:
            parts.append(literal.replace("\\\\", "\\"))
        end = _closing(text, opening + 2)
        parts.append(Code(text[opening + 2 : end].replace("\\}}", "}}")))
        position = end + 2
    if literal := text[position:]:
        parts.append(literal)
    return tuple(parts)


def _opening(text: str, start: int) -> int | None:
    for match in _OPEN.finditer(text, start):
        if len(match[1]) % 2 == 0:
            return match.end() - 2
    return None


def _closing(text: str, start: int) -> int:
    quote = ""
    position = start
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 3 if text.startswith("}}", position + 1) else 2
            continue
        if quote:
            quote = "" if character == quote else quote
        elif character in _QUOTES:
            quote = character
        elif text.startswith("}}", position):
            return position
        position += 1
    # A quote that never closes: the first pair of braces closes after all.
    found = next((match for match in _CLOSE.finditer(text, start) if match[0] == "}}"), None)
    return found.start() if found else len(text)
