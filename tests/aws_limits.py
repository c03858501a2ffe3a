"""Limits of AWS that moto does not know, enforced at each call, as AWS words their refusal.

Taken from AWS's pages on quotas (29 November 2026); what botocore's models say of lengths is enforced, too.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape

from local.aws.replacement import replaced

ITEM: Final = 409_600
TRANSACTION_ACTIONS: Final = 100
TRANSACTION: Final = 4 * 1024 * 1024
PARTITION_KEY: Final = 2048
SORT_KEY: Final = 1024
EXPRESSION: Final = 4096
MESSAGES: Final = 1_048_576
EVENTS: Final = 1_048_576
STATE_DATA: Final = 262_144
DEFINITION: Final = 1_048_576
SECRET: Final = 65_536
PARAMETER: Final = {"Standard": 4096, "Advanced": 8192}
PATTERN: Final = 2048
_KEYS: Final = frozenset({"pk", "sk"})


def refused(operation: str, why: str, code: str = "ValidationException") -> ClientError:
    metadata: Any = {"HTTPStatusCode": 400, "RetryAttempts": 0}
    return ClientError({"Error": {"Code": code, "Message": why}, "ResponseMetadata": metadata}, operation)


@contextmanager
def limits_of_aws() -> Iterator[None]:
    """Refuse what AWS refuses."""
    make = BaseClient._make_api_call  # type: ignore[attr-defined]  # noqa: SLF001  (every call passes here)

    def checked(client: BaseClient, operation: str, asked: dict[str, Any]) -> Any:
        model = client.meta.service_model.operation_model(operation)
        for why in _model_faults(model.input_shape, asked, operation):
            raise refused(operation, why)
        check = _CHECKS.get(operation)
        for why in [] if check is None else check(asked):
            raise refused(operation, why)
        answer = make(client, operation, asked)
        for table, key in _updated(operation, asked):
            item = make(client, "GetItem", {"TableName": table, "Key": key, "ConsistentRead": True}).get(
                "Item"
            )
            if item is not None and size_of_item(item) > ITEM:
                raise refused(operation, "Item size to update has exceeded the maximum allowed size")
        return answer

    with replaced(BaseClient, "_make_api_call", checked):
        yield


def _model_faults(shape: Shape | None, value: Any, name: str) -> Iterator[str]:
    """What botocore's model says of minimum and maximum, which it leaves to the service to check."""
    if shape is None or value is None:
        return
    size = len(value) if hasattr(value, "__len__") else value
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if isinstance(size, int | float) and (
        (low is not None and size < low) or (high is not None and size > high)
    ):
        yield f"{name}: {size} is not within {low} and {high}"
    match shape:
        case StructureShape():
            for key, each in value.items():
                yield from _model_faults(shape.members[key], each, f"{name}.{key}")
        case ListShape():
            for each in value:
                yield from _model_faults(shape.member, each, f"{name}[]")
        case MapShape():
            for key, each in value.items():
                yield from _model_faults(shape.value, each, f"{name}[{key}]")


def size_of_item(item: Mapping[str, Any]) -> int:
    """The bytes of an item: names and values."""
    return sum(len(name.encode()) + _size_of_value(value) for name, value in item.items())


def _size_of_value(value: Mapping[str, Any]) -> int:
    [(kind, content)] = value.items()
    sizes: Mapping[str, Any] = {
        "S": lambda: len(content.encode()),
        "B": lambda: len(content),
        "N": lambda: len(content) // 2 + 2,
        "M": lambda: 3 + size_of_item(content) + len(content),
        "L": lambda: 3 + sum(_size_of_value(each) + 1 for each in content),
        "SS": lambda: sum(len(each.encode()) for each in content),
    }
    return int(sizes[kind]()) if kind in sizes else 1


def _item_faults(item: Mapping[str, Any]) -> Iterator[str]:
    if size_of_item(item) > ITEM:
        yield "Item size has exceeded the maximum allowed size"
    yield from _key_faults(item)


def _key_faults(item: Mapping[str, Any]) -> Iterator[str]:
    """Keys of the table, and of its indexes: these are named `in_…`, `open` and the like, all partitions."""
    for name, value in item.items():
        if "S" not in value:
            continue
        size = len(value["S"].encode())
        if name == "sk" and size > SORT_KEY:
            yield f"Size of rangekey has exceeded the maximum size limit of {SORT_KEY} bytes"
        if (name == "pk" or name.startswith("in_")) and size > PARTITION_KEY:
            yield f"Size of hashkey has exceeded the maximum size limit of {PARTITION_KEY} bytes"
        if name in _KEYS and size == 0:
            yield "One or more parameter values are not valid: an empty string as a key"


def _expression_faults(asked: Mapping[str, Any]) -> Iterator[str]:
    for name, text in asked.items():
        if name.endswith("Expression") and isinstance(text, str) and len(text.encode()) > EXPRESSION:
            yield f"Invalid {name}: Expression size has exceeded the maximum allowed size"
    for value in asked.get("ExpressionAttributeValues", {}).values():
        if _size_of_value(value) > ITEM:
            yield "ExpressionAttributeValues has exceeded the maximum allowed size"


def _put_item(asked: Mapping[str, Any]) -> Iterator[str]:
    yield from _item_faults(asked.get("Item", {}))
    yield from _key_faults(asked.get("Key", {}))
    yield from _expression_faults(asked)


def _query(asked: Mapping[str, Any]) -> Iterator[str]:
    """The values of a query's keys are as long as keys at most."""
    yield from _expression_faults(asked)
    for value in asked.get("ExpressionAttributeValues", {}).values():
        if len(str(value.get("S", "")).encode()) > PARTITION_KEY:
            yield f"Size of hashkey has exceeded the maximum size limit of {PARTITION_KEY} bytes"


def _transaction(asked: Mapping[str, Any]) -> Iterator[str]:
    actions = [action for each in asked["TransactItems"] for action in each.values()]
    if len(actions) > TRANSACTION_ACTIONS:
        yield f"Member must have length less than or equal to {TRANSACTION_ACTIONS}"
    size = sum(
        size_of_item(action.get("Item", {})) + size_of_item(action.get("ExpressionAttributeValues", {}))
        for action in actions
    )
    if size > TRANSACTION:
        yield "Item size in the transaction has exceeded the maximum allowed size"
    for action in actions:
        yield from _put_item(action)


def _batch_write(asked: Mapping[str, Any]) -> Iterator[str]:
    for requests in asked["RequestItems"].values():
        for request in requests:
            for action in request.values():
                yield from _put_item(action)


def _batch_get(asked: Mapping[str, Any]) -> Iterator[str]:
    for request in asked["RequestItems"].values():
        if len(request["Keys"]) > TRANSACTION_ACTIONS:
            yield "Too many items requested for the BatchGetItem call"
        for key in request["Keys"]:
            yield from _key_faults(key)


def _messages(asked: Mapping[str, Any]) -> Iterator[str]:
    entries = asked.get("Entries", [asked])
    if len(entries) > 10:
        yield "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"
    if sum(len(each["MessageBody"].encode()) for each in entries) > MESSAGES:
        yield "AWS.SimpleQueueService.BatchRequestTooLong"
    if any(not 0 <= each.get("DelaySeconds", 0) <= 900 for each in entries):
        yield "InvalidParameterValue: DelaySeconds"


def _events(asked: Mapping[str, Any]) -> Iterator[str]:
    size = sum(
        len(each[name].encode()) for each in asked["Entries"] for name in ("Source", "DetailType", "Detail")
    )
    if size > EVENTS:
        yield "Total size of the entries in the request is over the limit."


def _secret(asked: Mapping[str, Any]) -> Iterator[str]:
    if len(asked.get("SecretString", "").encode()) > SECRET:
        yield "secretString has exceeded its length"


def _parameter(asked: Mapping[str, Any]) -> Iterator[str]:
    tier = asked.get("Tier", "Standard")
    most = PARAMETER["Advanced" if tier == "Intelligent-Tiering" else tier]
    if len(asked["Value"].encode()) > most:
        yield f"{tier} tier parameters support a maximum parameter value of {most} characters."
    if asked["Name"].count("/") > 15:
        yield "HierarchyLevelLimitExceededException"


def _start(asked: Mapping[str, Any]) -> Iterator[str]:
    if len(asked.get("input", "").encode()) > STATE_DATA:
        yield "InvalidExecutionInput"


def _output(asked: Mapping[str, Any]) -> Iterator[str]:
    if len(asked["output"].encode()) > STATE_DATA:
        yield "InvalidOutput"


def _definition(asked: Mapping[str, Any]) -> Iterator[str]:
    if len(asked.get("definition", "").encode()) > DEFINITION:
        yield f"definition: Member must have length less than or equal to {DEFINITION}"


def _rule(asked: Mapping[str, Any]) -> Iterator[str]:
    if len(asked.get("EventPattern", "").encode()) > PATTERN:
        yield "Event pattern is too long"


def _schedule(asked: Mapping[str, Any]) -> Iterator[str]:
    """Scheduler takes an input of 256 KiB, and an end that lies after now and after the start."""
    if len(asked["Target"].get("Input", "").encode()) > STATE_DATA:
        yield f"Target.Input: Member must have length less than or equal to {STATE_DATA}"
    start, end = asked.get("StartDate"), asked.get("EndDate")
    now = datetime.now(UTC)
    if end is not None and end <= max(start or now, now):
        yield "EndDate you specify must come after StartDate and the current time"


_CHECKS: Final[Mapping[str, Any]] = {
    "PutItem": _put_item,
    "UpdateItem": _put_item,
    "DeleteItem": _put_item,
    "GetItem": _put_item,
    "Query": _query,
    "TransactWriteItems": _transaction,
    "BatchWriteItem": _batch_write,
    "BatchGetItem": _batch_get,
    "SendMessage": _messages,
    "SendMessageBatch": _messages,
    "PutEvents": _events,
    "CreateSecret": _secret,
    "PutSecretValue": _secret,
    "UpdateSecret": _secret,
    "PutParameter": _parameter,
    "StartExecution": _start,
    "StartSyncExecution": _start,
    "SendTaskSuccess": _output,
    "CreateStateMachine": _definition,
    "UpdateStateMachine": _definition,
    "PutRule": _rule,
    "CreateSchedule": _schedule,
    "UpdateSchedule": _schedule,
}


def _updated(operation: str, asked: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The tables and keys of what a call updates: how large that becomes is not in the call."""
    updates = {
        "UpdateItem": [asked],
        "TransactWriteItems": [each["Update"] for each in asked.get("TransactItems", ()) if "Update" in each],
    }.get(operation, [])
    return [(each["TableName"], each["Key"]) for each in updates]
