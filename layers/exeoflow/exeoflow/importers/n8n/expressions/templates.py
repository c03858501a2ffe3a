"""Splits a parameter's text into literal text and JavaScript, as n8n's `tournament` does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What stands between `{{` and `}}`."""

    source: str


Part = str | Code


def split(text: str) -> tuple[Part, ...]:
    r"""The parts of a text without its leading `=`; empty literals are left out.

    The first pair of braces closes, within quotes too; an odd number of backslashes before a pair takes its
    meaning. `\}}` stands for `}}` once in each code; what is never closed is code up to the end of the text.
    Source: `splitExpression` of @n8n/tournament 1.13.
    """
    parts: list[Part] = []
    position = 0
    while (opening := _pair(text, "{{", position)) is not None:
        if literal := text[position:opening]:
            parts.append(literal.replace("\\\\", "\\"))
        if opening + 2 == len(text):
            return tuple(parts)
        closing = _pair(text, "}}", opening + 2)
        end = len(text) if closing is None else closing
        parts.append(Code(text[opening + 2 : end].replace("\\}}", "}}", 1)))
        position = end + 2
    if literal := text[position:]:
        parts.append(literal)
    return tuple(parts)


def _pair(text: str, braces: str, start: int) -> int | None:
    """The first pair that no backslash takes the meaning of."""
    while (found := text.find(braces, start)) >= 0:
        before = text[start:found]
        if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            return found
        start = found + 2
    return None
