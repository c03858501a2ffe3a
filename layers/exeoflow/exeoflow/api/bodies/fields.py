"""Read a small body field by field, without pydantic: loading that costs as much as half a cold start.

The faults are those that pydantic finds by the body's type, in the same order; a test compares the two.
"""

from enum import StrEnum
from typing import TypeVar

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import Json, JsonObject

Word = TypeVar("Word", bound=StrEnum)


class FieldReader:
    """Reads one field after the other, and refuses all faults together; `unknown` is the rule of others."""

    def __init__(self, content: JsonObject, *, unknown: str = "field-unknown") -> None:
        self._content = content
        self._unknown = unknown
        self._read: list[str] = []
        self._unread = dict.fromkeys(content)
        self._faults: list[Diagnostic] = []

    def anything(self, name: str) -> Json:
        """Return any JSON; None if there is none."""
        return self._take(name)

    def mapping(self, name: str) -> JsonObject | None:
        """Return an object; None if there is none."""
        value = self._take(name)
        if name in self._content and not isinstance(value, dict):
            self._note("field-not-object", name)
        return value if isinstance(value, dict) else None

    def text(self, name: str, *, at_most: int) -> str | None:
        """Return a text that is not empty and not longer than this; None if there is none."""
        value = self._take(name)
        if name not in self._content:
            return None
        if not isinstance(value, str):
            self._note("field-not-string", name)
            return None
        if not value:
            self._note("field-empty", name, limit="1", min_length="1")
        if len(value) > at_most:
            self._note("field-too-long", name, limit=str(at_most), max_length=str(at_most))
        return value

    def word(self, name: str, words: type[Word]) -> Word:
        """Return one of the words, read last: raises `InvalidRequest` with all faults if there is any."""
        value = self._take(name)
        if name not in self._content:
            self._note("field-missing", name)
        else:
            self._note_no_word(name, value, words)
        self.refuse_faults()
        return words(str(value))

    def word_or(self, name: str, default: Word) -> Word:
        """Return one of the words of which the default is one; the default where the field is left out."""
        words = type(default)
        value = self._take(name)
        if name not in self._content or self._note_no_word(name, value, words):
            return default
        return words(str(value))

    def note(self, rule: str, name: str, **values: str) -> None:
        """Note a fault that only the reader's user can tell."""
        self._note(rule, name, None, **values)

    def refuse_faults(self) -> None:
        """Raise `InvalidRequest` if there is any fault, or any field that was not read."""
        for name in self._unread:
            self._note(self._unknown, name, Guess(name, tuple(self._read)))
        if self._faults:
            raise InvalidRequest(*self._faults)

    def _note_no_word(self, name: str, value: Json, words: type[StrEnum]) -> bool:
        """Note a value that is none of the words; tell whether it is none."""
        if any(value == word for word in words):
            return False
        guess = Guess(value, tuple(words)) if isinstance(value, str) else None
        self._note("field-choice", name, guess, expected=", ".join(f"'{word}'" for word in words))
        return True

    def _take(self, name: str) -> Json:
        self._read.append(name)
        self._unread.pop(name, None)
        return self._content.get(name)

    def _note(self, rule: str, name: str, suggestion: Guess | None = None, **values: str) -> None:
        self._faults.append(Diagnostic(rule, name, values={"field": name, **values}, suggestion=suggestion))
