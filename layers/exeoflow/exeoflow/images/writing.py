"""Pictures become bytes of a format."""

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from PIL import Image

from exeoflow.images.colors import OPAQUE
from exeoflow.images.errors import ImageFailed, StepInvalid
from exeoflow.images.picture import Picture

MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "png": "image/png",
        "jpeg": "image/jpeg",
        "webp": "image/webp",
        "gif": "image/gif",
        "bmp": "image/bmp",
        "tiff": "image/tiff",
    }
)
MOVING: Final = frozenset({"gif", "webp"})
"""The formats that show several frames one after another."""
_OPAQUE_FORMATS: Final = frozenset({"jpeg", "bmp"})
"""Those without transparency."""
_USUAL_QUALITY: Final = 80
_MOST_QUALITY: Final = 100


def check_format(name: object) -> str:
    """Return the name of a format that is written. Raises `StepInvalid`."""
    if not isinstance(name, str) or name not in MEDIA_TYPES:
        raise StepInvalid(f"format must be one of {', '.join(MEDIA_TYPES)}")
    return name


def write_picture(picture: Picture, format_: str, quality: int | None = None) -> bytes:
    """Write a picture. Raises `StepInvalid`, `ImageFailed`."""
    if quality is not None and not 0 <= quality <= _MOST_QUALITY:
        raise StepInvalid(f"quality must be a number from 0 to {_MOST_QUALITY}")
    frames = picture.frames if format_ in MOVING else picture.frames[:1]
    first, *others = (_of_mode(frame, format_) for frame in frames)
    options: dict[str, Any] = _options(format_, quality)
    if others:
        options |= {"save_all": True, "append_images": others, "loop": _loop(picture.loop, format_)}
        options |= {"duration": list(picture.durations), "disposal": 2}
    written = io.BytesIO()
    try:
        first.save(written, format_.upper(), **options)
    except (OSError, ValueError, OverflowError):
        raise ImageFailed(f"the image cannot be written as {format_}: its sides are too long") from None
    return written.getvalue()


def _loop(shown: int, format_: str) -> int | None:
    """How often it is shown, as its format says that: a GIF how often again, and nothing where it is once."""
    if format_ != "gif":
        return shown
    return None if shown == 1 else max(0, shown - 1)


def _options(format_: str, quality: int | None) -> dict[str, Any]:
    match format_:
        case "jpeg":
            return {"quality": max(1, _USUAL_QUALITY if quality is None else quality), "optimize": True}
        case "webp":
            return {"quality": _USUAL_QUALITY if quality is None else quality}
        case "tiff":
            return {"compression": "tiff_lzw"}
    return {}


def _of_mode(frame: Image.Image, format_: str) -> Image.Image:
    """The frame as its format can hold it: what is clear is white where it must be something."""
    if frame.getchannel("A").getextrema()[0] == OPAQUE:
        return frame.convert("RGB")
    if format_ not in _OPAQUE_FORMATS:
        return frame
    return Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("RGB")
