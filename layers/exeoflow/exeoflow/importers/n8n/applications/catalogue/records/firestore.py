"""Documents of Firestore, whose values stand in them by their types, as n8n's node reads and writes them.

Source: https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post
from exeoflow.importers.n8n.applications.model import Application, Operation

_DOCUMENTS: Final = "/{projectId}/databases/{database|(default)}/documents"
_NUMBER: Final = r"/^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$/"
_MOMENT: Final = r"/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:\d\d)?)?$/"
_FIELDS: Final = (
    "$written := function($v) { ($t := $type($v); "
    '$t = "boolean" or $v in ["true", "false"] ? {"booleanValue": $v} : $t = "null" ? {"nullValue": null} : '
    f'$t = "number" or ($t = "string" and $contains($v, {_NUMBER})) ? '
    '($contains($string($v), ".") ? {"doubleValue": $v} : {"integerValue": $v}) : '
    f'$t = "string" ? ($contains($v, {_MOMENT}) ? {{"timestampValue": $fromMillis($toMillis($v))}} : '
    '{"stringValue": $v}) : $t = "array" ? {"arrayValue": {"values": [$map($v, $written)]}} : '
    '{"mapValue": {"fields": $merge([{}, $each($v, function($e, $k) { {$k: $written($e)} })])}}) }; '
    "$fields := $merge([{}, $map($request.columns, function($c) { "
    "($v := $lookup($request.row, $c); {$c: $written($exists($v)%s ? $v : null)}) })])"
)
"""JSONata that binds the fields of a document: columns of the item, each value by its type."""
# What a new document is given is null where JavaScript takes the value for false, in n8n.
_NEW: Final = _FIELDS % ' and $not($v in [0, "", false])'
_CHANGED: Final = _FIELDS % ""
_READ: Final = (
    '($read := function($v) { ($t := $keys($v)[0]; $c := $lookup($v, $t); $t = "mapValue" ? '
    "$merge([{}, $each($c.fields, function($e, $k) { {$k: $read($e)} })]) : "
    '$t = "arrayValue" ? [$map($c.values, $read)] : $c) }; '
    '$last := function($d) { $split($d.name, "/")[-1] }; '
    '$simple := function($d) { $merge([{"_name": $d.name, "_id": $last($d), "_createTime": $d.createTime, '
    '"_updateTime": $d.updateTime}, $read({"mapValue": {"fields": $d.fields}})]) }; '
    '$whole := function($d) { $merge([$d, {"id": $last($d)}]) }; '
)
"""JSONata that binds how a document is read: simplified, or as it is with the last part of its name."""
_ROW: Final = {"columns": "{parts:columns}", "row": "{own:columns}"}


def _read(simple: str, whole: str, send: Callable[..., Operation], **more: Any) -> Operation:  # noqa: ANN401
    """An operation whose documents are simplified unless the node says otherwise."""
    return send(f"{_READ}{simple})", where={("simple", False): send(f"{_READ}{whole})", **more)}, **more)


def _got(items: str, **more: Any) -> Operation:  # noqa: ANN401
    name = f"projects{_DOCUMENTS}/{{collection}}/{{documentId}}"
    return post(f"{_DOCUMENTS}:batchGet", {"documents": [name]}, items, **more)


def _listed(items: str, **more: Any) -> Operation:  # noqa: ANN401
    return get(f"{_DOCUMENTS}/{{collection}}", {"pageSize": "{limit|=100}"}, items, **more)


def _asked(items: str, **more: Any) -> Operation:  # noqa: ANN401
    return post(f"{_DOCUMENTS}:runQuery", "{json:query}", items, **more)


def _created(items: str, **more: Any) -> Operation:  # noqa: ANN401
    return post(
        f"{_DOCUMENTS}/{{collection}}",
        {**_ROW, "$": f'({_NEW}; {{"fields": $fields}})'},
        items,
        query={"documentId": "{documentId}"},
        **more,
    )


_KEPT: Final = post(
    f"{_DOCUMENTS}:batchWrite",
    {
        **_ROW,
        "name": f"projects{_DOCUMENTS}/{{collection}}",
        "key": "{updateKey}",
        "$": f'({_CHANGED}; {{"writes": [{{"update": {{"name": $request.name & "/" & '
        '$lookup($request.row, $request.key), "fields": $fields}, '
        '"updateMask": {"fieldPaths": $request.columns}}]})',
    },
    '$merge([$answer.writeResults[0], {"status": $answer.status[0]}, $given])',
    is_one=True,
)

_FIRESTORE: Final = Application(
    "Google Cloud Firestore",
    "https://firestore.googleapis.com/v1/projects",
    {
        ("document", "get"): _read(
            "[$map($answer.found, $simple)]",
            "[$map($answer, function($e) { $exists($e.found) ? "
            '$merge([$e, {"found": $whole($e.found)}]) : $e })]',
            _got,
        ),
        ("document", "getAll"): _read(
            "[$map($answer.documents, $simple)]", "[$map($answer.documents, $whole)]", _listed
        ),
        ("document", "query"): _read(
            "[$map($answer.document, $simple)]",
            "[$map($answer, function($e) { $exists($e.document) ? "
            '$merge([$e, {"document": $whole($e.document)}]) : $e })]',
            _asked,
        ),
        ("document", "create"): _read("$simple($answer)", "$whole($answer)", _created, is_one=True),
        ("document", "upsert"): _KEPT,
        ("document", "delete"): delete(f"{_DOCUMENTS}/{{collection}}/{{documentId}}"),
        ("collection", "getAll"): post(
            f"{_DOCUMENTS}:listCollectionIds",
            {},
            '[$map($answer.collectionIds, function($n) { {"name": $n} })]',
            query={"pageSize": "{limit|=100}"},
        ),
    },
    default="document",
    defaults={"document": "get", "collection": "getAll"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {"googleFirebaseCloudFirestore": _FIRESTORE}
)
"""By the type of n8n's node."""
