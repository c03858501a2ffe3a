"""The nodes for foreign forms of data, which the Lambda function `transform_data` carries out."""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.credential import ID_PATTERN
from exeoflow.model.scalars import Flag
from exeoflow.nodes.fields import INPUT, AnyValue, Config, Dynamic, Templated, Text, Values, example
from exeoflow.nodes.formats.timezone import check_timezone
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import LAMBDA_UNANSWERED, files_call, lambda_call
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import invoke
from exeoflow.nodes.texts import expression_fields

if TYPE_CHECKING:
    from exeoflow.model.json import Json

_FUNCTION: Final = "${TransformDataFunctionArn}"
_WITH_CREDENTIALS: Final = "${RunHttpRequestFunctionArn}"
Form = Literal["json", "jsonl", "xml", "csv", "query", "base64", "date", "pdf", "xlsx"]
WrittenForm = Literal["json", "jsonl", "xml", "csv", "query", "base64", "date", "xlsx"]
_Names = Annotated[tuple[str, ...], Field(max_length=200)]
_Delimiter = Annotated[str, Field(min_length=1, max_length=1)]
_Pattern = Annotated[str, Field(min_length=1, max_length=200), Templated()]
_Sheet = Annotated[str, Field(min_length=1, max_length=31)]
# A customer's own zone and language are known at run only.
_TimeZone = Dynamic[Annotated[str, AfterValidator(check_timezone)]]
_Language = Dynamic[Literal["en", "de"]]
_Unit = Literal["year", "quarter", "month", "week", "day", "hour", "minute", "second"]

# Which option means something for which forms.
_PARSING: dict[str, tuple[str, ...]] = {
    "lists": ("xml", "query"),
    "delimiter": ("csv",),
    "header": ("csv", "xlsx"),
    "sheet": ("xlsx",),
    "dates": ("xlsx",),
    "pattern": ("date",),
    "timezone": ("date",),
    "language": ("date",),
}
_FORMATTING: dict[str, tuple[str, ...]] = {
    "indent": ("json", "xml"),
    "bom": ("csv",),
    "columns": ("csv", "xlsx"),
    "delimiter": ("csv",),
    "header": ("csv", "xlsx"),
    "sheet": ("xlsx",),
    "url_safe": ("base64",),
    "pattern": ("date",),
    "timezone": ("date",),
    "language": ("date",),
    "add": ("date",),
    "start_of": ("date",),
}


def _check_options(config: Config, form: str, options: dict[str, tuple[str, ...]]) -> None:
    """An option that means nothing for the form is most likely a misunderstanding."""
    for name, forms in options.items():
        if name in config.model_fields_set and form not in forms:
            raise PydanticCustomError("format-option", "without effect", {"option": name, "format": form})


class ParseConfig(Config, json_schema_extra=example(format="xml", text="{{ $input.body }}", lists=["item"])):
    """Yields the data that a text or a file of a foreign form holds, or a PDF or spreadsheet in base64."""

    format: Form
    text: AnyValue = INPUT
    lists: _Names = ()
    delimiter: _Delimiter | None = None
    header: Flag = True
    sheet: _Sheet | None = None
    dates: Literal["text", "number"] = "text"
    pattern: _Pattern | None = None
    timezone: _TimeZone = "UTC"
    language: _Language = "en"

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_options(self, self.format, _PARSING)
        return self


class FormatConfig(
    Config,
    json_schema_extra=example(
        format="date",
        value="{{ $input.due }}",
        pattern="dd.MM.yyyy",
        timezone="Europe/Berlin",
        add={"days": 14},
    ),
):
    """Yields data, or what a file holds, as a text of a foreign form, or as a spreadsheet in base64."""

    format: WrittenForm
    value: AnyValue = INPUT
    indent: Flag = False
    columns: _Names = ()
    delimiter: _Delimiter | None = None
    header: Flag = True
    bom: Flag = False
    sheet: _Sheet | None = None
    url_safe: Flag = False
    pattern: _Pattern | None = None
    timezone: _TimeZone = "UTC"
    language: _Language = "en"
    add: Values = Field(default_factory=dict)
    start_of: _Unit | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_options(self, self.format, _FORMATTING)
        return self


class HmacConfig(
    Config,
    json_schema_extra=example(text="{{ $input.body }}", key="{{ $input.key }}", encoding="base64"),
):
    """Yields the signature of a text, or of a file, by a key or that of a credential (HMAC, RFC 2104)."""

    text: AnyValue = INPUT
    key: Text | None = None
    credential: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    algorithm: Dynamic[Literal["sha256", "sha1", "sha384", "sha512", "md5"]] = "sha256"
    encoding: Literal["hex", "base64", "base64url"] = "hex"
    key_encoding: Literal["text", "hex", "base64"] = "text"

    @model_validator(mode="after")
    def _check_key(self) -> Self:
        is_written_twice = self.credential is not None and "key_encoding" in self.model_fields_set
        if (self.key is None) == (self.credential is None) or is_written_twice:
            raise PydanticCustomError("hmac-key", "one of key and credential")
        return self


def lower_parse(config: ParseConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that transforms data."""
    given = {"format": config.format, "text": bindings.value(config.text)}
    return _task("parse", {**given, "options": _options(config, _PARSING, bindings)}, bindings)


def lower_format(config: FormatConfig, bindings: Bindings) -> Task:
    """Likewise."""
    given = {"format": config.format, "value": bindings.value(config.value)}
    return _task("format", {**given, "options": _options(config, _FORMATTING, bindings)}, bindings)


def lower_hmac(config: HmacConfig, bindings: Bindings) -> Task:
    """Likewise; a key that a credential holds reaches only the function that sends requests."""
    fields = ("text", "key", "algorithm", "encoding", "key_encoding")
    if config.credential is None:
        return _task("hmac", {name: bindings.value(getattr(config, name)) for name in fields}, bindings)
    asked = {name: bindings.value(getattr(config, name)) for name in ("text", "algorithm", "encoding")}
    named: dict[str, Json] = {"operation": "hmac", "credential": config.credential}
    return files_call(_WITH_CREDENTIALS, named | asked, bindings)


def _options(config: Config, options: dict[str, tuple[str, ...]], bindings: Bindings) -> "dict[str, Json]":
    """What the author has said, and nothing else."""
    computed = dict(expression_fields(type(config)))
    said: dict[str, Any] = {
        name: value
        for name, value in config.model_dump(mode="json", exclude_unset=True).items()
        if name in options
    }
    return {
        name: bindings.value(value) if name in computed else _literal(value, bindings)
        for name, value in said.items()
    }


def _literal(value: Any, bindings: Bindings) -> "Json":  # noqa: ANN401 - the fields of configurations are any JSON
    if isinstance(value, list):
        return [_literal(each, bindings) for each in value]
    return bindings.literal(value) if isinstance(value, str) else value


def _task(operation: str, payload: "dict[str, Json]", bindings: Bindings) -> Task:
    asked: dict[str, Json] = {"operation": operation, **payload}
    # Nobody's date lies in a file.
    if payload.get("format") == "date":
        return lambda_call(_FUNCTION, asked, (LAMBDA_UNANSWERED,))
    return files_call(_FUNCTION, asked, bindings)


_PERMISSIONS = (invoke("TransformDataFunction"),)

PARSE = NodeType("parse", Kind.DATA, ParseConfig, lower_parse, is_task=True, permissions=_PERMISSIONS)
FORMAT = NodeType("format", Kind.DATA, FormatConfig, lower_format, is_task=True, permissions=_PERMISSIONS)
HMAC = NodeType(
    "hmac",
    Kind.DATA,
    HmacConfig,
    lower_hmac,
    is_task=True,
    permissions=(invoke("TransformDataFunction", "RunHttpRequestFunction"),),
)
