"""The node for images, which the function of files carries out: they are files."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.nodes.fields import INPUT, AnyValue, Config, Dynamic, Text, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import files_call
from exeoflow.nodes.node_type import Kind, NodeType, fields_of_file
from exeoflow.nodes.operations import Fields, check_operation, fields, kept_by
from exeoflow.nodes.permission import invoke

if TYPE_CHECKING:
    from typing import Any

    from exeoflow.model.json import Json

_Number = Dynamic[Annotated[float, Field(strict=True, ge=-100_000, le=100_000)]]
_Quality = Dynamic[Annotated[float, Field(strict=True, ge=0, le=100)]]
_Side = Dynamic[Annotated[float, Field(strict=True, ge=1, le=30_000)]]

_STEPS: Fields = MappingProxyType(
    {
        "resize": fields("", "width height fit only unit"),
        "crop": fields("", "x y width height"),
        "rotate": fields("angle", "color"),
        "flip": fields("", "axis"),
        "shear": fields("", "x y color"),
        "border": fields("", "width height color"),
        "blur": fields("", "sigma"),
        "draw": fields("", "shape x y to_x to_y radius thickness color"),
        "text": fields("text", "x y size color align vertical line_length"),
        "overlay": fields("file", "x y mode opacity"),
        "transparent": fields("", "color tolerance"),
    }
)
"""What each step needs, and what it may have besides."""
_FIELDS: Fields = MappingProxyType(
    {
        "edit": fields("", "file steps format quality response"),
        "create": fields("width height", "color steps format quality response"),
        "describe": fields("", "file"),
    }
)


class ImageStep(Config):
    """One change of an image; which fields it has depends on what it does."""

    do: Literal[
        "resize",
        "crop",
        "rotate",
        "flip",
        "shear",
        "border",
        "blur",
        "draw",
        "text",
        "overlay",
        "transparent",
    ]
    width: _Number | None = None
    height: _Number | None = None
    fit: Dynamic[Literal["within", "around", "cover", "exact", "area"]] | None = None
    only: Dynamic[Literal["always", "shrink", "enlarge"]] | None = None
    unit: Dynamic[Literal["pixels", "percent"]] | None = None
    x: _Number | None = None
    y: _Number | None = None
    to_x: _Number | None = None
    to_y: _Number | None = None
    radius: _Number | None = None
    thickness: _Number | None = None
    angle: _Number | None = None
    axis: Dynamic[Literal["horizontal", "vertical"]] | None = None
    color: Text | None = None
    sigma: _Number | None = None
    shape: Dynamic[Literal["rectangle", "line", "circle", "ellipse"]] | None = None
    text: AnyValue = None
    size: _Number | None = None
    align: Dynamic[Literal["left", "center", "right"]] | None = None
    vertical: Dynamic[Literal["top", "middle", "bottom"]] | None = None
    line_length: _Number | None = None
    file: AnyValue = None
    mode: (
        Dynamic[
            Literal[
                "over",
                "copy",
                "in",
                "out",
                "atop",
                "xor",
                "multiply",
                "screen",
                "darken",
                "lighten",
                "difference",
                "add",
                "subtract",
            ]
        ]
        | None
    ) = None
    opacity: _Number | None = None
    tolerance: _Number | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        check_operation(self, self.do, _STEPS, frozenset({"do"}))
        if self.do == "resize" and self.width is None and self.height is None:
            values = {"field_name": "width", "operation": self.do}
            raise PydanticCustomError("operation-field-missing", "missing", values)
        return self


class ImageConfig(
    Config,
    json_schema_extra=example(
        operation="edit",
        file="{{ $input.file }}",
        steps=[{"do": "resize", "width": 320, "height": 240, "fit": "cover"}],
        format="jpeg",
        quality=80,
    ),
):
    """Changes images, makes new ones and says what they are.

    `edit` goes through `steps` and yields the file of what comes of it; `create` begins with an image of one
    colour; `describe` yields format, width, height and what else the image says of itself. With `response:
    base64` there is `content` in base64 in the place of the file, which a state must carry.
    """

    operation: Literal["edit", "create", "describe"]
    file: AnyValue = INPUT
    steps: Annotated[tuple[ImageStep, ...], Field(max_length=20)] | None = None
    width: _Side | None = None
    height: _Side | None = None
    color: Text | None = None
    format: Dynamic[Literal["png", "jpeg", "webp", "gif", "bmp", "tiff"]] | None = None
    quality: _Quality | None = None
    response: Literal["file", "base64"] | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        check_operation(self, self.operation, _FIELDS, frozenset({"operation"}))
        return self


def lower_image(config: ImageConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that keeps files."""
    required, optional = _FIELDS[config.operation]
    given: dict[str, Any] = {name: getattr(config, name) for name in sorted(required | optional)}
    if config.steps is not None:
        dumped = (each.model_dump(mode="json", exclude_none=True) for each in config.steps)
        given["steps"] = [{name: _number(value) for name, value in each.items()} for each in dumped]
    payload: dict[str, Json] = {
        "operation": f"{config.operation}_image",
        **{name: bindings.value(_number(value)) for name, value in given.items() if value is not None},
    }
    return files_call("${RunFileOperationFunctionArn}", payload, bindings)


def _number(value: "Any") -> "Any":  # noqa: ANN401 - any JSON
    """A whole number as its author wrote it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_KNOWN_FILE = kept_by("edit", "create")
IMAGE = NodeType(
    "image",
    Kind.DATA,
    ImageConfig,
    lower_image,
    is_task=True,
    known_fields=fields_of_file(_KNOWN_FILE),
    known_file=_KNOWN_FILE,
    permissions=(invoke("RunFileOperationFunction"),),
)
