"""Images are read whatever made them, and what is broken or made to hurt is refused."""

import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, features

from exeoflow.images.editing import Wanted, described, edited
from exeoflow.images.errors import ImageFailed, ImageInvalid, ImageTooLarge, StepInvalid
from exeoflow.images.picture import MAX_PIXELS
from exeoflow.images.reading import read_picture
from exeoflow.images.writing import MEDIA_TYPES, write_picture

FORMATS = ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"]


def written(image: Image.Image, format_: str = "PNG", **options: Any) -> bytes:
    content = io.BytesIO()
    image.save(content, format_, **options)
    return content.getvalue()


def noise_of(side: int) -> Image.Image:
    """An image that no format makes small."""
    chance = random.Random(side)  # noqa: S311 - no secret
    return Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3))


def moving(format_: str = "GIF", frames: int = 3) -> bytes:
    colors = [Image.new("RGB", (20, 10), (80 * each, 0, 90)) for each in range(frames)]
    return written(
        colors[0], format_, save_all=True, append_images=colors[1:], duration=[50, 60, 70][:frames], loop=0
    )


def pixel(content: bytes) -> Any:
    return read_picture(content).frames[0].getpixel((0, 0))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "CMYK", "LA"])
def test_every_format_with_every_kind_of_color_is_read(format_: str, mode: str) -> None:
    image = Image.new("RGB", (8, 8), "white").convert(mode)
    try:
        content = written(image, format_)
    except (OSError, ValueError):
        # The format has no such kind.
        content = written(image.convert("RGB"), format_)

    assert pixel(content) == (255, 255, 255, 255)


@pytest.mark.parametrize(
    ("format_", "mode"), [("PNG", "I;16"), ("TIFF", "I;16"), ("TIFF", "I;16B"), ("TIFF", "I")]
)
def test_sixteen_bits_become_eight(format_: str, mode: str) -> None:
    image = Image.new(mode, (2, 1), 0x8000)

    assert pixel(written(image, format_)) == (128, 128, 128, 255)


def test_images_of_fractions_are_refused() -> None:
    with pytest.raises(ImageInvalid, match="fractions"):
        read_picture(written(Image.new("F", (2, 1), 0.5), "TIFF"))


def test_cmyk_becomes_the_color_that_is_meant() -> None:
    assert pixel(written(Image.new("CMYK", (2, 2), (0, 0, 0, 255)), "TIFF")) == (0, 0, 0, 255)


# A profile that calls red what sRGB calls green, and the other way round.
EXCHANGED = (
    ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    .tobytes()
    .replace(b"rXYZ", b"sXYZ")
    .replace(b"gXYZ", b"rXYZ")
    .replace(b"sXYZ", b"gXYZ")
)


@pytest.mark.parametrize(("read", "made"), [("PNG", "png"), ("TIFF", "jpeg"), ("WEBP", "webp")])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colors_are_those_that_the_profile_means(read: str, made: str, mode: str) -> None:
    content = written(Image.new(mode, (16, 16), "red"), read, icc_profile=EXCHANGED)

    changed = edited(content, Wanted(format=made), []).content

    red, green, blue, _ = pixel(changed)
    assert (red < 40, green > 215, blue < 40) == (True, True, True)
    assert "icc_profile" not in Image.open(io.BytesIO(changed)).info


@pytest.mark.parametrize(
    ("mode", "profile"), [("RGB", b"none"), ("RGB", EXCHANGED[:200]), ("CMYK", EXCHANGED), ("L", EXCHANGED)]
)
def test_a_profile_that_says_nothing_of_an_image_changes_nothing(mode: str, profile: bytes) -> None:
    image = Image.new("RGB", (16, 16), "white").convert(mode)

    assert pixel(written(image, "TIFF", icc_profile=profile)) == (255, 255, 255, 255)


@pytest.mark.parametrize(
    ("orientation", "size", "marked"),
    [(1, (30, 20), (0, 0)), (3, (30, 20), (29, 19)), (6, (20, 30), (19, 0)), (8, (20, 30), (0, 29))],
)
def test_an_image_is_read_upright(orientation: int, size: tuple[int, int], marked: tuple[int, int]) -> None:
    image = Image.new("RGB", (30, 20), "white")
    image.paste((0, 0, 0), (0, 0, 8, 8))
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = written(image, "JPEG", exif=exif, quality=95)

    read = read_picture(content)

    assert read.size == size
    assert read.frames[0].getpixel(marked)[0] < 60  # type: ignore[index]
    assert described(content)["orientation"] == orientation
    after = edited(content, Wanted(), []).content
    assert (described(after)["orientation"], described(after)["width"]) == (1, size[0])


def png_of(width: int, height: int) -> bytes:
    """A PNG that says that it has so many pixels, and has none."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (10_000, 10_000), (6_400, 6_400), (MAX_PIXELS, 1), (40_000, 1)]
)
def test_what_would_fill_the_memory_is_not_laid_out(width: int, height: int) -> None:
    with pytest.raises(ImageTooLarge):
        read_picture(png_of(width, height))
    with pytest.raises(ImageTooLarge):
        described(png_of(width, height))


def test_an_image_that_moves_for_too_long_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exeoflow.images.picture.MAX_PIXELS", 20 * 10 * 2)

    with pytest.raises(ImageTooLarge, match="3 frames"):
        edited(moving(), Wanted(), [])


def test_an_image_of_too_many_tiny_frames_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exeoflow.images.picture.MAX_FRAMES", 2)

    with pytest.raises(ImageTooLarge, match="more than 2 frames"):
        edited(moving(), Wanted(), [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7 not an image",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"\x89PNG\r\n\x1a\n",
        png_of(10, 10),
    ],
)
def test_what_is_no_image_is_refused(content: bytes) -> None:
    with pytest.raises(ImageInvalid):
        read_picture(content)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_image_that_was_cut_off_is_refused(format_: str) -> None:
    noise = noise_of(64)
    content = written(noise, format_)

    with pytest.raises(ImageInvalid):
        read_picture(content[: len(content) // 2])


@pytest.mark.parametrize("format_", FORMATS)
def test_broken_bytes_are_an_image_or_refused(format_: str) -> None:
    chance = random.Random(format_)  # noqa: S311 - no secret
    whole = written(noise_of(24), format_)

    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read = read_picture(bytes(broken), all_frames=True)
        except ImageFailed:
            continue
        assert read.frames


@pytest.mark.parametrize("format_", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving(format_: str) -> None:
    made = edited(moving(format_), Wanted([{"do": "resize", "width": 10}]), [None])

    image = Image.open(io.BytesIO(made.content))
    assert (image.size, image.n_frames, image.info["loop"]) == ((10, 5), 3, 0)  # type: ignore[attr-defined]
    image.seek(1)
    image.load()
    assert image.info["duration"] == 60


@pytest.mark.parametrize(
    ("format_", "said", "made", "says"),
    [
        ("GIF", None, "gif", None),
        ("GIF", 3, "gif", 3),
        ("GIF", None, "webp", 1),
        ("GIF", 3, "webp", 4),
        ("GIF", 65_535, "webp", 65_535),
        ("WEBP", 1, "gif", None),
        ("WEBP", 4, "gif", 3),
        ("WEBP", 4, "webp", 4),
    ],
)
def test_what_moves_is_shown_as_often_as_before(
    format_: str, said: int | None, made: str, says: int | None
) -> None:
    """A GIF says how often it is shown again, a WebP how often it is shown."""
    frames = [Image.new("RGB", (4, 4), color) for color in ("red", "blue")]
    options = {} if said is None else {"loop": said}
    content = written(frames[0], format_, save_all=True, append_images=frames[1:], **options)

    changed = edited(content, Wanted(format=made), []).content

    assert Image.open(io.BytesIO(changed)).info.get("loop") == says


def test_what_moves_is_its_first_frame_in_other_formats() -> None:
    made = edited(moving(), Wanted(format="png"), [])

    assert (described(made.content)["frames"], pixel(made.content)[:2]) == (1, (0, 0))


def test_frames_without_a_time_have_one() -> None:
    image = Image.new("RGB", (4, 4))
    content = written(image, "GIF", save_all=True, append_images=[Image.new("RGB", (4, 4), "red")])

    assert read_picture(content, all_frames=True).durations == (100, 100)


@pytest.mark.parametrize("format_", sorted(MEDIA_TYPES))
def test_every_format_is_written(format_: str) -> None:
    content = written(Image.new("RGBA", (9, 5), (255, 0, 0, 0)))

    made = edited(content, Wanted(format=format_), [])

    told = described(made.content)
    assert (told["format"], told["width"], told["content_type"]) == (format_, 9, made.content_type)
    solid = format_ in {"jpeg", "bmp"}
    assert pixel(made.content)[3] == (255 if solid else 0)
    assert not solid or pixel(made.content) == (255, 255, 255, 255)


@pytest.mark.parametrize("format_", ["jpeg", "webp"])
def test_quality_costs_bytes(format_: str) -> None:
    noise = noise_of(64)

    sizes = [
        len(edited(written(noise), Wanted(format=format_, quality=each), []).content) for each in (0, 50, 100)
    ]
    usual = len(edited(written(noise), Wanted(format=format_), []).content)

    assert sizes == sorted(sizes)
    assert sizes[1] < usual < sizes[2]


@pytest.mark.parametrize(
    ("wanted", "said"), [(Wanted(format="avif"), "format must"), (Wanted(quality=101), "quality must")]
)
def test_what_cannot_be_written_is_refused(wanted: Wanted, said: str) -> None:
    with pytest.raises(StepInvalid, match=said):
        edited(written(Image.new("RGB", (2, 2))), wanted, [])


def test_a_format_with_shorter_sides_is_refused() -> None:
    picture = read_picture(written(Image.new("RGB", (20_000, 1))))

    with pytest.raises(ImageFailed, match="cannot be written as webp"):
        write_picture(picture, "webp")


def test_an_image_says_what_it_is() -> None:
    exif = Image.Exif()
    exif[0x0132] = "2026:11:29 22:28:00"
    content = written(Image.new("L", (30, 20)), "JPEG", exif=exif)

    assert described(content) == {
        "format": "jpeg",
        "width": 30,
        "height": 20,
        "frames": 1,
        "colors": "gray",
        "depth": 8,
        "transparent": False,
        "orientation": 1,
        "taken": "2026:11:29 22:28:00",
        "size": len(content),
        "content_type": "image/jpeg",
    }


@pytest.mark.parametrize(
    ("image", "format_", "told"),
    [
        (Image.new("RGBA", (2, 2)), "PNG", {"colors": "rgb", "depth": 8, "transparent": True, "taken": None}),
        (Image.new("I;16", (2, 2)), "PNG", {"colors": "gray", "depth": 16, "transparent": False}),
        (Image.new("I;16B", (2, 2)), "TIFF", {"colors": "gray", "depth": 16}),
        (Image.new("LAB", (2, 2)), "TIFF", {"colors": "lab", "transparent": False}),
        (Image.new("1", (2, 2)), "PNG", {"colors": "gray", "depth": 1}),
        (Image.new("CMYK", (2, 2)), "JPEG", {"colors": "cmyk"}),
    ],
)
def test_kinds_of_images_are_told_apart(image: Image.Image, format_: str, told: dict[str, Any]) -> None:
    found = described(written(image, format_))

    assert told.items() <= found.items()


def test_an_image_was_taken_when_its_camera_says() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = "2026:11:29 22:28:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:07:01 12:00:00"

    assert described(written(Image.new("L", (2, 2)), "JPEG", exif=exif))["taken"] == "2026:07:01 12:00:00"


def test_an_image_of_several_cameras_is_one() -> None:
    one = Image.new("RGB", (8, 8), "red")
    content = written(one, "MPO", save_all=True, append_images=[one])

    assert described(content)["format"] == "jpeg"


def test_the_library_can_what_is_promised() -> None:
    assert features.check("webp")
    assert features.check("freetype2")
