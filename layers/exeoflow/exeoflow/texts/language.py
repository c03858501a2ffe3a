"""The languages that the product speaks."""

from typing import Final, Literal, get_args

Language = Literal["de", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
