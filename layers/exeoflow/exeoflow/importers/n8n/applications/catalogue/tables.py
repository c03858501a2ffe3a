"""Applications that keep rows and documents to be asked for."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
from exeoflow.importers.n8n.applications.model import Application, Operation

_NOCO_TABLE: Final = "/api/v2/tables/{table}/records"

NOCO_DB: Final = Application(
    "NocoDB",
    "https://<host>",
    {
        ("row", "get"): get(f"{_NOCO_TABLE}/{{id}}", is_one=True),
        ("row", "getAll"): get(
            _NOCO_TABLE,
            {"limit": "{limit|50}", "where": "{options.where}", "fields": "{options.fields}"},
            "$answer.list",
        ),
        ("row", "search"): get(
            _NOCO_TABLE, {"limit": "{limit|50}", "where": "{options.where}"}, "$answer.list"
        ),
        ("row", "count"): get(f"{_NOCO_TABLE}/count", {"where": "{options.where}"}, is_one=True),
        ("row", "create"): post(_NOCO_TABLE, "{sent:fieldsUi.fieldValues, dataToSend}"),
        ("row", "update"): patch(_NOCO_TABLE, ({"Id": "{id}"}, "{sent:fieldsUi.fieldValues, dataToSend}")),
        ("row", "delete"): Operation("DELETE", _NOCO_TABLE, body={"Id": "{id}"}, is_one=True),
    },
    default="row",
    defaults={"row": "get"},
    header="xc-token",
    scheme="",
)

ELASTICSEARCH: Final = Application(
    "Elasticsearch",
    "https://<host>",
    {
        ("document", "create"): post("/{indexId}/_doc", "{sent:fieldsUi.fieldValues, dataToSend}"),
        ("document", "get"): get("/{indexId}/_doc/{documentId}", items="$answer._source", is_one=True),
        ("document", "getAll"): get(
            "/{indexId}/_search", {"size": "{limit|50}"}, "$answer.hits.hits._source"
        ),
        ("document", "update"): post(
            "/{indexId}/_update/{documentId}", {"doc": "{sent:fieldsUi.fieldValues, dataToSend}"}
        ),
        ("document", "delete"): delete("/{indexId}/_doc/{documentId}"),
        ("index", "create"): put("/{indexId}", {}),
        ("index", "get"): get("/{indexId}", is_one=True),
        ("index", "getAll"): get("/_aliases", items='$keys($answer).{"indexId": $}'),
        ("index", "delete"): delete("/{indexId}"),
    },
    default="document",
    defaults={"document": "get", "index": "get"},
    scheme="Basic",
)

QUICKBASE: Final = Application(
    "Quickbase",
    "https://api.quickbase.com/v1",
    {
        ("record", "getAll"): post(
            "/records/query",
            {"from": "{tableId}", "where": "{options.where}", "options": {"top": "{number:limit|50}"}},
            "$answer.data",
        ),
        ("record", "delete"): Operation(
            "DELETE", "/records", body={"from": "{tableId}", "where": "{where}"}, is_one=True
        ),
        ("field", "getAll"): get("/fields?tableId={tableId}"),
        ("report", "get"): get("/reports/{reportId}?tableId={tableId}", is_one=True),
    },
    default="record",
    defaults={"record": "create", "field": "getAll", "report": "get"},
    scheme="QB-USER-TOKEN",
)

CODA: Final = Application(
    "Coda",
    "https://coda.io/apis/v1",
    {
        ("table", "getAllRows"): get(
            "/docs/{docId}/tables/{tableId}/rows",
            {"limit": "{limit|50}", "query": "{options.query}", "useColumnNames": "true"},
            "$answer.items",
        ),
        ("table", "getRow"): get("/docs/{docId}/tables/{tableId}/rows/{rowId}", is_one=True),
        ("table", "deleteRow"): delete("/docs/{docId}/tables/{tableId}/rows/{rowId}"),
        ("table", "getAllColumns"): get("/docs/{docId}/tables/{tableId}/columns", items="$answer.items"),
        ("table", "getColumn"): get("/docs/{docId}/tables/{tableId}/columns/{columnId}", is_one=True),
        ("table", "pushButton"): post("/docs/{docId}/tables/{tableId}/rows/{rowId}/buttons/{columnId}", {}),
    },
    default="table",
    defaults={"table": "createRow"},
)

GOOGLE_BIG_QUERY: Final = Application(
    "BigQuery",
    "https://bigquery.googleapis.com/bigquery/v2",
    {
        ("database", "executeQuery"): post(
            "/projects/{projectId}/queries",
            {"query": "{sqlQuery}", "useLegacySql": False},
            "($names := $answer.schema.fields.name; $map($answer.rows, function($row) "
            "{ $merge($map($row.f, function($cell, $k) { {$names[$k]: $cell.v} })) }))",
        )
    },
    default="database",
    defaults={"database": "executeQuery"},
)

APPLICATIONS: Final = {
    "nocoDb": NOCO_DB,
    "elasticsearch": ELASTICSEARCH,
    "quickbase": QUICKBASE,
    "coda": CODA,
    "googleBigQuery": GOOGLE_BIG_QUERY,
}
