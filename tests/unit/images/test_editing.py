"""Images are changed step by step. Sizes and pixels are those that GraphicsMagick gives."""

import io
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from PIL import Image, ImageChops
from pydantic import ValidationError

from exeoflow.images import combining, drawing, editing, picture
from exeoflow.images.colors import color_of
from exeoflow.images.drawing import wrapped
from exeoflow.images.editing import MAX_STEPS, Wanted, created, edited
from exeoflow.images.errors import ImageFailed, ImageTooLarge, StepInvalid
from exeoflow.images.picture import MAX_PIXELS, MAX_SIDE
from exeoflow.nodes.data import image as node

GREEN = (0, 255, 0, 255)
RED = (255, 0, 0, 255)
NONE = (0, 0, 0, 0)


def written(image: Image.Image, format_: str = "PNG", **options: Any) -> bytes:
    content = io.BytesIO()
    image.save(content, format_, **options)
    return content.getvalue()


def plain(width: int = 300, height: int = 200, color: str = "#00ff00") -> bytes:
    return written(Image.new("RGBA", (width, height), color))


def after(
    *steps: dict[str, Any], content: bytes | None = None, others: tuple[bytes, ...] = ()
) -> Image.Image:
    """What steps make of an image, a green one if no other is given."""
    given = iter(others)
    laid_on = [next(given) if each["do"] == "overlay" else None for each in steps]
    made = edited(content or plain(), Wanted(steps, "png"), laid_on)
    return Image.open(io.BytesIO(made.content)).convert("RGBA")


@pytest.mark.parametrize(
    ("step", "size"),
    [
        ({"width": 100, "height": 100}, (100, 67)),
        ({"width": 50, "height": 150}, (50, 33)),
        ({"width": 500, "height": 500}, (500, 333)),
        ({"width": 500, "height": 500, "only": "shrink"}, (300, 200)),
        ({"width": 100, "height": 100, "only": "shrink"}, (100, 67)),
        ({"width": 500, "height": 500, "only": "enlarge"}, (500, 333)),
        ({"width": 100, "height": 100, "only": "enlarge"}, (300, 200)),
        ({"width": 50, "height": 150, "fit": "around"}, (225, 150)),
        ({"width": 50, "height": 150, "fit": "cover"}, (50, 150)),
        ({"width": 150, "fit": "cover"}, (150, 100)),
        ({"width": 50, "height": 150, "fit": "exact"}, (50, 150)),
        ({"width": 100, "height": 100, "fit": "area"}, (122, 81)),
        ({"width": 500, "height": 500, "fit": "area"}, (612, 408)),
        ({"width": 101, "height": 100, "fit": "area"}, (123, 82)),
        ({"width": 50, "height": 150, "fit": "exact", "unit": "percent"}, (150, 300)),
        ({"width": 50, "unit": "percent"}, (150, 100)),
        ({"height": 100}, (150, 100)),
        ({"width": 0.1, "height": 0.1}, (1, 1)),
    ],
)
def test_an_image_is_resized(step: dict[str, Any], size: tuple[int, int]) -> None:
    assert after({"do": "resize", **step}).size == size


def test_what_covers_may_be_cut_from_a_banner() -> None:
    """Around both it would have 90 million pixels, which nobody asks for."""
    step = {"do": "resize", "width": 300, "height": 300, "fit": "cover"}

    assert after(step, content=plain(20_000, 20)).size == (300, 300)


def test_what_covers_shows_the_middle() -> None:
    image = Image.new("RGBA", (300, 100), RED)
    image.paste(Image.new("RGBA", (100, 100), GREEN), (100, 0))

    shown = after({"do": "resize", "width": 50, "height": 50, "fit": "cover"}, content=written(image))

    assert [shown.getpixel((x, 25)) for x in (5, 45)] == [GREEN, GREEN]


@pytest.mark.parametrize(
    ("step", "size"),
    [
        ({"width": 100, "height": 100, "x": 250, "y": 50}, (50, 100)),
        ({"x": 290}, (10, 200)),
        ({"height": 5.4}, (300, 5)),
    ],
)
def test_an_image_is_cropped_as_far_as_it_goes(step: dict[str, Any], size: tuple[int, int]) -> None:
    assert after({"do": "crop", **step}).size == size


def corners(image: Image.Image) -> list[Any]:
    right, bottom = image.width - 1, image.height - 1
    return [image.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))]


MARKED = Image.new("RGBA", (4, 2), GREEN)
MARKED.putpixel((0, 0), RED)


@pytest.mark.parametrize(
    ("step", "size", "marked"),
    [
        ({"do": "rotate", "angle": 90}, (2, 4), 1),
        ({"do": "rotate", "angle": 180}, (4, 2), 3),
        ({"do": "rotate", "angle": -90}, (2, 4), 2),
        ({"do": "rotate", "angle": 360}, (4, 2), 0),
        ({"do": "flip"}, (4, 2), 1),
        ({"do": "flip", "axis": "vertical"}, (4, 2), 2),
    ],
)
def test_an_image_is_turned_and_mirrored(step: dict[str, Any], size: tuple[int, int], marked: int) -> None:
    turned = after(step, content=written(MARKED))

    assert turned.size == size
    assert [each == RED for each in corners(turned)].index(True) == marked


@pytest.mark.parametrize(
    ("width", "height", "angle", "size"),
    [(400, 300, 30, (496, 460)), (300, 200, 45, (354, 354)), (10, 90, 200, (40, 88)), (50, 20, 1, (50, 21))],
)
def test_what_is_turned_is_as_large_as_it_has_to_be(
    width: int, height: int, angle: int, size: tuple[int, int]
) -> None:
    assert after({"do": "rotate", "angle": angle}, content=plain(width, height)).size == size


def test_an_image_is_turned_clockwise() -> None:
    left = {"do": "draw", "x": 0, "y": 0, "to_x": 149, "to_y": 199, "color": "red"}

    turned = after(left, {"do": "rotate", "angle": 45})

    assert [turned.getpixel((124, 124)), turned.getpixel((230, 230))] == [RED, GREEN]


@pytest.mark.parametrize(("color", "corner"), [("red", RED), (None, NONE), ("#0000ff00", NONE)])
def test_the_corners_of_what_is_turned_have_a_color(color: str | None, corner: Any) -> None:
    turned = after({"do": "rotate", "angle": 45, "color": color})

    assert (turned.size, corners(turned)) == ((354, 354), [corner] * 4)
    assert turned.getpixel((177, 177)) == GREEN


@pytest.mark.parametrize(
    ("step", "size", "clear"),
    [
        ({"x": 20}, (373, 200), [True, False, False, True]),
        ({"x": -20}, (373, 200), [False, True, True, False]),
        ({"y": 20}, (300, 309), [False, True, True, False]),
        ({"y": -20}, (300, 309), [True, False, False, True]),
        ({}, (300, 200), [False] * 4),
    ],
)
def test_an_image_is_sheared(step: dict[str, Any], size: tuple[int, int], clear: list[bool]) -> None:
    sheared = after({"do": "shear", **step})

    right, bottom = sheared.width - 3, sheared.height - 3
    inner = [sheared.getpixel(at) for at in ((2, 2), (right, 2), (2, bottom), (right, bottom))]
    assert sheared.size == size
    assert [each == NONE for each in inner] == clear


def test_a_border_is_put_around() -> None:
    framed = after({"do": "border", "width": 10, "height": 20, "color": "red"})
    even = after({"do": "border"})

    assert (framed.size, framed.getpixel((9, 100)), framed.getpixel((10, 20))) == ((320, 240), RED, GREEN)
    assert (even.size, even.getpixel((0, 0))) == ((320, 220), (0, 0, 0, 255))


def test_blurred_edges_are_between_their_colors() -> None:
    half = {"do": "draw", "x": 0, "y": 0, "to_x": 149, "to_y": 199, "color": "black"}

    blurred = after(half, {"do": "blur", "sigma": 3})

    assert blurred.getpixel((10, 10)) == (0, 0, 0, 255)
    assert blurred.getpixel((290, 10)) == GREEN
    assert 60 < blurred.getpixel((149, 100))[1] < 190  # type: ignore[index]


def test_what_is_clear_lends_no_color_to_what_is_blurred() -> None:
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    image.paste(Image.new("RGBA", (20, 40), GREEN), (20, 0))

    blurred = after({"do": "blur", "sigma": 2}, content=written(image))

    assert blurred.getpixel((20, 20))[0] == 0  # type: ignore[index]


@pytest.mark.parametrize(
    ("step", "box"),
    [
        ({"x": 50, "y": 50, "to_x": 250, "to_y": 150}, (50, 50, 251, 151)),
        ({"x": 250, "y": 150, "to_x": 50, "to_y": 50}, (50, 50, 251, 151)),
        ({"x": 50, "y": 50, "to_x": 250, "to_y": 150, "radius": 20}, (50, 50, 251, 151)),
        ({"shape": "circle", "x": 100, "y": 100, "radius": 50}, (50, 50, 151, 151)),
        ({"shape": "ellipse", "x": 10, "y": 20, "to_x": 50, "to_y": 40}, (10, 20, 51, 41)),
        ({"shape": "line", "to_x": 150, "to_y": 100}, (0, 0, 151, 101)),
    ],
)
def test_shapes_are_where_they_are_drawn(step: dict[str, Any], box: tuple[int, ...]) -> None:
    drawn = after({"do": "draw", **step})

    difference = ImageChops.difference(drawn.convert("RGB"), Image.new("RGB", (300, 200), GREEN[:3]))
    assert difference.getbbox() == box


def test_a_shape_lets_shine_through_what_is_below() -> None:
    drawn = after({"do": "draw", "x": 0, "y": 0, "to_x": 299, "to_y": 199, "color": "#ff00007f"})

    assert drawn.getpixel((10, 10)) == (127, 128, 0, 255)


@pytest.mark.parametrize(
    ("align", "vertical", "box"),
    [
        ("left", "top", (10, 6, 102, 41)),
        ("center", "top", (114, 6, 205, 41)),
        ("right", "top", (198, 6, 290, 41)),
        ("left", "middle", (10, 102, 102, 137)),
        ("center", "middle", (114, 102, 205, 137)),
        ("right", "bottom", (198, 145, 290, 180)),
    ],
)
def test_a_text_is_where_it_is_put(align: str, vertical: str, box: tuple[int, ...]) -> None:
    y = {"top": 20 - 0.905 * 18, "middle": 20, "bottom": 20 - 0.212 * 18}[vertical]
    step = {"do": "text", "text": "Hello World\nx", "x": 10, "y": y, "align": align, "vertical": vertical}

    labelled = after(step, content=plain(color="white"))

    found = ImageChops.invert(labelled.convert("L")).getbbox()
    assert found is not None
    assert max(abs(one - other) for one, other in zip(found, box, strict=True)) <= 2


def test_letters_beyond_english_are_not_the_same_box() -> None:
    pictures = {
        letter: after({"do": "text", "text": letter, "x": 5}, content=plain(40, 40, "white")).tobytes()
        for letter in "äöüßÄÖÜéčşłЖω€"
    }

    assert len(set(pictures.values())) == len(pictures)


@pytest.mark.parametrize(("given", "text"), [(12, "12"), (True, "true"), ([{"a": None}], '[{"a":null}]')])
def test_what_is_no_text_is_written_as_json(given: Any, text: str) -> None:
    one, other = (
        after({"do": "text", "text": value}, content=plain(90, 20, "white")).tobytes()
        for value in (given, text)
    )

    assert one == other


def test_half_a_letter_is_drawn_as_a_question_mark() -> None:
    half, mark = (
        after({"do": "text", "text": value}, content=plain(40, 40, "white")).tobytes()
        for value in ("\ud83d", "?")
    )

    assert half == mark


@pytest.mark.parametrize(
    ("text", "length", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two\nthree", 80, ["one two", "three"]),
        ("onetwothree four", 5, ["onetwothree", "four"]),
        ("  one  two ", 0, ["  one  two "]),
        ("", 5, [""]),
        ("one\n\ntwo", 5, ["one", "", "two"]),
    ],
)
def test_lines_break_between_words(text: str, length: int, lines: list[str]) -> None:
    assert wrapped(text, length) == lines


SQUARE = plain(100, 100, "red")
HALF = plain(100, 100, "#ff000080")


@pytest.mark.parametrize(
    ("mode", "upper", "pixel"),
    [
        ("over", SQUARE, RED),
        ("over", HALF, (128, 127, 0, 255)),
        ("copy", HALF, (255, 0, 0, 128)),
        ("in", HALF, (255, 0, 0, 128)),
        ("out", HALF, (255, 0, 0, 0)),
        ("atop", SQUARE, RED),
        ("xor", SQUARE, (0, 0, 0, 0)),
        ("multiply", SQUARE, (0, 0, 0, 255)),
        ("screen", SQUARE, (255, 255, 0, 255)),
        ("darken", SQUARE, (0, 0, 0, 255)),
        ("lighten", SQUARE, (255, 255, 0, 255)),
        ("difference", SQUARE, (255, 255, 0, 255)),
        ("add", SQUARE, (255, 255, 0, 255)),
        ("subtract", SQUARE, GREEN),
    ],
)
def test_an_image_is_put_on_another(mode: str, upper: bytes, pixel: Any) -> None:
    laid = after({"do": "overlay", "mode": mode, "x": 50, "y": 50}, others=(upper,))

    found: Any = laid.getpixel((60, 60))
    assert (found[3], pixel[3] and found) == (pixel[3], pixel[3] and pixel)
    assert (laid.size, laid.getpixel((10, 10)), laid.getpixel((151, 60))) == ((300, 200), GREEN, GREEN)


def test_an_image_may_lie_beyond_the_edge_and_be_faint() -> None:
    laid = after(
        {"do": "overlay", "x": -50, "y": -50, "opacity": 0.5},
        {"do": "overlay", "x": 500, "y": 0},
        others=(SQUARE, SQUARE),
    )

    assert [laid.getpixel(at) for at in ((49, 49), (50, 50))] == [(128, 127, 0, 255), GREEN]


@pytest.mark.parametrize(
    ("step", "alphas"),
    [
        ({"color": "#00ff00"}, [0, 255, 255]),
        ({"color": "#05ff05", "tolerance": 10}, [0, 0, 255]),
        ({}, [255, 255, 255]),
    ],
)
def test_a_color_is_taken_out(step: dict[str, Any], alphas: list[int]) -> None:
    image = Image.new("RGB", (3, 1), "#00ff00")
    image.putpixel((1, 0), (9, 255, 9))
    image.putpixel((2, 0), (200, 255, 9))

    cleared = after({"do": "transparent", **step}, content=written(image))

    assert [cleared.getpixel((x, 0))[3] for x in range(3)] == alphas  # type: ignore[index]


@pytest.mark.parametrize(
    ("values", "color"),
    [
        ({}, NONE),
        ({"color": "teal"}, (0, 128, 128, 255)),
        ({"color": "#11223344"}, (17, 34, 51, 68)),
    ],
)
def test_an_image_is_made(values: dict[str, Any], color: Any) -> None:
    made = created({"width": 3, "height": 2, **values}, Wanted(), [])

    image = Image.open(io.BytesIO(made.content))
    assert (made.content_type, image.size, image.convert("RGBA").getpixel((0, 0))) == (
        "image/png",
        (3, 2),
        color,
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"do": "melt"}, "do must be one of"),
        ({}, "do must be one of"),
        ({"do": "resize"}, "needs width, height or both"),
        ({"do": "resize", "width": -1}, "width must be a number from 0"),
        ({"do": "resize", "width": "100"}, "width must be a number"),
        ({"do": "resize", "width": True}, "width must be a number"),
        ({"do": "resize", "width": float("nan")}, "width must be a number"),
        ({"do": "resize", "width": 10**400}, "width must be a number"),
        ({"do": "resize", "width": 10, "fit": "stretch"}, "fit must be one of"),
        ({"do": "crop", "x": 300}, "nothing to crop"),
        ({"do": "crop", "x": -1}, "x must be a number from 0"),
        ({"do": "rotate"}, "angle must be a number"),
        ({"do": "rotate", "angle": 45, "color": "reddish"}, "a colour is written"),
        ({"do": "shear", "x": 90}, "x must be a number from -80 to 80"),
        ({"do": "draw"}, "to_x must be a number"),
        ({"do": "draw", "shape": "circle"}, "radius must be a number"),
        ({"do": "text", "text": "x" * 10_001}, "more than 10,000 characters"),
        ({"do": "text", "text": "x\n" * 501}, "more than 500 lines"),
        ({"do": "text", "text": "x", "size": 0}, "size must be a number"),
        ({"do": "text", "text": "x" * 10_000, "size": 2_000}, "larger than 40,000,000 pixels"),
        ({"do": "text", "text": ("x" * 15 + "\n") * 499, "size": 2_000}, "larger than 40,000,000 pixels"),
        ({"do": "blur", "sigma": 5000}, "sigma must be a number"),
        ({"do": "overlay"}, "needs a file"),
    ],
)
def test_a_step_without_sense_is_refused(step: dict[str, Any], said: str) -> None:
    with pytest.raises(StepInvalid, match=said):
        edited(plain(), Wanted([step]), [None])


@pytest.mark.parametrize(
    "step",
    [
        {"do": "resize", "width": 20_000, "height": 20_000, "fit": "exact"},
        {"do": "resize", "width": 10_000, "height": 20_000, "fit": "cover"},
        {"do": "resize", "width": 10_000, "unit": "percent"},
        {"do": "border", "width": 30_000},
        {"do": "rotate", "angle": 45},
        {"do": "shear", "x": 80},
        {"do": "shear", "y": 80},
    ],
)
def test_no_step_makes_more_pixels_than_there_may_be(
    step: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "MAX_PIXELS", 100_000)
    content = plain(300, 200)
    laid_out: list[tuple[int, int]] = []
    monkeypatch.setattr(Image.Image, "resize", lambda _, size, *__: laid_out.append(size))

    with pytest.raises(ImageTooLarge):
        edited(content, Wanted([step]), [None])

    assert laid_out == []


@pytest.mark.parametrize(("width", "height"), [(MAX_PIXELS, 2), (MAX_SIDE + 1, 1), (20_000, 2_001)])
def test_no_image_is_made_with_more_of_them(width: int, height: int) -> None:
    with pytest.raises(ImageFailed):
        created({"width": width, "height": height}, Wanted(), [])


def test_there_are_not_more_steps_than_there_may_be() -> None:
    with pytest.raises(StepInvalid, match="20 steps"):
        edited(plain(), Wanted([{"do": "flip"}] * (MAX_STEPS + 1)), [None] * (MAX_STEPS + 1))


@pytest.mark.parametrize(
    ("written_as", "color"),
    [
        ("#abc", (170, 187, 204, 255)),
        ("#abcd", (170, 187, 204, 221)),
        ("rgb(1, 2, 3)", (1, 2, 3, 255)),
        ("rgb(300, 0, 0)", RED),
        ("rgb(99999999999999999999, 0, 0)", RED),
        ("hsl(120, 100%, 50%)", GREEN),
        ("transparent", NONE),
    ],
)
def test_colors_are_those_of_css(written_as: str, color: Any) -> None:
    assert color_of(written_as) == color


def literals(field: str) -> set[str]:
    """The words that the node's field takes."""

    def within(annotation: Any) -> Iterator[str]:
        for each in get_args(annotation):
            if isinstance(each, str):
                yield each
            yield from within(each)

    found = node.ImageStep.model_fields[field]
    return {*within(found.annotation)} - {"value", "expression"}


@pytest.mark.parametrize(
    ("field", "known"),
    [("do", editing.STEPS), ("mode", combining.MODES), ("align", drawing.ANCHORS)],
)
def test_the_node_takes_the_words_that_the_room_knows(field: str, known: Any) -> None:
    assert literals(field) == set(known)


@pytest.mark.parametrize(
    "beyond",
    [{"width": MAX_SIDE + 1}, {"height": MAX_SIDE + 1}, {"steps": [{"do": "flip"}] * (MAX_STEPS + 1)}],
)
def test_the_node_takes_as_much_as_the_room_does(beyond: dict[str, Any]) -> None:
    steps = [{"do": "flip"}] * MAX_STEPS
    most = {"operation": "create", "width": MAX_SIDE, "height": MAX_SIDE, "steps": steps}

    node.ImageConfig.model_validate(most)
    with pytest.raises(ValidationError):
        node.ImageConfig.model_validate(most | beyond)
