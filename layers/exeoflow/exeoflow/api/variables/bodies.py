"""The body of `set_variable`, as a model."""

from typing import Any

from exeoflow.api.bodies.request_body import RequestBody, checked_body
from exeoflow.model.json import Json, JsonObject


class SetVariableBody(RequestBody):
    """The value of a variable, which is any JSON."""

    value: Any


def variable_value(content: JsonObject) -> Json:
    """Read the body of `set_variable`. Raises `InvalidRequest`."""
    value: Json = checked_body(SetVariableBody, content).value
    return value
