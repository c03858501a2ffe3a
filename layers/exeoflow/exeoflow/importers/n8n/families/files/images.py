"""Edit Image among the files of n8n: what GraphicsMagick does there, `image` does by its steps."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import atan, degrees, radians, sin
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.families.files.answers import fixed_name
from exeoflow.importers.n8n.families.files.working import worked_on
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_FITS: Final = MappingProxyType(
    {
        "ignoreAspectRatio": {"fit": "exact"},
        "maximumArea": {"fit": "area"},
        "minimumArea": {"fit": "around"},
        "onlyIfLarger": {"only": "shrink"},
        "onlyIfSmaller": {"only": "enlarge"},
        "percent": {"fit": "exact", "unit": "percent"},
    }
)
_MODES: Final = MappingProxyType(
    {
        "Over": "over",
        "Atop": "atop",
        "Copy": "copy",
        "Difference": "difference",
        "In": "in",
        "Multiply": "multiply",
        "Out": "out",
        "Plus": "add",
        "Minus": "subtract",
        "Subtract": "subtract",
        "Xor": "xor",
    }
)
_FORMATS: Final = MappingProxyType(
    {"bmp": "bmp", "gif": "gif", "jpeg": "jpeg", "png": "png", "tif": "tiff", "tiff": "tiff", "webp": "webp"}
)
_COLOR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[a-zA-Z]{3,25}")
_SIDES: Final = MappingProxyType({"west": "left", "center": "center", "east": "right"})
_HEIGHTS: Final = MappingProxyType({"north": "top", "middle": "middle", "south": "bottom"})
_ABOVE: Final = 0.905
"""How far above its line a text reaches by its font, of its size: GraphicsMagick counts from the line."""
_BELOW: Final = 0.212
_GIVEN: Final = "$item.given"
_NAMED: Final = MappingProxyType(
    {
        "png": "PNG (Portable Network Graphics)",
        "jpeg": "JPEG (Joint Photographic Experts Group JFIF format)",
        "gif": "GIF (CompuServe graphics interchange format)",
        "webp": "WEBP (WebP Image Format)",
        "bmp": "BMP (Microsoft Windows bitmap image)",
        "tiff": "TIFF (Tagged Image File Format)",
    }
)
_KIND: Final = (
    '$a.colors = "gray" ? ($a.depth = 1 ? "bilevel" : "grayscale") : '
    '$a.colors = "cmyk" ? "color separation" : $a.transparent ? "true color with transparency" : "true color"'
)


def translate_edit_image(place: Place) -> Piece:
    """Images are resized, cropped, drawn and written on, combined and described."""
    operation = place.chosen("operation", "border")
    place.note("setting-approximated", setting=f"operation: {operation}")
    reader = _Reader(place)
    if operation == "information":
        return _described(reader)
    asked = _asked(place, operation)
    if place.parameter("options.font"):
        place.note("setting-approximated", setting="options.font")
    return _edited(reader, asked)


def _asked(place: Place, operation: str) -> list[Mapping[str, Any]]:
    """The operations in their order, each with its parameters."""
    if operation != "multiStep":
        return [{**place.node.parameters, "operation": operation}]
    asked = place.rows("operations.operations")
    if not asked:
        raise Refused("setting-unsupported", setting="operations")
    return asked


@dataclass(slots=True)
class _Reader:
    """Reads parameters; what has to be computed for each item is `given` beside its file."""

    place: Place
    given: dict[str, str] = field(default_factory=dict)

    def computed(self, jsonata: str) -> str:
        """A field of a configuration that has what JSONata over an item yields."""
        name = f"v{len(self.given)}"
        self.given[name] = jsonata
        return f"{{{{ {_GIVEN}.{name} }}}}"

    def written(self, asked: Mapping[str, Any], name: str, default: Any) -> Any:  # noqa: ANN401 - any JSON
        """A parameter of an operation, which is one of the node where that does only one."""
        self.place.asked.add(name)
        return asked.get(name, default)

    def number(self, asked: Mapping[str, Any], name: str, default: float) -> Any:  # noqa: ANN401 - a number or text
        """A number of an operation."""
        written = self.written(asked, name, default)
        if isinstance(written, int | float) and not isinstance(written, bool):
            return written
        return self.computed(f"$number({self.place.value(written)})")

    def number_of(self, asked: Mapping[str, Any], name: str, default: float) -> str:
        """The same as JSONata over an item."""
        return f"$number({self.place.value(self.written(asked, name, default))})"

    def text(self, written: Any) -> str:  # noqa: ANN401 - any JSON
        """A text."""
        if isinstance(written, str) and not is_computed(written) and "{{" not in written:
            return written
        return self.computed(f"$n8_text({self.place.value(written)})")

    def color(self, asked: Mapping[str, Any], name: str, default: str) -> str:
        """A colour, whose last two digits say there how clear it is, and not how opaque."""
        written = self.written(asked, name, default)
        if is_computed(written):
            return self.computed(f"$substring($n8_text({self.place.value(written)}), 0, 7)")
        if not isinstance(written, str) or not _COLOR.fullmatch(written):
            raise Refused("setting-unsupported", setting=f"{name}: {written}")
        if written.lower() == "none":
            return "transparent"
        return f"{written[:7]}{255 - int(written[7:], 16):02x}" if len(written) > len("#rrggbb") else written

    def chosen(self, asked: Mapping[str, Any], name: str, default: str, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what is known
        """What one of the known words stands for."""
        written = self.written(asked, name, default)
        if is_computed(written):
            raise Refused("setting-computed", setting=name)
        if written not in known:
            raise Refused("setting-unsupported", setting=f"{name}: {written}")
        return known[written]


Fields = dict[str, Any]


def _resize(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    written = reader.written(asked, "resizeOption", "maximumArea")
    if not is_computed(written) and written not in _FITS:
        # What is none of them is there what is usual.
        reader.place.note("setting-unknown", setting=f"resizeOption: {written}")
        asked = {**asked, "resizeOption": "maximumArea"}
    how = reader.chosen(asked, "resizeOption", "maximumArea", _FITS)
    return {"width": reader.number(asked, "width", 500), "height": reader.number(asked, "height", 500), **how}


def _crop(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    names = {"width": ("width", 500), "height": ("height", 500), "x": ("positionX", 0), "y": ("positionY", 0)}
    return {ours: reader.number(asked, *theirs) for ours, theirs in names.items()}


def _rotate(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    return {
        "angle": reader.number(asked, "rotate", 0),
        "color": reader.color(asked, "backgroundColor", "#ffffffff"),
    }


def _shear(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    """GraphicsMagick slants as it turns: rows by the tangent of half the angle, columns by the sine."""
    down = reader.number(asked, "degreesY", 0)
    # JSONata has no such functions: a computed angle is what it is, for small ones are alike.
    exact = down if isinstance(down, str) else round(degrees(atan(sin(radians(down)))), 6)
    return {"x": reader.computed(f"{reader.number_of(asked, 'degreesX', 0)} / 2"), "y": exact}


def _border(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    return {
        "width": reader.number(asked, "borderWidth", 10),
        "height": reader.number(asked, "borderHeight", 10),
        "color": reader.color(asked, "borderColor", "#000000"),
    }


def _blur(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    return {"sigma": reader.number(asked, "sigma", 2)}


def _draw(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    shape = reader.chosen(
        asked, "primitive", "rectangle", {each: each for each in ("rectangle", "line", "circle")}
    )
    shown = {"shape": shape, "color": reader.color(asked, "color", "#ff000000")}
    shown |= {
        "x": reader.number(asked, "startPositionX", 50),
        "y": reader.number(asked, "startPositionY", 50),
    }
    if shape == "circle":
        ends = (("endPositionX", "startPositionX"), ("endPositionY", "startPositionY"))
        squares = (
            f"$power({reader.number_of(asked, end, 250)} - {reader.number_of(asked, start, 50)}, 2)"
            for end, start in ends
        )
        return shown | {"radius": reader.computed(f"$sqrt({' + '.join(squares)})")}
    shown |= {
        "to_x": reader.number(asked, "endPositionX", 250),
        "to_y": reader.number(asked, "endPositionY", 250),
    }
    return shown | ({"radius": reader.number(asked, "cornerRadius", 0)} if shape == "rectangle" else {})


def _text(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    is_aligned = reader.place.node.version > 1
    side = reader.chosen(asked, "horizontalAlignment", "center", _SIDES) if is_aligned else "left"
    height = reader.chosen(asked, "verticalAlignment", "middle", _HEIGHTS) if is_aligned else "top"
    y, size = reader.number_of(asked, "positionY", 50), reader.number_of(asked, "fontSize", 18)
    moved = {"top": f" - {_ABOVE} * {size}", "middle": "", "bottom": f" - {_BELOW} * {size}"}[height]
    return {
        "text": reader.text(reader.written(asked, "text", "")),
        "size": reader.number(asked, "fontSize", 18),
        "color": reader.color(asked, "fontColor", "#000000"),
        "x": reader.number(asked, "positionX", 50),
        "y": reader.computed(f"{y}{moved}"),
        "align": side,
        "vertical": height,
        # There the blank behind a line counts.
        "line_length": reader.computed(f"$max([1, {reader.number_of(asked, 'lineLength', 80)} - 1])"),
    }


def _composite(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    file = reader.place.file(reader.written(asked, "dataPropertyNameComposite", ""))
    return {
        "file": reader.computed(f"{file}.data"),
        "mode": reader.chosen(asked, "operator", "Over", _MODES),
        "x": reader.number(asked, "positionX", 0),
        "y": reader.number(asked, "positionY", 0),
    }


def _transparent(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    return {"color": reader.color(asked, "color", "#ff0000")}


_STEPS: Final[Mapping[str, tuple[str, Callable[[_Reader, Mapping[str, Any]], Fields]]]] = MappingProxyType(
    {
        "resize": ("resize", _resize),
        "crop": ("crop", _crop),
        "rotate": ("rotate", _rotate),
        "shear": ("shear", _shear),
        "border": ("border", _border),
        "blur": ("blur", _blur),
        "draw": ("draw", _draw),
        "text": ("text", _text),
        "composite": ("overlay", _composite),
        "transparent": ("transparent", _transparent),
    }
)
"""By n8n's name: what the step is called here, and what fills its fields."""


def _edited(reader: _Reader, asked: list[Mapping[str, Any]]) -> Piece:
    """The image of each item after the operations, under its own name or the one that is asked for."""
    place = reader.place
    begins = [at for at, each in enumerate(asked) if each.get("operation") == "create"]
    made = asked[begins[-1]] if begins else None
    if begins and asked[0].get("operation") != "create":
        raise Refused("setting-unsupported", setting="operations")
    steps = [_step(reader, each) for each in asked[begins[-1] + 1 if begins else 0 :]]
    config = _beginning(reader, made) | {"steps": steps} | _output(reader, made, steps)
    source = fixed_name(place, "dataPropertyName")
    target = literal(fixed_name(place, "options.destinationKey", source))
    file = {"data": "$a.content", "mimeType": "$a.content_type"}
    named = f'$merge([{object_of(file)}, $exists($row.name) ? {{"fileName": $row.name}} : {{}}])'
    row = f'"j": $row.item, "f": $merge([$row.others, {{{target}: {named}}}])'
    given = {
        "data": "[][0]" if made is not None else f"$n8_file($f, {literal(source)}).data",
        "name": _file_name(reader, config, target),
        "others": f"$merge([{{}}, $sift($f, function($v, $k) {{ $k != {target} }})])",
    }
    return worked_on(place, Step("image", config, "work"), _given(reader, given), row)


def _step(reader: _Reader, asked: Mapping[str, Any]) -> Fields:
    name = asked.get("operation", "")
    if name not in _STEPS:
        raise Refused("setting-unsupported", setting=f"operation: {name}")
    ours, fill = _STEPS[name]
    return {"do": ours, **fill(reader, asked)}


def _beginning(reader: _Reader, made: Mapping[str, Any] | None) -> Fields:
    if made is None:
        return {"operation": "edit", "file": "{{ $item.data }}"}
    return {
        "operation": "create",
        "width": reader.number(made, "width", 50),
        "height": reader.number(made, "height", 50),
        "color": reader.color(made, "backgroundColor", "#ffffff00"),
    }


def _output(reader: _Reader, made: Mapping[str, Any] | None, steps: list[Fields]) -> Fields:
    """The format and quality; an image that another one was put on is handed on as PNG."""
    options = _options(reader.place)
    output: Fields = {"response": "base64"}
    if "format" in options:
        output["format"] = reader.chosen(options, "format", "jpeg", _FORMATS)
    elif made is not None or any(each["do"] == "overlay" for each in steps):
        output["format"] = "png"
    if "quality" in options:
        output["quality"] = reader.number(options, "quality", 100)
    return output


def _options(place: Place) -> Mapping[str, Any]:
    """The options of the file that are set."""
    written = {name: place.parameter(f"options.{name}") for name in ("fileName", "format", "quality")}
    return {name: value for name, value in written.items() if value is not None}


def _file_name(reader: _Reader, config: Fields, target: str) -> str:
    """JSONata for the name of the file: its own, with the ending of what is asked for, or a new one."""
    options = _options(reader.place)
    if "fileName" in options:
        return f"$n8_text({reader.place.value(options['fileName'])})"
    own = f"$lookup($f, {target}).fileName"
    if "format" not in options and config["operation"] != "create":
        return own
    ending = literal(f".{options.get('format', 'png')}")
    return f'($n := {own}; $n and $contains($n, ".") ? $replace($n, /[.][^.]*$/, {ending}) : $n)'


def _described(reader: _Reader) -> Piece:
    """What each image says of itself, in the place of the item."""
    named = f"$lookup({literal(dict(_NAMED))}, $a.format)"
    size = '{"width": $a.width, "height": $a.height}'
    told = {
        "Format": named,
        "format": "$uppercase($a.format)",
        "Geometry": '$a.width & "x" & $a.height',
        "size": size,
        "Type": f"({_KIND})",
        "Depth": '$a.depth & " bits-per-pixel component"',
        "depth": "$a.depth",
        "Filesize": "$string($a.size)",
    }
    source = literal(fixed_name(reader.place, "dataPropertyName"))
    given = {"data": f"$n8_file($f, {source}).data", "others": "$f"}
    config = {"operation": "describe", "file": "{{ $item.data }}"}
    row = f'"j": {object_of(told)}, "f": $row.others'
    return worked_on(reader.place, Step("image", config, "work"), _given(reader, given), row)


def _given(reader: _Reader, given: Mapping[str, str]) -> Mapping[str, str]:
    return {**given, "given": object_of(reader.given)}
