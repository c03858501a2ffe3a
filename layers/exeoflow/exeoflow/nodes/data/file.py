"""The node for files, in which lies what no state could carry; `run_file_operation` carries it out."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, AnyValue, Config, Dynamic, Text, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import files_call
from exeoflow.nodes.node_type import Kind, NodeType, fields_of_file
from exeoflow.nodes.operations import Fields, check_operation, fields, kept_by
from exeoflow.nodes.permission import invoke

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exeoflow.model.json import Json

_FORMS: "Mapping[str, tuple[str, ...]]" = MappingProxyType(
    {
        "write": ("json", "jsonl", "csv", "xml", "text"),
        "read": ("json", "jsonl", "csv", "xml", "text"),
        "split": ("json", "jsonl", "csv", "xml"),
        "join": ("json", "jsonl", "csv"),
        "compress": ("zip", "gzip", "tar", "tar_gz"),
    }
)
"""In which forms each operation writes or reads: what is no list has no parts."""
_FIELDS: Fields = MappingProxyType(
    {
        "write": fields("", "value content_type format"),
        "read": fields("", "file format"),
        "split": fields("", "file items size format"),
        "join": fields("", "files format"),
        "compress": fields("", "files format response"),
        "extract": fields("", "file response"),
    }
)


class FileConfig(Config, json_schema_extra=example(operation="split", file="{{ $input.file }}", size=500)):
    """Keeps and reads what is larger than a state may be; a file is handed on by a reference to it.

    `write` keeps a value and yields its file; `read` yields what a file holds; `split` parts the list in a
    file and yields the files of its parts; `join` makes one file of lists and files of lists. `format` says
    what a file holds whatever its type is, and what it becomes. `compress` puts files into an archive, and
    `extract` yields those of one, each with its name.
    """

    operation: Literal["write", "read", "split", "join", "compress", "extract"]
    value: AnyValue = INPUT
    content_type: Text | None = None
    file: AnyValue = INPUT
    items: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    size: Dynamic[Annotated[Whole, Field(ge=1, le=10_000)]] = 1000
    files: AnyValue = INPUT
    format: Literal["json", "jsonl", "csv", "xml", "text", "zip", "gzip", "tar", "tar_gz"] | None = None
    response: Literal["file", "base64"] | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        check_operation(self, self.operation, _FIELDS, frozenset({"operation"}))
        if self.format is not None and self.format not in (known := _FORMS[self.operation]):
            values = {"operation": self.operation, "format": self.format, "known": ", ".join(known)}
            raise PydanticCustomError("operation-format", "unknown", values)
        return self


def lower_file(config: FileConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that keeps and reads files."""
    _, taken = _FIELDS[config.operation]
    given = {name: getattr(config, name) for name in sorted(taken)}
    payload: dict[str, Json] = {
        "operation": config.operation,
        **{name: _written(name, value, bindings) for name, value in given.items() if value is not None},
    }
    return files_call("${RunFileOperationFunctionArn}", payload, bindings)


def _written(name: str, value: "Json", bindings: Bindings) -> "Json":
    """A path is itself, whatever it looks like."""
    return bindings.literal(str(value)) if name == "items" else bindings.value(value)


_KNOWN_FILE = kept_by("write", "join", "compress")
FILE = NodeType(
    "file",
    Kind.DATA,
    FileConfig,
    lower_file,
    is_task=True,
    known_fields=fields_of_file(_KNOWN_FILE),
    known_file=_KNOWN_FILE,
    permissions=(invoke("RunFileOperationFunction"),),
)
