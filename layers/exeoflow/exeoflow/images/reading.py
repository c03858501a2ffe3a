"""Bytes become pictures: upright, with eight bits for each colour of sRGB.

Sources: the formats' own headers, as Pillow reads them; how cameras note which side is up: EXIF 2.32, 4.6.4.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from exeoflow.images.errors import ImageInvalid, ImageTooLarge
from exeoflow.images.picture import Picture, bounded_frames, check_size, only_frame

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What is read. Pillow knows forty more, some of which start programs or have long been read by nobody."""
_ALIASES: Final = {"MPO": "jpeg"}
_USUAL_DURATION: Final = 100
_PROFILED: Final = {"RGB": "RGB", "RGBA": "RGBA", "CMYK": "RGB"}
"""The kinds of colours that a profile may say more of, and what they become by it."""
_MOST_OFTEN: Final = 65_535
_FAILURES: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    NotImplementedError,
    struct.error,
    zlib.error,
    Warning,
)
"""What Pillow raises of broken bytes: each of its readers something else, some a warning only."""


def read_picture(content: bytes, *, all_frames: bool = False) -> Picture:
    """Read an image, or all that it shows one after another. Raises `ImageInvalid`, `ImageTooLarge`."""
    with opened(content) as image:
        if not (all_frames and getattr(image, "is_animated", False)):
            return only_frame(_upright(image))
        frames: list[Image.Image] = []
        durations: list[int] = []
        for frame in bounded_frames(ImageSequence.Iterator(image)):
            # A reader of WebP knows how long a frame is shown only when it has laid it out.
            frames.append(_upright(frame))
            durations.append(int(frame.info.get("duration") or _USUAL_DURATION))
        return Picture(tuple(frames), tuple(durations), _loop(image))


@contextmanager
def opened(content: bytes) -> Iterator[ImageFile]:
    """Open an image of which only the size is known yet. Raises `ImageInvalid`, `ImageTooLarge`."""
    try:
        # A library that warns of many pixels is asked before this room is: it counts the same ones.
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        check_size(image.size)
        yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageTooLarge("the image has too many pixels") from None
    except UnidentifiedImageError:
        known = ", ".join(FORMATS)
        raise ImageInvalid(f"the file holds no image, or none of the formats {known}") from None
    except _FAILURES:
        raise ImageInvalid("the image is broken: it cannot be read to its end") from None


def format_of(image: ImageFile) -> str:
    """The name of its format in small letters; what cameras make of several JPEGs is one."""
    name = image.format or ""
    return _ALIASES.get(name, name.lower())


def _loop(image: ImageFile) -> int:
    """How often it is shown: WebP says that, GIF how often again, and nothing where it is once."""
    said = image.info.get("loop")
    if said is None:
        return 1
    return min(said + 1, _MOST_OFTEN) if said and image.format == "GIF" else int(said)


def _upright(image: Image.Image) -> Image.Image:
    turned = _in_srgb(ImageOps.exif_transpose(image))
    # One more of sRGB would be written with some formats, and its date makes the same image other bytes.
    turned.info.pop("icc_profile", None)
    return _of_eight_bits(turned).convert("RGBA")


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image as it looks with its profile, in colours that need none: not all formats have one."""
    profile, mode = image.info.get("icc_profile"), _PROFILED.get(image.mode)
    if profile is None or mode is None:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        # A profile that is broken, or of other colours, says nothing of these.
        return image
    return found or image


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """The image with 256 shades instead of 65,536: a plain conversion makes all but the darkest white."""
    if image.mode.startswith("I"):
        # There is more than one kind of sixteen bits, and not each can be counted with.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "F":
        raise ImageInvalid("images of fractions are not read")
    # There is no way from CMYK with its own reader of transparency to colours with transparency at once.
    return image.convert("RGB") if image.mode in {"CMYK", "YCbCr", "LAB", "HSV"} else image
