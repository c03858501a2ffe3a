"""A definition as Step Functions gets it, with what only the stack knows filled in.

The compiler names resources by placeholders in the notation of SAM's DefinitionSubstitutions. They are filled
in only at the places where the compiler writes them: an author's own text may look alike and must stay.
"""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from exeoflow.model.json import Json, JsonObject

RUN_HTTP_REQUEST: Final = "${RunHttpRequestFunctionArn}"
RUN_CODE: Final = "${RunCodeFunctionArn}"
REQUEST_APPROVAL: Final = "${RequestApprovalFunctionArn}"
RESOURCE_PREFIX: Final = "${WorkflowResourcePrefix}"
MACHINE_PREFIX: Final = "${StateMachineArnPrefix}"
WEBHOOKS_TABLE: Final = "${WebhooksTable}"
WORKSPACE: Final = "${Workspace}"
# How the integrations of Step Functions begin; other partitions than `aws` have their own.
_PARTITION: Final = "arn:aws:"
_PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "FunctionName": (RUN_HTTP_REQUEST, RUN_CODE, REQUEST_APPROVAL, RESOURCE_PREFIX),
    "StateMachineArn": (MACHINE_PREFIX,),
    "TableName": (WEBHOOKS_TABLE,),
    "TenantId": (WORKSPACE,),
}


def filled_definition(definition: JsonObject, values: Mapping[str, str]) -> JsonObject:
    """Return the definition with `values` in the place of their placeholders; no value may be empty."""
    partition = values[MACHINE_PREFIX].split(":")[1]
    values = {**values, _PARTITION: f"arn:{partition}:"}
    # A loop instead of recursion: a graph may nest deeper than Python does.
    result = dict(definition)
    waiting = [result]
    while waiting:
        scope = waiting.pop()
        states = {name: _filled_task(state, values) for name, state in _states(scope)}
        scope["States"] = cast("Json", states)
        for state in states.values():
            waiting.extend(_copied_scopes(state))
    return result


def _states(scope: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    for name, state in cast("dict[str, JsonObject]", scope["States"]).items():
        yield name, dict(state)


def _copied_scopes(state: JsonObject) -> Iterator[JsonObject]:
    if "Branches" in state:
        branches = [dict(branch) for branch in cast("list[JsonObject]", state["Branches"])]
        state["Branches"] = cast("Json", branches)
        yield from branches
    if "ItemProcessor" in state:
        processor = dict(cast("JsonObject", state["ItemProcessor"]))
        state["ItemProcessor"] = processor
        yield processor


def _filled_task(state: JsonObject, values: Mapping[str, str]) -> JsonObject:
    if state.get("Type") != "Task":
        return state
    _fill(state, "Resource", _PARTITION, values)
    arguments = state.get("Arguments")
    if not isinstance(arguments, dict):
        return state
    filled = dict(arguments)
    for place, placeholders in _PLACES.items():
        for placeholder in placeholders:
            _fill(filled, place, placeholder, values)
    payload = filled.get("Payload")
    if isinstance(payload, dict):
        payload = dict(payload)
        _fill(payload, "workspace", WORKSPACE, values)
        filled["Payload"] = payload
    return state | {"Arguments": filled}


def _fill(content: JsonObject, place: str, placeholder: str, values: Mapping[str, str]) -> None:
    value = content.get(place)
    if isinstance(value, str) and value.startswith(placeholder):
        if not values[placeholder]:
            raise ValueError(f"The stack has nothing to fill in for {placeholder}.")
        content[place] = values[placeholder] + value.removeprefix(placeholder)
