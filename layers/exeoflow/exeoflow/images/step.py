"""What a step is asked for: its values, which expressions may have yielded, read as what they must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.images.colors import Color, color_of
from exeoflow.images.errors import StepInvalid
from exeoflow.images.picture import Picture
from exeoflow.model import json

_FURTHEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Step:
    """The values by their names; `other` is the second picture of a step that has one."""

    values: Mapping[str, Any]
    other: Picture | None = None

    def has(self, name: str) -> bool:
        """Whether anything is given."""
        return self.values.get(name) is not None

    def number(
        self, name: str, default: float | None = None, *, least: float = -_FURTHEST, most: float = _FURTHEST
    ) -> float:
        """A number in its bounds. Raises `StepInvalid`."""
        value = self.values.get(name)
        value = default if value is None else value
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and is_number and least <= value <= most:
            return float(value)
        raise StepInvalid(f"{name} must be a number from {least:,} to {most:,}")

    def whole(
        self, name: str, default: float | None = None, *, least: float = -_FURTHEST, most: float = _FURTHEST
    ) -> int:
        """A number of pixels: parts of one are rounded. Raises `StepInvalid`."""
        return round(self.number(name, default, least=least, most=most))

    def chosen(self, name: str, known: Sequence[str]) -> str:
        """One of the known words, the first where nothing is given. Raises `StepInvalid`."""
        value = self.values.get(name)
        value = known[0] if value is None else value
        if value not in known:
            raise StepInvalid(f"{name} must be one of {', '.join(known)}")
        return str(value)

    def color(self, name: str, default: str) -> Color:
        """A colour. Raises `StepInvalid`."""
        return color_of(self.values[name] if self.has(name) else default)

    def text(self, name: str, most: int) -> str:
        """A text of so many characters at most; what is none is written as JSON. Raises `StepInvalid`."""
        value = self.values.get(name)
        text = "" if value is None else value if isinstance(value, str) else json.write(value)
        if len(text) > most:
            raise StepInvalid(f"{name} has more than {most:,} characters")
        # Half of a letter cannot be drawn.
        return text.encode(errors="replace").decode()
