"""Read the query parameters of lists, strictly: a misspelt filter must not show everything."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.errors import InvalidRequest
from exeoflow.model import moment
from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.page import PageRequest

MAX_LIMIT: Final = 100
# Whoever reads a million pages wants something else; and a number must fit into the tables' queries.
MAX_PAGE: Final = 1_000_000
WAIT: Final = "wait"
# Nothing that is looked for is longer; and keys of tables hold 2,048 bytes, two of these texts among them.
_LONGEST_TEXT: Final = 256
_LONGEST_PAIR: Final = 384
_MAX_DIGITS: Final = 9
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MILLISECOND: Final = timedelta(milliseconds=1)

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


class _Flag(StrEnum):
    """The words that a switch may be."""

    TRUE = "true"
    FALSE = "false"


class QueryReader:
    """Reads one parameter after the other, and refuses all faults together: first what is not `known`."""

    def __init__(self, query: Mapping[str, str], known: AbstractSet[str]) -> None:
        self._query = query
        words = tuple(sorted(known))
        self._faults = [
            _fault("parameter-unknown", name, Guess(name, words), known=", ".join(words))
            if words
            else _fault("parameter-unexpected", name)
            for name in query
            if name not in known
        ]

    def text(self, name: str) -> str | None:
        """Return the words as they are."""
        return self._read(name, _within(_LONGEST_TEXT))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return what stands between commas; a gateway joins what is repeated by them."""
        texts = (text for text in self._query.get(name, "").split(",") if text)
        read = (self._read(name, _within(_LONGEST_TEXT), text) for text in texts)
        return tuple(text for text in read if text is not None)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return names and values, as in `name:value`, of what stands between commas; none is empty."""
        texts = self._query[name].split(",") if name in self._query else ()
        read = (self._read(name, _pair, text) for text in texts)
        return tuple(pair for pair in read if pair is not None)

    def words(self, name: str, words: type[Word]) -> frozenset[Word]:
        """Return some of the words, parted by commas."""
        read = (self._read(name, _word_of(words), text) for text in self._query.get(name, "").split(","))
        return frozenset(word for word in read if word is not None) if name in self._query else frozenset()

    def flag(self, name: str) -> bool:
        """Return whether it says `true`; `false` is the same as nothing."""
        return self.word(name, _Flag) is _Flag.TRUE

    def word(self, name: str, words: type[Word]) -> Word | None:
        """Return one of the words."""
        return self._read(name, _word_of(words))

    def whole_number(self, name: str, *, at_least: int, at_most: int) -> int | None:
        """Return a number within the limits."""
        return self._read(name, _whole_within(at_least, at_most))

    def day(self, name: str) -> date | None:
        """Return a day."""
        return self._read(name, _day)

    def earliest(self, name: str) -> datetime | None:
        """Return a moment; of a day its beginning."""
        return self._read(name, _earliest)

    def latest(self, name: str) -> datetime | None:
        """Return a moment; of a day its last millisecond."""
        return self._read(name, _latest)

    def page(self) -> PageRequest:
        """Return which page is wanted."""
        default = PageRequest()
        number = self.whole_number("page", at_least=1, at_most=MAX_PAGE)
        limit = self.whole_number("limit", at_least=1, at_most=MAX_LIMIT)
        return PageRequest(number or default.number, limit or default.limit)

    def only_page(self) -> PageRequest:
        """Return which page is wanted, where nothing else can be. Raises `InvalidRequest`."""
        page = self.page()
        self.refuse_faults()
        return page

    def needs(self, name: str, other: str) -> None:
        """Note a fault if the parameter comes without the other one."""
        if name in self._query and other not in self._query:
            self._faults.append(_fault("parameter-missing", other))

    def refuse_faults(self) -> None:
        """Raise `InvalidRequest` if there is any fault."""
        if self._faults:
            raise InvalidRequest(*self._faults)

    def _read(self, name: str, reader: Callable[[str, str], Value], text: str | None = None) -> Value | None:
        if name not in self._query:
            return None
        try:
            return reader(name, self._query[name] if text is None else text)
        except InvalidRequest as refusal:
            self._faults.extend(fault for fault in refusal.faults if isinstance(fault, Diagnostic))
            return None


def wait_seconds(query: Mapping[str, str]) -> int | None:
    """Read how long the caller wants to wait for an end; None if he says nothing. Raises `InvalidRequest`."""
    reader = QueryReader(query, query.keys())
    seconds = reader.whole_number(WAIT, at_least=0, at_most=MAX_WAIT_SECONDS)
    reader.refuse_faults()
    return seconds


def _within(limit: int) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        if len(text) > limit or len(text.encode("utf-8", "surrogatepass")) > 3 * limit:
            raise InvalidRequest(_fault("field-too-long", name, limit=str(limit), max_length=str(limit)))
        return text

    return read


def _whole_within(least: int, limit: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if not (text.isascii() and text.removeprefix("-").isdigit()):
            raise InvalidRequest(_fault("parameter-not-integer", name))
        number = int(text) if len(text) <= _MAX_DIGITS else limit + 1
        if text.startswith("-") or number < least:
            raise InvalidRequest(_fault("parameter-too-small", name, limit=str(least)))
        if number > limit:
            raise InvalidRequest(_fault("parameter-too-large", name, limit=str(limit)))
        return number

    return read


def _word_of(words: type[Word]) -> Callable[[str, str], Word]:
    def read(name: str, text: str) -> Word:
        try:
            return words(text)
        except ValueError:
            expected = ", ".join(f"'{word}'" for word in words)
            guess = Guess(text, tuple(words))
            raise InvalidRequest(
                _fault("parameter-choice", name, guess, value=text, expected=expected)
            ) from None

    return read


def _pair(name: str, text: str) -> tuple[str, str]:
    key, separator, value = _within(_LONGEST_PAIR)(name, text).partition(":")
    if not (key and separator and value):
        raise InvalidRequest(_fault("parameter-not-pair", name))
    return key, value


def _earliest(name: str, text: str) -> datetime:
    return _moment(name, text)[0]


def _latest(name: str, text: str) -> datetime:
    return _moment(name, text)[1]


def _moment(name: str, text: str) -> tuple[datetime, datetime]:
    """Return the first and the last millisecond that `text` means: a date means its whole day."""
    try:
        # In a query a plus sign that was not encoded arrives as a space.
        read = moment.read(text.replace(" ", "+"))
        is_day = len(text) == len("2024-01-20") and read.time() == time()
        return read, read + timedelta(days=1) - _MILLISECOND if is_day else read
    except (ValueError, OverflowError) as error:
        raise InvalidRequest(_fault("parameter-not-timestamp", name)) from error


def _day(name: str, text: str) -> date:
    # Python reads other forms as well, weeks for example.
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise InvalidRequest(_fault("parameter-not-date", name)) from error


def _fault(rule: str, name: str, suggestion: Guess | None = None, **values: str) -> Diagnostic:
    return Diagnostic(rule, name, values={"field": name, **values}, suggestion=suggestion)
