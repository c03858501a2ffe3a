"""A definition as Step Functions gets it, with what only the stack knows filled in.

The compiler names resources by placeholders in the notation of SAM's DefinitionSubstitutions. They are filled
in only at the places where the compiler writes them: an author's own text may look alike and must stay.

And names of resources are held to those of the workspace: a fixed one that is another's, or that an
expression yields, fails the state before anything is called. So the definition itself keeps workspaces apart,
whatever role the machine has.
"""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from exeoflow.expressions.jsonata import is_enclosed, text_of
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.resource_names import OwnResources, ResourceForm, is_own, pattern_of, place_of

RUN_HTTP_REQUEST: Final = "${RunHttpRequestFunctionArn}"
RUN_CODE: Final = "${RunCodeFunctionArn}"
PUT_OBJECT: Final = "${PutObjectFunctionArn}"
RUN_FILE_OPERATION: Final = "${RunFileOperationFunctionArn}"
TRANSFORM_DATA: Final = "${TransformDataFunctionArn}"
REQUEST_APPROVAL: Final = "${RequestApprovalFunctionArn}"
RESOURCE_PREFIX: Final = "${WorkflowResourcePrefix}"
MACHINE_PREFIX: Final = "${StateMachineArnPrefix}"
WEBHOOKS_TABLE: Final = "${WebhooksTable}"
VARIABLES_TABLE: Final = "${VariablesTable}"
WORKSPACE: Final = "${Workspace}"
# How the integrations of Step Functions begin; other partitions than `aws` have their own.
_PARTITION: Final = "arn:aws:"
_PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "FunctionName": (
        RUN_HTTP_REQUEST,
        RUN_CODE,
        PUT_OBJECT,
        RUN_FILE_OPERATION,
        TRANSFORM_DATA,
        REQUEST_APPROVAL,
        RESOURCE_PREFIX,
    ),
    "StateMachineArn": (MACHINE_PREFIX,),
    "TableName": (WEBHOOKS_TABLE, VARIABLES_TABLE),
    "TenantId": (WORKSPACE,),
}
_OF_A_READING: Final = {"TableName", "Key", "ProjectionExpression", "ConsistentRead"}
_OF_A_NOTE: Final = {"TableName", "Key", "UpdateExpression", "ExpressionAttributeValues"}
# The stack's own functions that are given a bucket, by the name that a node gives it.
_REACHING_OBJECTS: Final = (PUT_OBJECT, RUN_FILE_OPERATION)
_NAMED: Final[Mapping[str, ResourceForm]] = {
    "TableName": ResourceForm.TABLE,
    "Bucket": ResourceForm.BUCKET,
    "QueueUrl": ResourceForm.QUEUE,
    "TopicArn": ResourceForm.TOPIC,
    "EventBusName": ResourceForm.BUS,
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
    own = OwnResources(values[RESOURCE_PREFIX], place_of(values[MACHINE_PREFIX]))
    is_stacks_own = _notes_answer(arguments) or _reads_variables(arguments)
    filled = dict(arguments) if is_stacks_own else _held_to_own(arguments, own)
    if _reads_variables(arguments):
        filled["Key"] = {"pk": {"S": values[WORKSPACE]}, "sk": {"S": "variables"}}
    for place, placeholders in _PLACES.items():
        for placeholder in placeholders:
            _fill(filled, place, placeholder, values)
    payload = filled.get("Payload")
    if isinstance(payload, dict):
        # What another function is given is its author's own.
        reaches_objects = arguments.get("FunctionName") in _REACHING_OBJECTS
        payload = _held_to_own(payload, own) if reaches_objects else dict(payload)
        _fill(payload, "workspace", WORKSPACE, values)
        filled["Payload"] = payload
    return state | {"Arguments": filled}


def _notes_answer(arguments: JsonObject) -> bool:
    """Whether a task is the note of an answer, which is the stack's own.

    An author's update of a table always names its attributes apart (`ExpressionAttributeNames`).
    """
    return arguments.get("TableName") == WEBHOOKS_TABLE and arguments.keys() == _OF_A_NOTE


def _reads_variables(arguments: JsonObject) -> bool:
    """Whether a task is the reading of variables, which is the stack's own: an author's has no projection."""
    return arguments.get("TableName") == VARIABLES_TABLE and arguments.keys() == _OF_A_READING


def _held_to_own(arguments: JsonObject, own: OwnResources) -> JsonObject:
    """Let each name of a resource among a task's arguments be one's own; events have theirs in entries."""
    held: JsonObject = {
        key: _own(value, _NAMED[key], own) if key in _NAMED else value for key, value in arguments.items()
    }
    entries = held.get("Entries")
    if isinstance(entries, list):
        held["Entries"] = [
            _held_to_own(_unforged(entry), own) if isinstance(entry, dict) else entry for entry in entries
        ]
    return held


def _unforged(entry: JsonObject) -> JsonObject:
    """Return an event whose source, where an expression yields it, fails to be that of somebody else.

    A fixed one is refused when the workflow is saved. In AWS the bus refuses the sources of AWS, and the role
    ours; this says the same earlier, and on stacks without either.
    """
    source = entry.get("Source")
    if not isinstance(source, str) or not is_enclosed(source):
        return entry
    refusal = text_of("events of this source are announced by exeoflow itself and by AWS only")
    checked = (
        f"{{% ($exeoflow_source := ({text_of(source)}); $contains($exeoflow_source, /^(exeoflow|aws)\\./i)"
        f" ? $error({refusal}) : $exeoflow_source) %}}"
    )
    return {**entry, "Source": checked}


def _own(name: Json, form: ResourceForm, own: OwnResources) -> Json:
    """Return the name if it is one's own; else JSONata that fails, or that looks at what it yields."""
    if isinstance(name, str) and not is_enclosed(name):
        return name if is_own(form, own, name) else f"{{% $error({text_of(_refusal(own))}) %}}"
    pattern = pattern_of(form, own).replace("/", "\\/")
    return (
        f"{{% ($exeoflow_name := ({text_of(name)}); $contains($exeoflow_name, /{pattern}/)"
        f" ? $exeoflow_name : $error({text_of(_refusal(own))})) %}}"
    )


def _refusal(own: OwnResources) -> str:
    place = f"account {own.place.account}, region {own.place.region}"
    return f"the resource is none of this workspace: its name must begin with {own.prefix} ({place})"


def _fill(content: JsonObject, place: str, placeholder: str, values: Mapping[str, str]) -> None:
    value = content.get(place)
    if isinstance(value, str) and value.startswith(placeholder):
        if not values[placeholder]:
            raise ValueError(f"The stack has nothing to fill in for {placeholder}.")
        content[place] = values[placeholder] + value.removeprefix(placeholder)
