"""Colours as authors write them: `#1b1f23`, `#1b1f2380` with transparency, `teal`, `rgb(27, 31, 35)`.

Source: CSS Color Module Level 4, whose names and hexadecimal notations these are; `transparent` is one.
"""

from typing import Final

from PIL import ImageColor

from exeoflow.images.errors import StepInvalid

Color = tuple[int, int, int, int]
OPAQUE: Final = 255
CLEAR: Final[Color] = (0, 0, 0, 0)


def color_of(written: object) -> Color:
    """Red, green, blue and how opaque it is, from 0 to 255 each. Raises `StepInvalid`."""
    if written == "transparent":
        return CLEAR
    try:
        found = ImageColor.getrgb(str(written))
    except ValueError:
        raise StepInvalid("a colour is written as #rrggbb, #rrggbbaa or by its name in English") from None
    # CSS takes what is beyond for the utmost, Pillow only as far as its numbers reach.
    red, green, blue, alpha = (min(each, OPAQUE) for each in (*found, OPAQUE)[:4])
    return red, green, blue, alpha
