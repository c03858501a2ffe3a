"""The documentation by its sections, found by words."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "docs"
_HEADING: Final = re.compile(r"^#{1,3} (.+)$", re.MULTILINE)
_WORD: Final = re.compile(r"[\w$.-]+")
_MOST: Final = 5
_LONGEST: Final = 4_000
_IN_HEADING: Final = 5


def sections_about(query: str) -> list[dict[str, str]]:
    """Return the sections with most of the words, best first: `{"file", "heading", "text"}`."""
    words = {word.lower() for word in _WORD.findall(query)}
    rated = ((_score(words, heading, text), file, heading, text) for file, heading, text in _sections())
    best = sorted((each for each in rated if each[0]), key=lambda each: -each[0])[:_MOST]
    return [{"file": file, "heading": heading, "text": text[:_LONGEST]} for _, file, heading, text in best]


def _score(words: set[str], heading: str, text: str) -> float:
    found, titled = _WORD.findall(text.lower()), _WORD.findall(heading.lower())
    in_text = sum(min(found.count(word), 3) for word in words)
    return sum(_IN_HEADING for word in words if word in titled) + in_text / (1 + len(found) / 500)


@cache
def _sections() -> tuple[tuple[str, str, str], ...]:
    return tuple(part for file in sorted(_FOLDER.glob("*.md")) for part in _parts(file))


def _parts(file: Path) -> Iterator[tuple[str, str, str]]:
    text = file.read_text(encoding="utf-8")
    starts = list(_HEADING.finditer(text))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(text)
        yield f"docs/{file.name}", start[1], text[start.end() : end].strip()
