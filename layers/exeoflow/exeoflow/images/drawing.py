"""Steps that draw on an image: shapes and texts."""

from importlib.resources import files
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from exeoflow.images.colors import Color
from exeoflow.images.errors import StepInvalid
from exeoflow.images.picture import MAX_PIXELS, Picture, Size
from exeoflow.images.step import Step

MAX_TEXT: Final = 10_000
MAX_LINES: Final = 500
_FONT: Final = "Arimo-Regular.ttf"
"""As wide and high as Arial, with the letters of Europe; Pillow's own has no umlauts."""
_LARGEST_FONT: Final = 2_000
ANCHORS: Final = {"left": "l", "center": "m", "right": "r"}


def drawn(picture: Picture, step: Step) -> Picture:
    """The picture with a shape on it: from one point to another, or a circle around a point."""
    shape = step.chosen("shape", ("rectangle", "line", "circle", "ellipse"))
    color = step.color("color", "red")
    start = step.number("x", 0), step.number("y", 0)
    if shape == "circle":
        radius = step.number("radius", least=0)
        box = (start[0] - radius, start[1] - radius, start[0] + radius, start[1] + radius)
    else:
        box = (*start, step.number("to_x"), step.number("to_y"))
    thickness = step.whole("thickness", 1, least=1, most=1_000)
    corner = step.number("radius", 0, least=0)
    layer = Image.new("RGBA", picture.size)
    _draw_shape(layer, shape, box, color, (thickness, corner))
    return picture.changed(lambda frame: Image.alpha_composite(frame, layer))


def _draw_shape(
    layer: Image.Image,
    shape: str,
    box: tuple[float, float, float, float],
    color: Color,
    measures: tuple[int, float],
) -> None:
    pen = ImageDraw.Draw(layer)
    thickness, corner = measures
    ordered = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
    match shape:
        case "line":
            pen.line(box, fill=color, width=thickness)
        case "rectangle":
            pen.rounded_rectangle(ordered, corner, fill=color)
        case _:
            pen.ellipse(ordered, fill=color)


def written_on(picture: Picture, step: Step) -> Picture:
    """The picture with a text on it, `x` and `y` away from the edges or middles that it is aligned with."""
    lines = wrapped(step.text("text", MAX_TEXT), step.whole("line_length", 0, least=0))
    if len(lines) > MAX_LINES:
        raise StepInvalid(f"the text has more than {MAX_LINES} lines")
    size = step.number("size", 18, least=1, most=_LARGEST_FONT)
    font = ImageFont.truetype(str(files("exeoflow.images") / _FONT), size)
    color = step.color("color", "black")
    align = step.chosen("align", tuple(ANCHORS))
    height = sum(font.getmetrics())
    if sum(map(font.getlength, lines)) * height > MAX_PIXELS:
        raise StepInvalid(f"the text is larger than {MAX_PIXELS:,} pixels")
    at = _place(picture.size, step, align, height * len(lines))
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    for number, line in enumerate(lines):
        place = at[0], at[1] + number * height
        pen.text(place, line, fill=color, font=font, anchor=f"{ANCHORS[align]}a")
    return picture.changed(lambda frame: Image.alpha_composite(frame, layer))


def _place(size: Size, step: Step, align: str, height: float) -> tuple[float, float]:
    """Where the first line begins, has its middle or ends, and where its top is."""
    x, y = step.number("x", 0), step.number("y", 0)
    across = {"left": x, "center": size[0] / 2 + x, "right": size[0] - x}[align]
    match step.chosen("vertical", ("top", "middle", "bottom")):
        case "middle":
            return across, size[1] / 2 + y - height / 2
        case "bottom":
            return across, size[1] - y - height
    return across, y


def wrapped(text: str, length: int) -> list[str]:
    """The lines of a text, broken between words where they would have more characters; 0 for never.

    >>> wrapped("The quick brown fox", 10)
    ['The quick', 'brown fox']
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split(" ") if length else [paragraph]:
            if line and length and len(line) + 1 + len(word) > length:
                lines.append(line.strip())
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line.strip() if length else line)
    return lines
