"""The endpoints of variables."""

from typing import Final

from exeoflow import errors
from exeoflow.api.operation import BODY_FAILURES, Body, Operation, Parameter
from exeoflow.api.parameters import PAGING
from exeoflow.api.samples import ONE_PAGE, TIME
from exeoflow.api.schema import Message
from exeoflow.api.variables.answers import NAME_PATTERN, VariableList, VariableShown
from exeoflow.model.api_key import Scope

_SHOWN: Final[VariableShown] = {"name": "region", "value": "eu", "updated_at": TIME}

_NAME: Final = Parameter(
    "path",
    "name",
    "The variable's name.",
    {"type": "string", "pattern": NAME_PATTERN},
    "region",
    is_required=True,
)

LIST_VARIABLES: Final = Operation(
    name="list_variables",
    method="GET",
    path="/v1/variables",
    scope=Scope.VARIABLES_READ,
    tag="Variables",
    summary="List the variables of the workspace by name",
    parameters=PAGING,
    failures=(errors.InvalidRequest,),
    data=VariableList,
    example={"variables": [_SHOWN], "pagination": ONE_PAGE},
)

GET_VARIABLE: Final = Operation(
    name="get_variable",
    method="GET",
    path="/v1/variables/{name}",
    scope=Scope.VARIABLES_READ,
    tag="Variables",
    summary="Read a variable",
    parameters=(_NAME,),
    failures=(errors.VariableNotFound,),
    data=VariableShown,
    example=_SHOWN,
)

SET_VARIABLE: Final = Operation(
    name="set_variable",
    method="PUT",
    path="/v1/variables/{name}",
    scope=Scope.VARIABLES_WRITE,
    tag="Variables",
    summary="Set a variable; executions that begin from now on read the new value",
    parameters=(_NAME,),
    body=Body("exeoflow.api.variables.bodies:SetVariableBody", {"value": "eu"}),
    failures=(*BODY_FAILURES, errors.TooManyVariables, errors.VariablesChanged),
    data=VariableShown,
    example=_SHOWN,
)

DELETE_VARIABLE: Final = Operation(
    name="delete_variable",
    method="DELETE",
    path="/v1/variables/{name}",
    scope=Scope.VARIABLES_WRITE,
    tag="Variables",
    summary="Delete a variable; executions that begin from now on find nothing in its place",
    parameters=(_NAME,),
    failures=(errors.VariableNotFound, errors.VariablesChanged),
    data=Message,
    example={"message": "Variable erfolgreich gelöscht"},
)
