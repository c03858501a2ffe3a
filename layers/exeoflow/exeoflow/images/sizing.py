"""Steps after which an image has another size, or other sides: resize, crop, rotate, flip, shear, border."""

from collections.abc import Callable, Mapping
from math import cos, radians, sin, sqrt, tan
from typing import Final

from PIL import Image, ImageOps

from exeoflow.images.colors import CLEAR, Color
from exeoflow.images.errors import StepInvalid
from exeoflow.images.picture import MAX_SIDE, Picture, Size
from exeoflow.images.step import Step

_PERCENT: Final = 100
_QUARTER: Final = 0.25
_MOST_PERCENT: Final = 10_000
_RIGHT_ANGLES: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_STEEPEST: Final = 80
_FITS: Final[Mapping[str, Callable[[float, float], float]]] = {"within": min, "around": max, "cover": max}


def resized(picture: Picture, step: Step) -> Picture:
    """The picture in another size; `cover` cuts off what is too much of it, `only` may leave it as it is."""
    wanted = _wanted(picture.size, step)
    fit = step.chosen("fit", ("within", "around", "cover", "exact", "area"))
    size = _fitted(picture.size, wanted, fit)
    if _is_left(picture.size, size, step):
        return picture
    if fit == "cover" and step.has("width") and step.has("height"):
        target = picture.check_size(_rounded(wanted))
        return picture.changed(lambda frame: ImageOps.fit(frame, target, Image.Resampling.LANCZOS))
    picture.check_size(size)
    return picture.changed(lambda frame: frame.resize(size, Image.Resampling.LANCZOS))


def _wanted(size: Size, step: Step) -> tuple[float, float]:
    """Width and height that are asked for; where one is not, it follows the other."""
    in_percent = step.chosen("unit", ("pixels", "percent")) == "percent"
    most = _MOST_PERCENT if in_percent else MAX_SIDE
    if not step.has("width") and not step.has("height"):
        raise StepInvalid("resize needs width, height or both")
    factors = [
        step.number(name, least=0, most=most) / (_PERCENT if in_percent else side)
        for name, side in zip(("width", "height"), size, strict=True)
        if step.has(name)
    ]
    across, down = factors if len(factors) > 1 else (factors[0], factors[0])
    return size[0] * across, size[1] * down


def _fitted(size: Size, wanted: tuple[float, float], fit: str) -> Size:
    """The size with the image's own proportions, but for `exact`."""
    width, height = size
    if fit == "exact":
        return _rounded(wanted)
    if fit == "area":
        factor = sqrt(wanted[0] * wanted[1] / (width * height))
        # Three quarters of a pixel are one to GraphicsMagick, after which the area is named.
        return max(1, int(width * factor + _QUARTER)), max(1, int(height * factor + _QUARTER))
    factor = _FITS[fit](wanted[0] / width, wanted[1] / height)
    return _rounded((width * factor, height * factor))


def _rounded(size: tuple[float, float]) -> Size:
    width, height = size
    return max(1, round(width)), max(1, round(height))


def _is_left(size: Size, new: Size, step: Step) -> bool:
    """Whether the image is to be made larger only, or smaller only, and would not be."""
    match step.chosen("only", ("always", "shrink", "enlarge")):
        case "shrink":
            return new[0] >= size[0] and new[1] >= size[1]
        case "enlarge":
            return new[0] <= size[0] and new[1] <= size[1]
    return False


def cropped(picture: Picture, step: Step) -> Picture:
    """The part of the picture from a point on, as far as there is one."""
    left, top = step.whole("x", 0, least=0), step.whole("y", 0, least=0)
    width, height = picture.size
    right = min(width, left + step.whole("width", width, least=1))
    bottom = min(height, top + step.whole("height", height, least=1))
    if left >= right or top >= bottom:
        raise StepInvalid(f"there is nothing to crop at {left}, {top} of {width} by {height} pixels")
    return picture.changed(lambda frame: frame.crop((left, top, right, bottom)))


def rotated(picture: Picture, step: Step) -> Picture:
    """The picture turned clockwise, as large as it has to be for that."""
    angle = step.number("angle") % 360
    if angle == 0:
        return picture
    if angle in _RIGHT_ANGLES:
        return picture.changed(lambda frame: frame.transpose(_RIGHT_ANGLES[int(angle)]))
    width, height = picture.size
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    size = picture.check_size(
        _rounded((width * abs(cosine) + height * abs(sine), width * abs(sine) + height * abs(cosine)))
    )
    background = _under(step.color("color", "transparent"))
    # Each seen from its middle, around which it is turned.
    by = (
        *(cosine, sine, (width - cosine * size[0] - sine * size[1]) / 2),
        *(-sine, cosine, (height + sine * size[0] - cosine * size[1]) / 2),
    )
    return picture.changed(lambda frame: _mapped(frame, size, by, background))


def _mapped(frame: Image.Image, size: Size, by: tuple[float, ...], background: Color) -> Image.Image:
    """A frame whose pixel at x, y is that at a * x + b * y + c, d * x + e * y + f of the given one."""
    return frame.transform(size, Image.Transform.AFFINE, by, Image.Resampling.BICUBIC, fillcolor=background)


def _under(background: Color) -> Color:
    """The colour of new pixels: what is clear has no colour that could shine through at the edges."""
    return background if background[3] else CLEAR


def flipped(picture: Picture, step: Step) -> Picture:
    """The picture as in a mirror, which stands beside it or below."""
    is_beside = step.chosen("axis", ("horizontal", "vertical")) == "horizontal"
    way = Image.Transpose.FLIP_LEFT_RIGHT if is_beside else Image.Transpose.FLIP_TOP_BOTTOM
    return picture.changed(lambda frame: frame.transpose(way))


def sheared(picture: Picture, step: Step) -> Picture:
    """The picture slanted: each row moved on, then each column, as large as it has to be for that."""
    # To the left on the way down, as GraphicsMagick and ImageMagick have it; columns sink to the right.
    across = -tan(radians(step.number("x", 0, least=-_STEEPEST, most=_STEEPEST)))
    down = tan(radians(step.number("y", 0, least=-_STEEPEST, most=_STEEPEST)))
    background = _under(step.color("color", "transparent"))
    width, height = picture.size
    wide = picture.check_size((width + round(abs(across) * height), height))
    tall = picture.check_size((wide[0], height + round(abs(down) * wide[0])))
    first = (1, -across, min(0, across) * height, 0, 1, 0)
    second = (1, 0, 0, -down, 1, min(0, down) * wide[0])
    return picture.changed(
        lambda frame: _mapped(_mapped(frame, wide, first, background), tall, second, background)
    )


def bordered(picture: Picture, step: Step) -> Picture:
    """The picture with a frame around: so many pixels on the left and right, so many above and below."""
    across = step.whole("width", 10, least=0, most=MAX_SIDE)
    down = step.whole("height", across, least=0, most=MAX_SIDE)
    color = step.color("color", "black")
    width, height = picture.size
    size = picture.check_size((width + 2 * across, height + 2 * down))

    def framed(frame: Image.Image) -> Image.Image:
        whole = Image.new("RGBA", size, color)
        whole.paste(frame, (across, down))
        return whole

    return picture.changed(framed)
