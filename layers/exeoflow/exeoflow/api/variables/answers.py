"""Variables as the API shows them."""

from typing import Annotated, Any

from typing_extensions import TypedDict

from exeoflow.api.schema import Pagination, Schema, Timestamp
from exeoflow.model import moment
from exeoflow.model.variables import Variable

NAME_PATTERN = "^[A-Za-z_][A-Za-z0-9_]{0,63}$"
VariableName = Annotated[str, Schema({"pattern": NAME_PATTERN, "examples": ["region"]})]


class VariableShown(TypedDict):
    """A variable, which expressions read as `$vars.<name>`."""

    name: VariableName
    value: Annotated[Any, Schema({"description": "Any JSON."})]
    updated_at: Timestamp


class VariableList(TypedDict):
    """One page of variables."""

    variables: list[VariableShown]
    pagination: Pagination


def variable_shown(variable: Variable) -> VariableShown:
    """Show a variable."""
    return {
        "name": variable.name,
        "value": variable.value,
        "updated_at": moment.write(variable.updated_at),
    }
