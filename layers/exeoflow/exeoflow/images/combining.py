"""Steps that change the pixels of an image by other ones: those around, another image, a colour.

How two images are put together: Compositing and Blending Level 1, sections 9 and 10.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from exeoflow.images.errors import StepInvalid
from exeoflow.images.picture import Picture
from exeoflow.images.step import Step

_WIDEST_BLUR: Final = 1_000
_MOST_TOLERANCE: Final = 255

Blend = Callable[[Image.Image, Image.Image], Image.Image]

_BLENDS: Final[Mapping[str, Blend]] = MappingProxyType(
    {
        "multiply": ImageChops.multiply,
        "screen": ImageChops.screen,
        "darken": ImageChops.darker,
        "lighten": ImageChops.lighter,
        "difference": ImageChops.difference,
        "add": ImageChops.add,
        "subtract": ImageChops.subtract,
    }
)
_COMPOSED: Final[Mapping[str, Blend]] = MappingProxyType(
    {
        "over": Image.alpha_composite,
        "copy": lambda _, upper: upper,
        "in": lambda lower, upper: _within(upper, lower),
        "out": lambda lower, upper: _beside(upper, lower),
        "atop": lambda lower, upper: _with_alpha(Image.alpha_composite(lower, upper), lower.getchannel("A")),
        "xor": lambda lower, upper: Image.alpha_composite(_beside(lower, upper), _beside(upper, lower)),
    }
)
MODES: Final = (*_COMPOSED, *_BLENDS)


def blurred(picture: Picture, step: Step) -> Picture:
    """The picture less sharp: each pixel spread over those around, by so many on the average."""
    sigma = step.number("sigma", 2, least=0, most=_WIDEST_BLUR)
    # What is clear must not lend its colour to what is beside: the frame is blurred with colours by weight.
    return picture.changed(
        lambda frame: frame.convert("RGBa").filter(ImageFilter.GaussianBlur(sigma)).convert("RGBA")
    )


def overlaid(picture: Picture, step: Step) -> Picture:
    """The picture with another one on it, as far as that lies within."""
    if step.other is None:
        raise StepInvalid("overlay needs a file: the image that is put on the other")
    mode = step.chosen("mode", MODES)
    opacity = step.number("opacity", 1, least=0, most=1)
    left, top = step.whole("x", 0), step.whole("y", 0)
    upper = _faded(step.other.frames[0], opacity)

    def combined(frame: Image.Image) -> Image.Image:
        box = (
            max(0, left),
            max(0, top),
            min(frame.width, left + upper.width),
            min(frame.height, top + upper.height),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return frame
        part = upper.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        whole = frame.copy()
        whole.paste(_together(frame.crop(box), part, mode), box[:2])
        return whole

    return picture.changed(combined)


def _faded(image: Image.Image, opacity: float) -> Image.Image:
    if opacity == 1:
        return image
    return _with_alpha(image, image.getchannel("A").point(lambda alpha: alpha * opacity))


def _together(lower: Image.Image, upper: Image.Image, mode: str) -> Image.Image:
    """Two images of one size as one."""
    if mode in _COMPOSED:
        return _COMPOSED[mode](lower, upper)
    mixed = _BLENDS[mode](lower.convert("RGB"), upper.convert("RGB")).convert("RGBA")
    return Image.alpha_composite(lower, _with_alpha(mixed, upper.getchannel("A")))


def _within(image: Image.Image, other: Image.Image) -> Image.Image:
    """The image where the other one is."""
    return _with_alpha(image, ImageChops.multiply(image.getchannel("A"), other.getchannel("A")))


def _beside(image: Image.Image, other: Image.Image) -> Image.Image:
    """The image where the other one is not."""
    absent = ImageChops.invert(other.getchannel("A"))
    return _with_alpha(image, ImageChops.multiply(image.getchannel("A"), absent))


def _with_alpha(image: Image.Image, alpha: Image.Image) -> Image.Image:
    changed = image.copy()
    changed.putalpha(alpha)
    return changed


def cleared(picture: Picture, step: Step) -> Picture:
    """The picture without a colour: pixels that have it, or nearly, are transparent."""
    wanted = step.color("color", "white")[:3]
    tolerance = step.number("tolerance", 0, least=0, most=_MOST_TOLERANCE)

    def without(frame: Image.Image) -> Image.Image:
        distance = [
            channel.point(lambda value, to=each: 0 if abs(value - to) <= tolerance else 255)
            for channel, each in zip(frame.split()[:3], wanted, strict=True)
        ]
        differs = ImageChops.lighter(ImageChops.lighter(distance[0], distance[1]), distance[2])
        return _with_alpha(frame, ImageChops.darker(frame.getchannel("A"), differs))

    return picture.changed(without)
