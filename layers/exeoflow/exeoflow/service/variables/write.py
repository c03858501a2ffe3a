"""Use cases: set a variable, delete one. Executions that begin after it read what is new."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest, TooManyVariables, VariableNotFound, VariablesChanged
from exeoflow.model import json
from exeoflow.model.json import Json
from exeoflow.model.variables import MAX_BYTES, MAX_VARIABLES, Variable, is_variable_name
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, repeated

Change = Callable[[Mapping[str, Variable]], Mapping[str, Variable]]


def set_variable(ports: Ports, workspace: str, name: str, value: Json) -> Variable:
    """Store the value under the name, a new one or in place of another; the same once more changes nothing.

    Raises `InvalidRequest` for a name that no expression could read and for more than fits,
    `TooManyVariables`, `VariablesChanged`.
    """
    if not is_variable_name(name):
        raise InvalidRequest(Diagnostic("variable-name", "name", values={"field": "name"}))
    variable = Variable(name, value, ports.clock.now())

    def changed(found: Mapping[str, Variable]) -> Mapping[str, Variable]:
        if name in found and found[name].value == value and type(found[name].value) is type(value):
            return found
        if len(found.keys() | {name}) > MAX_VARIABLES:
            raise TooManyVariables(MAX_VARIABLES)
        together = {**found, name: variable}
        if len(json.write({each.name: each.value for each in together.values()}).encode()) > MAX_BYTES:
            said = {"field": "value", "limit": str(MAX_BYTES)}
            raise InvalidRequest(Diagnostic("variables-too-large", "value", values=said))
        return together

    return _change(ports, workspace, changed)[name]


def delete_variable(ports: Ports, workspace: str, name: str) -> None:
    """Forget the variable. Raises `VariableNotFound`, `VariablesChanged`."""

    def changed(found: Mapping[str, Variable]) -> Mapping[str, Variable]:
        if name not in found:
            raise VariableNotFound
        return {each: variable for each, variable in found.items() if each != name}

    _change(ports, workspace, changed)


def _change(ports: Ports, workspace: str, change: Change) -> Mapping[str, Variable]:
    """Store what `change` makes of all variables; who loses a race starts over."""

    def changed() -> Mapping[str, Variable]:
        current = ports.variables.get(workspace)
        by_name = change(current.by_name)
        if by_name is not current.by_name:
            variables = replace(current, revision=current.revision + 1, by_name=by_name)
            if not ports.variables.replace(current, variables):
                raise RaceLost
        return by_name

    return repeated(ports.clock, changed, VariablesChanged)
