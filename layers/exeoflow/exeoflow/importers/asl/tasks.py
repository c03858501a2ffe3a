"""What a Task calls: the nodes for it, and its result in the form that Step Functions gives it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.expressions.jsonata import CLOSE, OPEN, is_enclosed
from exeoflow.importers.asl.reasons import Refused

_FUNCTION: Final = re.compile(r"arn:[\w-]+:lambda:[\w-]*:\d*:function:([\w-]+)(?::([\w$-]+))?")
_NOT_WAITED_FOR: Final = re.compile(r"\.(waitForTaskToken|sync(:\d)?)$")
_TYPED: Final = (
    '($typed := function($v) { $type($v) = "string" ? {"S": $v} : $type($v) = "number" ? {"N": $string($v)} '
    ': $type($v) = "boolean" ? {"BOOL": $v} : $type($v) = "null" ? {"NULL": true} : $type($v) = "array" '
    '? {"L": [$map($v, $typed)]} : {"M": $each($v, function($e, $k) { {$k: $typed($e)} }) ~> $merge} }; '
)
"""A plain value as DynamoDB's API writes it."""
_MESSAGE: Final = '{"MessageId": $input.message_id}'

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A node that calls something; `result` is JSONata for what the state yields, over the node's output."""

    type: str
    config: dict[str, Any]
    result: str = "$input"
    notes: tuple[tuple[str, dict[str, str]], ...] = ()


def call_of(resource: object, arguments: object) -> Call:
    """The call of a Task, whose arguments are a field's value in JSONata; None: the input.

    Raises `Refused` where there is no node for it.
    """
    if not isinstance(resource, str):
        raise Refused("integration", resource=str(resource))
    function = _FUNCTION.fullmatch(resource)
    if function is not None:
        config: dict[str, Any] = {"function": _named(function)}
        if arguments is not None:
            config["payload"] = of_config(arguments)
        return Call("lambda", config, notes=_names(config["function"]))
    kind = resource.partition(":states:::")[2]
    if _NOT_WAITED_FOR.search(kind):
        raise Refused("pattern", resource=kind)
    if kind not in _INTEGRATIONS:
        raise Refused("integration", resource=kind or resource)
    if not isinstance(arguments, Mapping):
        raise Refused("field", field="Arguments")
    return _INTEGRATIONS[kind](arguments)


def of_config(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A field's value in JSONata as one of a node's configuration."""
    if isinstance(value, Mapping):
        return {key: of_config(each) for key, each in value.items()}
    if isinstance(value, list):
        return [of_config(each) for each in value]
    if is_enclosed(value):
        return f"{{{{ {value[len(OPEN) - 1 : -len(CLOSE) + 1].strip()} }}}}"
    if isinstance(value, str) and "{{" in value:
        return value.replace("{{", '{{ "{{" }}')
    return value


def _named(function: re.Match[str]) -> str:
    return function[1] + (f":{function[2]}" if function[2] else "")


def _names(*names: object) -> tuple[tuple[str, dict[str, str]], ...]:
    """That something has to be reachable under its name."""
    found = (str(each) for each in names if each is not None)
    return tuple(("resource-name", {"name": each}) for each in found)


def _answered(type_: str, config: dict[str, Any], result: str, *names: object) -> Call:
    """A call whose result is only much like what the service answers."""
    return Call(type_, config, result, (*_names(*names), ("result-form", {})))


def _fields(arguments: Arguments, known: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a configuration by those of an API; raises `Refused` for one that is not known."""
    for name in arguments:
        if name not in known:
            raise Refused("field", field=name)
    return {known[name]: of_config(each) for name, each in arguments.items()}


def _invoke(arguments: Arguments) -> Call:
    known = {"FunctionName": "function", "Payload": "payload"}
    config = _fields(arguments, known)
    name = config.get("function")
    if not isinstance(name, str) or "{{" in name:
        raise Refused("field", field="FunctionName")
    function = _FUNCTION.fullmatch(name)
    config["function"] = _named(function) if function else name
    config.setdefault("payload", {})
    result = '{"ExecutedVersion": "$LATEST", "Payload": $input, "StatusCode": 200}'
    return _answered("lambda", config, result, config["function"])


def _send_message(arguments: Arguments) -> Call:
    config = _fields(
        arguments,
        {
            "QueueUrl": "queue_url",
            "MessageBody": "message",
            "DelaySeconds": "delay_seconds",
            "MessageGroupId": "group_id",
            "MessageDeduplicationId": "deduplication_id",
        },
    )
    return _answered("queue", config, _MESSAGE, arguments.get("QueueUrl"))


def _publish(arguments: Arguments) -> Call:
    config = _fields(
        arguments,
        {
            "TopicArn": "topic_arn",
            "Message": "message",
            "Subject": "subject",
            "MessageGroupId": "group_id",
            "MessageDeduplicationId": "deduplication_id",
        },
    )
    return _answered("notify", config, _MESSAGE, arguments.get("TopicArn"))


def _put_events(arguments: Arguments) -> Call:
    entries = arguments.get("Entries")
    if not isinstance(entries, list) or len(entries) != 1 or not isinstance(entries[0], Mapping):
        raise Refused("field", field="Entries")
    config = _fields(
        entries[0],
        {"Source": "source", "DetailType": "detail_type", "Detail": "detail", "EventBusName": "bus"},
    )
    result = '{"Entries": [{"EventId": $input.event_id}], "FailedEntryCount": 0}'
    return _answered("emit_event", config, result, config.get("bus"))


def _request(arguments: Arguments) -> Call:
    known = {
        "ApiEndpoint": "url",
        "Method": "method",
        "Headers": "headers",
        "QueryParameters": "query",
        "RequestBody": "body",
    }
    fields = {
        name: each for name, each in arguments.items() if name not in {"Authentication", "InvocationConfig"}
    }
    config = _fields(fields, known)
    result = (
        '{"ResponseBody": $input.body, "StatusCode": $input.status, "StatusText": "", '
        '"Headers": $input.headers}'
    )
    call = _answered("http_request", config, result)
    return (
        replace(call, notes=(*call.notes, ("credential-needed", {})))
        if len(fields) < len(arguments)
        else call
    )


def _plain(value: object) -> Any:  # noqa: ANN401 - any JSON
    """An attribute as DynamoDB's API writes it, as a plain value."""
    if not isinstance(value, Mapping) or len(value) != 1:
        raise Refused("field", field="Item")
    [(kind, each)] = value.items()
    match kind:
        case "S" | "BOOL":
            return of_config(each)
        case "N":
            text = of_config(each)
            is_text = isinstance(text, str)
            return f"{{{{ $number({text[2:-2].strip()}) }}}}" if is_text and "{{" in text else float(text)
        case "NULL":
            return None
        case "M" if isinstance(each, Mapping):
            return {name: _plain(inner) for name, inner in each.items()}
        case "L" if isinstance(each, list):
            return [_plain(inner) for inner in each]
    raise Refused("field", field=kind)


def _database(operation: str, source: str, target: str, result: str) -> Callable[[Arguments], Call]:
    def call(arguments: Arguments) -> Call:
        for name in arguments:
            if name not in {"TableName", source}:
                raise Refused("field", field=name)
        attributes = arguments.get(source)
        if not isinstance(attributes, Mapping):
            raise Refused("field", field=source)
        table = of_config(arguments.get("TableName"))
        plain = {name: _plain(each) for name, each in attributes.items()}
        config = {"operation": operation, "table": table, target: plain}
        return _answered("database", config, result, table)

    return call


def _get_object(arguments: Arguments) -> Call:
    config = {"operation": "get", **_fields(arguments, {"Bucket": "bucket", "Key": "key"})}
    result = (
        '{"Body": $input.body, "ContentType": $input.content_type, "ContentLength": $input.size, '
        '"ETag": $input.etag}'
    )
    return _answered("storage", config, result, config.get("bucket"))


def _put_object(arguments: Arguments) -> Call:
    known = {"Bucket": "bucket", "Key": "key", "Body": "body", "ContentType": "content_type"}
    config = {"operation": "put", **_fields(arguments, known)}
    return _answered("storage", config, '{"ETag": $input.etag}', config.get("bucket"))


_ITEM: Final = f'{_TYPED}$type($input) = "object" ? {{"Item": $typed($input).M}} : {{}})'
_INTEGRATIONS: Final[Mapping[str, Callable[[Arguments], Call]]] = MappingProxyType(
    {
        "lambda:invoke": _invoke,
        "aws-sdk:lambda:invoke": _invoke,
        "sqs:sendMessage": _send_message,
        "aws-sdk:sqs:sendMessage": _send_message,
        "sns:publish": _publish,
        "aws-sdk:sns:publish": _publish,
        "events:putEvents": _put_events,
        "aws-sdk:eventbridge:putEvents": _put_events,
        "http:invoke": _request,
        "dynamodb:getItem": _database("get", "Key", "key", _ITEM),
        "aws-sdk:dynamodb:getItem": _database("get", "Key", "key", _ITEM),
        "dynamodb:putItem": _database("put", "Item", "item", "{}"),
        "aws-sdk:dynamodb:putItem": _database("put", "Item", "item", "{}"),
        "dynamodb:deleteItem": _database("delete", "Key", "key", "{}"),
        "aws-sdk:dynamodb:deleteItem": _database("delete", "Key", "key", "{}"),
        "aws-sdk:s3:getObject": _get_object,
        "aws-sdk:s3:putObject": _put_object,
    }
)
"""By the name of an integration that is called and answers."""
