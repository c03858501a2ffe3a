"""What the models of all bodies have in common; they check requests, and describe them in the document.

A model is built when it first reads a body: a function starts with those of its neighbours unbuilt.
"""

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticKnownError

from exeoflow.api.schema import Schema
from exeoflow.diagnostics import field_diagnostics
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import JsonObject
from exeoflow.model.names import MAX_NAME, SEEN, can_be_seen


def _seen(name: str) -> str:
    if not can_be_seen(name):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return name


# Nobody could click on a name that shows nothing, nor tell it from another.
Name = Annotated[
    str, Field(min_length=1, max_length=MAX_NAME), AfterValidator(_seen), Schema({"pattern": SEEN})
]
# Languages do not agree what `\s` is: a next line (U+0085), a byte order mark, separators of records.
_EDGE = r"[^,\s\x00-\x1f\x7f-\x9f\ufeff]"
Tag = Annotated[str, Field(min_length=1, max_length=64, pattern=rf"^{_EDGE}([^,]*{_EDGE})?$")]
Body = TypeVar("Body", bound=BaseModel)


def without_default(schema: dict[str, Any]) -> None:
    """Leave out of the document a default that only makes a field optional."""
    schema.pop("default", None)


class RequestBody(BaseModel):
    """Takes exactly what it names, of exactly the types it names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def checked_body(model: type[Body], content: JsonObject) -> Body:
    """Return the body as its model. Raises `InvalidRequest` with all faults."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InvalidRequest(*field_diagnostics(error, content, model=model)) from error
