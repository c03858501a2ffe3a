r"""JavaScript's regular expressions as JSONata's, whose engine is not the same everywhere.

AWS evaluates in Java, others in Rust and Python. What these read differently is written out (`\d`, `\s`,
`.`) or has no rule (look-around, references back, `\b`, `$` before what could match the line's end).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exeoflow.importers.n8n.expressions.syntax import Regex
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
        self._last_was_empty = True

    def may_be_empty(self) -> bool:
        """Whether the whole can match nothing, which JSONata refuses."""
        return any(self._levels[0])

    def read(self) -> Iterator[str]:
        """The tokens, translated."""
        for place, (kind, text) in enumerate(self.tokens):
            behind = self.tokens[place + 1] if place + 1 < len(self.tokens) else ("", "")
            quantifier = behind[1] if behind[0] == "quantifier" else ""
            match kind:
                case "quantifier":
                    yield text
                case "or":
                    self._levels[-1].append(True)
                    yield text
                case "start":
                    if quantifier:
                        raise NoRule
                    yield text
                case "open":
                    yield self._opened(text)
                case "close":
                    self._closed(quantifier)
                    yield text
                case "end":
                    raise NoRule
                case "char" if text == "[":
                    raise NoRule  # what never ends is no set of characters
                case _:
                    written, is_broad = self._atom(kind, text)
                    self._add(quantifier, is_broad=is_broad)
                    yield written
        if len(self._levels) != 1 or (len(self._levels[0]) > 1 and self.groups):
            raise NoRule

    def _opened(self, text: str) -> str:
        if text not in ("(", "(?:"):
            raise NoRule
        self._captures.append(text == "(")
        self.groups += text == "("
        self._groups_before.append(self.groups)
        self._levels.append([True])
        return text

    def _closed(self, quantifier: str) -> None:
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
        if text in _SPECIAL:
            return f"\\{text}", False
        if ord(text) > 0xFFFF:  # noqa: PLR2004 - two units in JavaScript
            raise NoRule
        return {"\n": r"\n", "\t": r"\t", "\r": r"\r"}.get(text, text), False


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
    written: list[str] = []
    place = 0
    while place < len(body):
        character = body[place]
        if character == "\\":
            place += 1
            letter = body[place]
            if letter in _SETS:
                written.append(_SETS[letter])
            elif letter in _PLAIN_ESCAPES:
                written.append(f"\\{letter}")
            elif letter.isalnum():
                raise NoRule
            else:
                written.append(f"\\{letter}" if letter in _SPECIAL or letter in "-&~" else letter)
        elif character == "-" and 0 < place < len(body) - 1:
            if written[-1] in _SETS.values() or body[place + 1] == "\\":
                raise NoRule
            written.append("-")
        elif ord(character) > 0xFFFF:  # noqa: PLR2004
            raise NoRule
        elif character in _SPECIAL or character in "&~-":
            written.append(f"\\{character}")
        else:
            written.append({"\n": r"\n", "\t": r"\t", "\r": r"\r"}.get(character, character))
        place += 1
    return f"[{'^' if negated else ''}{''.join(written)}]", negated


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
