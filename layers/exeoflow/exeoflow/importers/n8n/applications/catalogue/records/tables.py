"""Applications that keep rows and documents to be asked for."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
from exeoflow.importers.n8n.applications.model import Application

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
        ("row", "delete"): delete(_NOCO_TABLE, "$answer", body={"Id": "{id}"}),
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
    defaults={"document": "get", "index": "create"},
    scheme="Basic",
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
        ("table", "getRow"): get(
            "/docs/{docId}/tables/{tableId}/rows/{rowId}", {"useColumnNames": "true"}, is_one=True
        ),
        ("table", "deleteRow"): delete(
            "/docs/{docId}/tables/{tableId}/rows", body={"rowIds": "{parts:rowId}"}
        ),
        ("table", "getAllColumns"): get(
            "/docs/{docId}/tables/{tableId}/columns", {"limit": "{limit|50}"}, "$answer.items"
        ),
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
    of_versions={1: {"": "record"}},
)

GRIST: Final = Application(
    "Grist",
    "https://docs.getgrist.com/api",
    {
        ("", "getAll"): get(
            "/docs/{docId}/tables/{tableId}/records",
            {"limit": "{limit|50}"},
            '$answer.records.$merge([{"id": id}, fields])',
        ),
        ("", "create"): post(
            "/docs/{docId}/tables/{tableId}/records",
            {"records": [{"fields": "{rows:fieldsToSend.properties}"}]},
            "$answer.records",
            where={
                ("dataToSend", "autoMapInputs"): post(
                    "/docs/{docId}/tables/{tableId}/records",
                    {"records": [{"fields": "{own:docId}"}]},
                    "$answer.records",
                )
            },
        ),
        ("", "update"): patch(
            "/docs/{docId}/tables/{tableId}/records",
            {"records": [{"id": "{number:rowId}", "fields": "{rows:fieldsToSend.properties}"}]},
        ),
        ("", "delete"): post("/docs/{docId}/tables/{tableId}/data/delete", "{numbers:rowId}"),
    },
    defaults={"": "getAll"},
)

WEBFLOW: Final = Application(
    "Webflow",
    "https://api.webflow.com/v2",
    {
        ("item", "get"): get("/collections/{collectionId}/items/{itemId}", is_one=True),
        ("item", "getAll"): get(
            "/collections/{collectionId}/items", {"limit": "{limit|100}"}, "$answer.items"
        ),
        ("item", "create"): post(
            "/collections/{collectionId}/items", {"fieldData": "{rows:fieldsUi.fieldValues}"}
        ),
        ("item", "update"): patch(
            "/collections/{collectionId}/items/{itemId}", {"fieldData": "{rows:fieldsUi.fieldValues}"}
        ),
        ("item", "deleteItem"): delete("/collections/{collectionId}/items/{itemId}"),
    },
    default="item",
    defaults={"item": "get"},
)

FIREBASE: Final = Application(
    "Firebase Realtime Database",
    "https://<project>.firebaseio.com",
    {
        ("", "get"): get("/{path:path}.json", is_one=True),
        ("", "create"): put("/{path:path}.json", "{picked:attributes}"),
        ("", "push"): post("/{path:path}.json", "{picked:attributes}"),
        ("", "update"): patch("/{path:path}.json", "{picked:attributes}"),
        ("", "delete"): delete("/{path:path}.json"),
    },
    defaults={"": "create"},
)

APPLICATIONS: Final = {
    "grist": GRIST,
    "webflow": WEBFLOW,
    "googleFirebaseRealtimeDatabase": FIREBASE,
    "nocoDb": NOCO_DB,
    "elasticsearch": ELASTICSEARCH,
    "coda": CODA,
    "googleBigQuery": GOOGLE_BIG_QUERY,
}
