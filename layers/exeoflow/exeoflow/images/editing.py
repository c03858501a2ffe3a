"""Images are made, changed by a list of steps, and described: what others ask of this room."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from PIL import ExifTags, Image

from exeoflow.images.colors import color_of
from exeoflow.images.combining import blurred, cleared, overlaid
from exeoflow.images.drawing import drawn, written_on
from exeoflow.images.errors import StepInvalid
from exeoflow.images.picture import MAX_SIDE, Picture, check_size, only_frame
from exeoflow.images.reading import format_of, opened, read_picture
from exeoflow.images.sizing import bordered, cropped, flipped, resized, rotated, sheared
from exeoflow.images.step import Step
from exeoflow.images.writing import MEDIA_TYPES, MOVING, check_format, write_picture
from exeoflow.model.json import JsonObject

MAX_STEPS: Final = 20
STEPS: Final[Mapping[str, Callable[[Picture, Step], Picture]]] = MappingProxyType(
    {
        "resize": resized,
        "crop": cropped,
        "rotate": rotated,
        "flip": flipped,
        "shear": sheared,
        "border": bordered,
        "blur": blurred,
        "draw": drawn,
        "text": written_on,
        "overlay": overlaid,
        "transparent": cleared,
    }
)
_DEPTHS: Final = {"1": 1, "I": 16, "F": 32}
_COLORS: Final = {
    "1": "gray",
    "L": "gray",
    "LA": "gray",
    "I": "gray",
    "F": "gray",
    "CMYK": "cmyk",
    "LAB": "lab",
    "YCbCr": "ycbcr",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is made of an image: steps in their order, a format (its own if None) and its quality."""

    steps: Sequence[Mapping[str, Any]] = ()
    format: str | None = None
    quality: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An image as bytes."""

    content: bytes
    content_type: str


def edited(content: bytes, wanted: Wanted, others: Iterable[bytes | None]) -> Written:
    """Change an image; `others` has for each step the image that is put on it. Raises `ImageFailed`."""
    with opened(content) as image:
        own = format_of(image)
    chosen = check_format(wanted.format or own)
    picture = read_picture(content, all_frames={own, chosen} <= MOVING)
    return _after_steps(picture, wanted, chosen, others)


def created(values: Mapping[str, Any], wanted: Wanted, others: Iterable[bytes | None]) -> Written:
    """Make an image of one colour, and change it. Raises `ImageFailed`."""
    step, chosen = Step(values), check_format(wanted.format or "png")
    size = check_size(
        (step.whole("width", least=1, most=MAX_SIDE), step.whole("height", least=1, most=MAX_SIDE))
    )
    frame = Image.new("RGBA", size, color_of(values.get("color") or "transparent"))
    return _after_steps(only_frame(frame), wanted, chosen, others)


def _after_steps(picture: Picture, wanted: Wanted, format_: str, others: Iterable[bytes | None]) -> Written:
    if len(wanted.steps) > MAX_STEPS:
        raise StepInvalid(f"an image has {MAX_STEPS} steps at most")
    for values, other in zip(wanted.steps, others, strict=True):
        name = values.get("do")
        if not isinstance(name, str) or name not in STEPS:
            raise StepInvalid(f"do must be one of {', '.join(STEPS)}")
        picture = STEPS[name](picture, Step(values, None if other is None else read_picture(other)))
    return Written(write_picture(picture, format_, wanted.quality), MEDIA_TYPES[format_])


def described(content: bytes) -> JsonObject:
    """Say what an image is, without laying out its pixels. Raises `ImageFailed`."""
    with opened(content) as image:
        exif = image.getexif()
        # When it was changed last is the best that there is where the camera says nothing.
        changed = exif.get(ExifTags.Base.DateTime)
        taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, changed)
        kind = image.mode.partition(";")[0]
        return {
            "format": format_of(image),
            "width": image.width,
            "height": image.height,
            "frames": int(getattr(image, "n_frames", 1)),
            "colors": _COLORS.get(kind, "rgb"),
            "depth": _DEPTHS.get(kind, 8),
            "transparent": image.has_transparency_data,
            "orientation": int(exif.get(ExifTags.Base.Orientation) or 1),
            "taken": taken if isinstance(taken, str) else None,
            "size": len(content),
            "content_type": MEDIA_TYPES[format_of(image)],
        }
