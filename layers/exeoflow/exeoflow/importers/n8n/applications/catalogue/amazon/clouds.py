"""Services of AWS with requests in JSON, as n8n's nodes send to them: tables, queues, what is in pictures.

Sources: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html,
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html,
https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Operations.html and
https://docs.aws.amazon.com/textract/latest/dg/API_AnalyzeExpense.html.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.amazon.aws import in_json
from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation

_NUMBER: Final = r"/^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$/"
_KEPT: Final = (
    '$kept := function($v) { ($t := $type($v); $t = "boolean" ? {"BOOL": $string($v)} : '
    '$t = "object" ? {"M": "[object Object]"} : $t = "array" ? {"S": $join($map($v, $string), ",")} : '
    f'$t = "number" or ($not($request.parses = false) and $contains($v, {_NUMBER})) ? {{"N": $string($v)}} : '
    '{"S": $v}) }'
)
"""JSONata that binds how a value stands in a table, as n8n writes it."""
_READ: Final = (
    "($read := function($o) { $merge([{}, $each($o, function($v, $k) { "
    "($t := $keys($v)[0]; $c := $lookup($v, $t); "
    '{$k: $t = "N" ? $number($c) : $t = "M" ? $read($c) : $t in ["BOOL", "S", "SS", "NS"] ? $c : null}) '
    "})]) }; %s)"
)
"""JSONata for records of which `$read` gives the values without their types, as n8n simplifies them."""


def _expressions(group: str, values: str) -> dict[str, Any]:
    """What expressions name; the pairs become objects in `_TOLD`."""
    return {
        "names": f"{{{group}.eanUi.eanValues}}",
        "values": f"{{{values}}}",
        "ConditionExpression": f"{{{group}.conditionExpression}}",
    }


_TOLD: Final = (
    '$told := $merge([$sift($request, function($v, $k) { $not($k in ["names", "values", "keys", "parses"]) '
    'and $not($k = "ConditionExpression" and $v = "") }), '
    '$exists($request.names) ? {"ExpressionAttributeNames": $merge([{}, $map([$request.names], '
    'function($n) { {$substring($n.key, 0, 1) = "#" ? $n.key : "#" & $n.key: $n.value} })])} : {}, '
    '$exists($request.values) ? {"ExpressionAttributeValues": $merge([{}, $map([$request.values], '
    'function($n) { {$substring($n.attribute, 0, 1) = ":" ? $n.attribute : ":" & $n.attribute: '
    '{$exists($n.type) ? $n.type : "S": $n.value}} })])} : {}, '
    '$exists($request.keys) ? {"Key": $merge([{}, $map([$request.keys], '
    'function($n) { {$n.key: {$exists($n.type) ? $n.type : "S": $string($n.value)}} })])} : {}])'
)
"""JSONata that binds what is sent, in which pairs of a name and a value are objects."""


def _of_table(
    action: str,
    body: Mapping[str, Any],
    items: str,
    made: str = "$told",
    **more: Any,  # noqa: ANN401
) -> Operation:
    told = {"TableName": "{need:tableName}", **body, "$": f"({_TOLD}; {made})"}
    return in_json(f"DynamoDB_20120810.{action}", told, items, "1.0", **more)


_ITEM: Final = {"Item": "{sent:tableName}", "parses": "{autoParseNumbers}"}
_STORED: Final = (
    f'({_KEPT}; $merge([$told, {{"Item": $merge([{{}}, $each($request.Item, '
    "function($v, $k) { {$k: $kept($v)} })])}]))"
)
_KEYS: Final = {"keys": "{keysUi.keyValues}"}
_DELETED: Final = {
    **_KEYS,
    "ReturnValues": "{returnValues|NONE}",
    **_expressions("additionalFields", "additionalFields.expressionAttributeUi.expressionAttributeValues"),
}
_FOUND: Final = {
    **_KEYS,
    "names": "{additionalFields.eanUi.eanValues}",
    "ProjectionExpression": "{additionalFields.projectionExpression}",
}
_LISTED: Final = {
    "names": "{options.eanUi.eanValues}",
    "values": "{eavUi.eavValues}",
    "IndexName": "{options.indexName}",
    "ProjectionExpression": "{options.projectionExpression}",
    "Select": "{select|ALL_ATTRIBUTES}",
    "Limit": "{limit|=50}",
}
_ASKED: Final = {
    **_LISTED,
    "KeyConditionExpression": "{keyConditionExpression}",
    "FilterExpression": "{options.filterExpression}",
}
_SCANNED: Final = {**_LISTED, "FilterExpression": "{filterExpression}"}
_PLAIN: Final = ("simple", False)


def _got() -> Operation:
    given = "$exists($answer.Item) ? %s : {}"
    consistent = {**_FOUND, "ConsistentRead": True}
    read = _READ % (given % "$read($answer.Item)")
    plain = given % "$answer.Item"
    strongly = ("additionalFields.readType", "stronglyConsistentRead")
    where = {strongly: _of_table("GetItem", consistent, plain, is_one=True)}
    return _of_table(
        "GetItem",
        _FOUND,
        read,
        is_one=True,
        where={
            _PLAIN: _of_table("GetItem", _FOUND, plain, is_one=True, where=where),
            strongly: _of_table("GetItem", consistent, read, is_one=True),
        },
    )


def _all(
    action: str, body: Mapping[str, Any], where: Mapping[Any, Operation] = MappingProxyType({})
) -> Operation:
    read = _READ % "[$map($answer.Items, $read)]"
    counted = _of_table(action, body, "$answer", is_one=True)
    plain = _of_table(action, body, "$answer.Items")
    return _of_table(action, body, read, where={**where, ("select", "COUNT"): counted, _PLAIN: plain})


_DYNAMO_DB: Final = Application(
    "DynamoDB",
    "https://dynamodb.<region>.amazonaws.com",
    {
        ("item", "upsert"): _of_table(
            "PutItem",
            {**_ITEM, **_expressions("additionalFields", "additionalFields.eavUi.eavValues")},
            "$request.Item",
            _STORED,
            is_one=True,
        ),
        ("item", "get"): _got(),
        ("item", "getAll"): _all("Query", _ASKED, {("scan", True): _all("Scan", _SCANNED)}),
        ("item", "delete"): _of_table(
            "DeleteItem",
            _DELETED,
            _READ % f"$exists($answer.Attributes) ? $read($answer.Attributes) : {DONE}",
            is_one=True,
            where={
                _PLAIN: _of_table(
                    "DeleteItem",
                    _DELETED,
                    f"$exists($answer.Attributes) ? $answer : {DONE}",
                    is_one=True,
                )
            },
        ),
    },
    default="item",
    defaults={"item": "upsert"},
)

_QUEUED: Final = {
    "Action": "SendMessage",
    "Version": "2012-11-05",
    "DelaySeconds": "{options.delaySeconds}",
    "MessageGroupId": "{messageGroupId}",
    "MessageDeduplicationId": "{options.messageDeduplicationId}",
    "kind": "{queueType}",
    "texts": "{options.messageAttributes.string}",
    "numbers": "{options.messageAttributes.number}",
}
_ATTRIBUTES: Final = (
    "($m := $request.MessageBody; $of := function($rows, $type) { "
    '[$map([$rows], function($r) { $merge([$r, {"type": $type}]) })] }; '
    '$rows := $append($of($request.texts, "String"), $of($request.numbers, "Number")); '
    '$skips := $append(["kind", "texts", "numbers"], $request.kind = "fifo" ? [] : '
    '["MessageGroupId", "MessageDeduplicationId"]); '
    '$merge([$sift($request, function($v, $k) { $not($k in $skips or $v in ["", 0]) }), '
    '{"MessageBody": $type($m) = "string" ? $m : $string($m)}, '
    '$map($rows, function($r, $n) { ($a := "MessageAttribute." & ($n + 1); {$a & ".Name": $r.name, '
    '$a & ".Value.StringValue": $string($r.value), $a & ".Value.DataType": $r.type}) })]))'
)


def _queued(message: str, **more: Any) -> Operation:  # noqa: ANN401
    return post(
        "{queue}",
        {**_QUEUED, "MessageBody": message, "$": _ATTRIBUTES},
        "$answer.SendMessageResponse.SendMessageResult",
        body_type="form",
        response="xml",
        is_one=True,
        **more,
    )


_SQS: Final = Application(
    "SQS",
    "",
    {("", "sendMessage"): _queued("{own:queue}", where={("sendInputData", False): _queued("{message}")})},
    defaults={"": "sendMessage"},
)

_LABELS: Final = {
    "MinConfidence": "{additionalFields.minConfidence}",
    "MaxLabels": "{additionalFields.maxLabels}",
}
_SEEN: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "detectLabels": ("DetectLabels", _LABELS),
    "detectModerationLabels": (
        "DetectModerationLabels",
        {"MinConfidence": "{additionalFields.minConfidence}"},
    ),
    "detectText": (
        "DetectText",
        {"Filters": {"WordFilter": "{additionalFields.wordFilterUi}"}},
    ),
    "recognizeCelebrity": ("RecognizeCelebrities", {}),
}
_STORED_PICTURE: Final = {
    "S3Object": {"Bucket": "{bucket}", "Name": "{name}", "Version": "{additionalFields.version}"}
}


def _seen(
    action: str, body: Mapping[str, Any], where: Mapping[Any, Operation] = MappingProxyType({})
) -> Operation:
    target = f"RekognitionService.{action}"
    given = in_json(target, {**body, "Image": {"Bytes": "{bytes:binaryPropertyName|data}"}})
    return in_json(target, {**body, "Image": _STORED_PICTURE}, where={**where, ("binaryData", True): given})


_REKOGNITION: Final = Application(
    "Rekognition",
    "https://rekognition.<region>.amazonaws.com",
    {
        ("image", "analyze"): _seen(
            "DetectFaces",
            {"Attributes": "{additionalFields.attributes}"},
            {("type", name): _seen(action, body) for name, (action, body) in _SEEN.items()},
        )
    },
    default="image",
    defaults={"image": "analyze"},
)

_BILL: Final = {"Document": {"Bytes": "{bytes:binaryPropertyName|data}"}}
_ANALYZED: Final = "Textract.AnalyzeExpense"
_SUMMARY: Final = (
    "$merge([{}, $map($answer.ExpenseDocuments.SummaryFields, function($f) { "
    '($t := $f.Type.Text; {$exists($t) and $t != "" ? $t : $n8_text($f.LabelDetection.Text): '
    "$f.ValueDetection.Text}) })])"
)

_TEXTRACT: Final = Application(
    "Textract",
    "https://textract.<region>.amazonaws.com",
    {
        ("", "analyzeExpense"): in_json(
            _ANALYZED, _BILL, _SUMMARY, is_one=True, where={_PLAIN: in_json(_ANALYZED, _BILL)}
        )
    },
    defaults={"": "analyzeExpense"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "awsDynamoDb": _DYNAMO_DB,
        "awsRekognition": _REKOGNITION,
        "awsSqs": _SQS,
        "awsTextract": _TEXTRACT,
    }
)
"""By the type of n8n's node."""
