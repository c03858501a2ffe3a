r"""JavaScript's regular expressions as JSONata's, whose engine is not the same everywhere.

AWS evaluates in Java, others in Rust and Python. What these read differently is written out (`\d`, `\s`,
`.`) or has no rule (look-around, references back, `\b`, `$` before what could match the line's end).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from exeoflow.importers.n8n.expressions.javascript.syntax import Regex
from exeoflow.importers.n8n.expressions.values import NoRule

_BLANKS = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SETS = {"d": "0-9", "w": "A-Za-z0-9_", "s": _BLANKS}
_EVERYTHING = {r"[\s\S]", r"[\S\s]", r"[\d\D]", r"[\D\d]", r"[\w\W]", r"[\W\w]", "[^]"}
_TOKEN = re.compile(
    r"""(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\]) | (?P<escape>\\.) | (?P<open>\((?:\?.?)?) | (?P<close>\))
    | (?P<quantifier>[*+?]\??|\{\d+(?:,\d*)?\}\??) | (?P<or>\|) | (?P<start>\^) | (?P<end>\$) | (?P<any>\.)
    | (?P<char>[\s\S])""",
    re.VERBOSE,
)
_PLAIN_ESCAPES = frozenset("ntrfv")
_SPECIAL = frozenset(r".*+?^${}()|[]\/")
_SPECIAL_IN_SET = _SPECIAL | frozenset("&~-")
_SIGN_IN_SET = re.compile(r"\\.|[^\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A translated regular expression.

    `text` is JSONata's literal; `is_global`: JavaScript applies it to all places. `counts`: one match of a
    character that is not named could be two in JavaScript, which sees two for some characters.
    """

    text: str
    groups: int
    is_global: bool
    counts: bool


def translated(regex: Regex) -> Pattern:
    """The pattern; raises `NoRule` where engines differ about it."""
    if set(regex.flags) - set("gi"):
        raise NoRule
    reader = _Reader(regex.pattern)
    body = "".join(reader.read())
    if reader.may_be_empty():
        raise NoRule
    flags = "i" if "i" in regex.flags else ""
    return Pattern(f"/{body}/{flags}", reader.groups, "g" in regex.flags, reader.counts)


class _Reader:
    """Reads tokens from left to right; keeps for each open group whether an alternative can match nothing."""

    def __init__(self, pattern: str) -> None:
        self.tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(pattern)]
        self.groups = 0
        self.counts = False
        self._levels: list[list[bool]] = [[True]]
        self._captures: list[bool] = []
        self._groups_before: list[int] = []

    def may_be_empty(self) -> bool:
        """Whether the whole can match nothing, which JSONata refuses."""
        return any(self._levels[0])

    def read(self) -> Iterator[str]:
        """The tokens, translated."""
        for (kind, text), (kind_behind, behind) in pairwise([*self.tokens, ("", "")]):
            yield self._translated(kind, text, behind if kind_behind == "quantifier" else "")
        if len(self._levels) != 1 or (len(self._levels[0]) > 1 and self.groups):
            raise NoRule

    def _translated(self, kind: str, text: str, quantifier: str) -> str:
        match kind:
            case "or":
                self._levels[-1].append(True)
            case "open":
                self._open(text)
            case "close":
                self._close(quantifier)
            case "quantifier":
                pass
            case "start" if not quantifier:
                pass
            case "start" | "end":
                raise NoRule
            case _:
                text, is_broad = self._atom(kind, text)
                self._add(quantifier, is_broad=is_broad)
        return text

    def _open(self, text: str) -> None:
        if text not in ("(", "(?:"):
            raise NoRule
        self._captures.append(text == "(")
        self.groups += text == "("
        self._groups_before.append(self.groups)
        self._levels.append([True])

    def _close(self, quantifier: str) -> None:
        if len(self._levels) == 1:
            raise NoRule
        alternatives = self._levels.pop()
        captures = self._captures.pop()
        before = self._groups_before.pop()
        inner = self.groups - before + captures
        # A group that takes no part in a match has another value in each engine.
        if inner and _may_be_left_out(quantifier):
            raise NoRule
        if len(alternatives) > 1 and self.groups - before:
            raise NoRule
        if not (any(alternatives) or _may_be_left_out(quantifier)):
            self._levels[-1][-1] = False

    def _add(self, quantifier: str, *, is_broad: bool) -> None:
        if not _may_be_left_out(quantifier):
            self._levels[-1][-1] = False
        if is_broad and not quantifier.startswith(("*", "+")):
            self.counts = True

    def _atom(self, kind: str, text: str) -> tuple[str, bool]:
        """An atom's text, and whether it matches characters that it does not name."""
        match kind:
            case "any":
                return r"[^\n\r\u2028\u2029]", True
            case "set":
                return _set(text)
            case "escape":
                return _escape(text[1])
        if text == "[":  # of a set of characters that never ends
            raise NoRule
        return _literal(text, _SPECIAL), False


def _literal(character: str, special: Collection[str]) -> str:
    """A character that stands for itself."""
    if ord(character) > 0xFFFF:  # noqa: PLR2004 - two units in JavaScript
        raise NoRule
    if character in special:
        return f"\\{character}"
    return {"\n": r"\n", "\t": r"\t", "\r": r"\r"}.get(character, character)


def _may_be_left_out(quantifier: str) -> bool:
    return quantifier.startswith(("*", "?", "{0"))


def _escape(letter: str) -> tuple[str, bool]:
    if letter in _SETS:
        return f"[{_SETS[letter]}]", False
    if letter.lower() in _SETS:
        return f"[^{_SETS[letter.lower()]}]", True
    if letter in _PLAIN_ESCAPES:
        return f"\\{letter}", False
    if letter.isalnum():
        raise NoRule
    return (f"\\{letter}" if letter in _SPECIAL else letter), False


def _set(text: str) -> tuple[str, bool]:
    if text in _EVERYTHING:
        return r"[\s\S]", True
    negated = text.startswith("[^")
    body = text[2 if negated else 1 : -1]
    if not body:
        raise NoRule
    signs = _SIGN_IN_SET.findall(body)
    for first, hyphen, last in zip(signs, signs[1:], signs[2:], strict=False):
        if hyphen == "-" and (first[1:] in _SETS or last.startswith("\\")):
            raise NoRule
    is_range = [sign == "-" and 0 < place < len(signs) - 1 for place, sign in enumerate(signs)]
    written = ["-" if between else _in_set(sign) for sign, between in zip(signs, is_range, strict=True)]
    return f"[{'^' if negated else ''}{''.join(written)}]", negated


def _in_set(sign: str) -> str:
    if not sign.startswith("\\"):
        return _literal(sign, _SPECIAL_IN_SET)
    letter = sign[1]
    if letter in _SETS:
        return _SETS[letter]
    if letter in _PLAIN_ESCAPES:
        return sign
    if letter.isalnum():
        raise NoRule
    return sign if letter in _SPECIAL_IN_SET else letter


def replacement(text: str, groups: int) -> str:
    """JavaScript's replacement as JSONata's, for a regular expression."""

    def reference(match: re.Match[str]) -> str:
        sign = match[1]
        if sign == "$":
            return "$$"
        if sign == "&":
            return "$0"
        if sign.isdigit():
            if not 0 < int(sign) <= groups or match[2]:
                raise NoRule
            return f"${sign}"
        if sign in ("`", "'", "<"):
            raise NoRule
        return f"$${sign}"

    return re.sub(r"\$(.|\n|\Z)(?:(?<=[0-9])([0-9]))?", reference, text)


def plain_replacement(text: str, pattern: str) -> str:
    """JavaScript's replacement of a text, in which JSONata sees no references."""
    if re.search(r"\$[`']", text):
        raise NoRule
    return text.replace("$$", "\0").replace("$&", pattern).replace("\0", "$")
