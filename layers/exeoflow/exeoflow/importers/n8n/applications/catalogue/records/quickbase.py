"""Quickbase, which knows fields by numbers where n8n's node names them by their labels."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post
from exeoflow.importers.n8n.applications.model import Application, Operation

_FIELDS: Final = get("/fields", {"tableId": "{tableId}"})
_RECORD: Final = (
    '( $names := $map($split($request.columns, ","), $trim); '
    "$meant := $before[label in $names and label in $keys($request.row)]; "
    '$record := $merge([{}, $meant.{$string(id): {"value": $lookup($request.row, label)}}]); '
)
"""The item's own fields among the columns of the node, by the numbers of the answer before."""
_BY_NUMBER: Final = "$answer.data.$merge([{}, $each($, function($v, $k) { {$k: $v.value} })])"
_BY_LABEL: Final = (
    "$map($answer.data, function($record) { $merge([{}, $each($record, function($v, $k) { "
    "{$fields[$string(id) = $k].label: $v.value} })]) })"
)


_NUMBER_OF_RECORD: Final = '{"fieldsToReturn": [3]}'


def _written(record: str, unless_asked: str, items: str, **more: str) -> Operation:
    """A record of each item; `simple` are its values, without what else is told of it.

    `unless_asked` is what is sent where the node does not say which fields are to be answered.
    """
    sent = '$sift($request, function($v, $k) { $k in ["to", "fieldsToReturn", "mergeFieldId"] })'
    body = {
        "row": "{own:columns}",
        "columns": "{columns}",
        "to": "{tableId}",
        "fieldsToReturn": "{options.fields}",
        **more,
        "$": f'{_RECORD}$merge([{unless_asked}, {sent}, {{"data": [{record}]}}]) )',
    }
    with_all = post("/records", body, is_one=True, before=_FIELDS)
    where = {("options.useFieldIDs", True): None, ("simple", False): with_all}
    return post("/records", body, items, is_one=True, before=_FIELDS, where=where)


QUICKBASE: Final = Application(
    "Quickbase",
    "https://api.quickbase.com/v1",
    {
        ("record", "create"): _written("$record", _NUMBER_OF_RECORD, _BY_NUMBER),
        ("record", "update"): _written("$record", "{}", f"($fields := $before; {_BY_LABEL})"),
        ("record", "upsert"): _written(
            '$merge([$record, {$string($request.mergeFieldId): {"value": $request.key}}])',
            _NUMBER_OF_RECORD,
            _BY_NUMBER,
            mergeFieldId="{number:mergeFieldId}",
            key="{updateKey}",
        ),
        ("record", "getAll"): post(
            "/records/query",
            {"from": "{tableId}", "where": "{options.where}", "options": {"top": "{number:limit|50}"}},
            f"($fields := $answer.fields; {_BY_LABEL})",
        ),
        ("record", "delete"): delete("/records", "$answer", body={"from": "{tableId}", "where": "{where}"}),
        ("file", "delete"): delete("/files/{tableId}/{recordId}/{fieldId}/{versionNumber|=1}", "$answer"),
        ("field", "getAll"): get("/fields?tableId={tableId}"),
        ("report", "get"): get("/reports/{reportId}?tableId={tableId}", is_one=True),
    },
    default="record",
    defaults={"record": "create", "field": "getAll", "report": "get"},
    scheme="QB-USER-TOKEN",
)

APPLICATIONS: Final = {"quickbase": QUICKBASE}
