"""Applications that keep records, pages and files of content."""

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    patch,
    post,
    records,
    settings,
)
from exeoflow.importers.n8n.applications.model import Application, Operation

_TABLE: Final = "/v0/{base, application}/{table}"

_WHOLE_SINCE: Final = 2.2
"""The version of the node since which a record that is read keeps its fields in `fields`, as in others."""
_SEARCHED: Final = {"filterByFormula": "{filterByFormula}", "pageSize": "100", "maxRecords": "{limit}"}

_RECORD: Final = '$merge([{"id": $answer.id, "createdTime": $answer.createdTime}, $answer.fields])'

_RECORDS: Final = (
    '$map($answer.records, function($r) { $merge([{"id": $r.id, "createdTime": $r.createdTime}, '
    "$r.fields]) })"
)

_FIELDS: Final = "{airtable:base, application}"
_TYPES: Final = "{options.typecast}"
_KEYS: Final = "columns.matchingColumns"

_SENT: Final = {"fields": _FIELDS, "typecast": _TYPES}
_UPDATED: Final = patch(_TABLE + "/{record:id, columns}", _SENT)
_UPDATED_BY_MATCH: Final = Operation(
    "PATCH",
    _TABLE,
    body={
        **_SENT,
        "all": "{options.updateAllMatches}",
        "$": "($found := $before.records; "
        "$count($found) = 0 ? $error('Record matching provided keys was not found') : "
        '$merge([$sift($request, function($v, $k) { $k = "typecast" }), '
        '{"records": [$map($request.all ? $found : [$found[0]], function($r) { '
        '{"id": $r.id, "fields": $request.fields} })]}]))',
    },
    items="$answer.records",
    before=get(_TABLE, {"filterByFormula": "{airtable_match:columns}"}),
)
"""A record is changed that has the values of some columns: it is looked for before."""
_UPSERTED: Final = Operation(
    "PATCH",
    _TABLE,
    body={
        "performUpsert": {"fieldsToMergeOn": "{columns.matchingColumns}"},
        "records": [{"fields": _FIELDS}],
        "typecast": _TYPES,
    },
    items="$answer.records",
)

_UPSERTED_BY_ID: Final = post(
    _TABLE,
    _SENT,
    where={("columns.value.id", ...): _UPDATED, ("columns.mappingMode", "autoMapInputData"): _UPDATED},
)
"""Without an id it is a new record."""

AIRTABLE: Final = Application(
    "Airtable",
    "https://api.airtable.com",
    {
        ("record", "search"): get(
            _TABLE, _SEARCHED, _RECORDS,
            where={("@version", _WHOLE_SINCE): get(_TABLE, _SEARCHED, "$answer.records")},
        ),
        ("record", "list"): get(
            _TABLE, {"filterByFormula": "{additionalOptions.filterByFormula}"}, "$answer.records"
        ),
        ("record", "read"): get(_TABLE + "/{id}", is_one=True),
        ("record", "get"): get(
            _TABLE + "/{id}", items=_RECORD, is_one=True,
            where={("@version", _WHOLE_SINCE): get(_TABLE + "/{id}", is_one=True)},
        ),
        ("record", "create"): post(_TABLE, _SENT),
        ("record", "append"): post(_TABLE, _SENT),
        ("record", "update"): replace(
            _UPDATED, where={(_KEYS, ("id",)): _UPDATED, (_KEYS, ...): _UPDATED_BY_MATCH}
        ),
        ("record", "upsert"): replace(_UPSERTED, where={(_KEYS, ("id",)): _UPSERTED_BY_ID}),
        ("record", "delete"): delete(_TABLE + "/{id}", "$answer"),
        ("record", "deleteRecord"): delete(_TABLE + "/{id}", "$answer"),
        ("base", "getMany"): get("/v0/meta/bases", items="$answer.bases"),
        ("base", "getSchema"): get("/v0/meta/bases/{base}/tables", items="$answer.tables"),
    },
    default="record",
    defaults={"record": "read", "base": "getMany"},
    of_versions={2: {"record": "get"}},
)  # fmt: skip

NOTION: Final = Application(
    "Notion",
    "https://api.notion.com/v1",
    {
        ("databasePage", "getAll"): post(
            "/databases/{databaseId, dataSourceId}/query",
            {"page_size": "{number:limit|50}"},
            "$answer.results",
        ),
        ("databasePage", "create"): post(
            "/pages",
            {
                "parent": {"database_id": "{databaseId, dataSourceId}"},
                "properties": (
                    {"title": {"title": [{"text": {"content": "{title}"}}]}},
                    "{properties:propertiesUi.propertyValues}",
                ),
                "children": "{children:blockUi.blockValues}",
            },
        ),
        ("databasePage", "update"): patch(
            "/pages/{pageId}", {"properties": "{properties:propertiesUi.propertyValues}"}
        ),
        ("databasePage", "get"): get("/pages/{pageId}", is_one=True),
        ("databasePage", "archive"): patch("/pages/{pageId}", {"archived": True}),
        ("database", "get"): get("/databases/{databaseId}", is_one=True),
        ("database", "getAll"): post(
            "/search", {"filter": {"property": "object", "value": "database"}}, "$answer.results"
        ),
        ("database", "search"): post(
            "/search",
            {"query": "{text}", "filter": {"property": "object", "value": "database"}},
            "$answer.results",
        ),
        ("page", "create"): post(
            "/pages",
            {
                "parent": {"page_id": "{pageId}"},
                "properties": {"title": [{"text": {"content": "{title}"}}]},
                "children": "{children:blockUi.blockValues}",
            },
        ),
        ("page", "get"): get("/pages/{pageId}", is_one=True),
        ("page", "search"): post("/search", {"query": "{text}"}, "$answer.results"),
        ("page", "archive"): patch("/pages/{pageId}", {"archived": True}),
        ("block", "append"): patch(
            "/blocks/{blockId}/children", {"children": "{children:blockUi.blockValues}"}
        ),
        ("block", "getAll"): get("/blocks/{blockId}/children", items="$answer.results"),
        ("user", "get"): get("/users/{userId}", is_one=True),
        ("user", "getAll"): get("/users", items="$answer.results"),
    },
    default="page",
    defaults={
        "databasePage": "create",
        "block": "append",
        "page": "create",
        "database": "get",
        "user": "get",
    },
    headers={"Notion-Version": "2022-06-28"},
)

_ROWS_OF_TABLE: Final = "/rest/v1/{tableId}?{conditions:filterType, filters.conditions|}"
_REPRESENTED: Final = {"Prefer": "return=representation"}

SUPABASE: Final = Application(
    "Supabase",
    "https://<project>.supabase.co",
    {
        ("row", "create"): Operation(
            "POST",
            "/rest/v1/{tableId}",
            body="{sent:fieldsUi.fieldValues, dataToSend}",
            headers=_REPRESENTED,
        ),
        ("row", "get"): get(f"{_ROWS_OF_TABLE}&limit=1"),
        ("row", "getAll"): get(_ROWS_OF_TABLE, {"limit": "{limit|50}"}),
        ("row", "update"): Operation(
            "PATCH",
            _ROWS_OF_TABLE,
            body="{sent:fieldsUi.fieldValues, dataToSend}",
            headers=_REPRESENTED,
        ),
        ("row", "delete"): Operation("DELETE", _ROWS_OF_TABLE, headers=_REPRESENTED),
    },
    default="row",
    defaults={"row": "create"},
    header="apikey",
    scheme="",
)  # fmt: skip

WORDPRESS: Final = Application(
    "WordPress",
    "https://<site>/wp-json/wp/v2",
    {
        ("post", "create"): post(
            "/posts",
            {
                "title": "{title}",
                "content": "{additionalFields.content}",
                "status": "{additionalFields.status}",
            },
        ),
        ("post", "get"): get("/posts/{postId}", is_one=True),
        ("post", "getAll"): get("/posts", {"per_page": "{limit|5}"}),
        ("post", "update"): post("/posts/{postId}", settings("updateFields", "title content status")),
    },
    default="post",
    defaults={"post": "create"},
    scheme="Basic",
)

BASEROW: Final = Application(
    "Baserow",
    "https://api.baserow.io/api/database/rows/table",
    {
        ("row", "getAll"): get(
            "/{tableId}/", {"user_field_names": "true", "size": "{limit|50}"}, "$answer.results"
        ),
        ("row", "get"): get("/{tableId}/{rowId}/", {"user_field_names": "true"}, is_one=True),
        ("row", "create"): post("/{tableId}/", "{numbered:fieldsUi.fieldValues, dataToSend}"),
        ("row", "update"): patch("/{tableId}/{rowId}/", "{numbered:fieldsUi.fieldValues, dataToSend}"),
        ("row", "delete"): delete("/{tableId}/{rowId}/"),
    },
    default="row",
    defaults={"row": "getAll"},
    scheme="Token",
)

STRAPI: Final = Application(
    "Strapi",
    "https://<host>/api",
    records(
        "entry",
        "/{contentType}",
        "{entryId}",
        {"data": "{picked:columns}"},
        {"data": "{picked:columns}"},
        items="$answer.data",
        answer="$answer.data",
        change="PUT",
        query={"pagination[pageSize]": "{limit|50}"},
    ),
    default="entry",
    defaults={"entry": "get"},
)

APPLICATIONS: Final = {
    "airtable": AIRTABLE,
    "notion": NOTION,
    "supabase": SUPABASE,
    "wordpress": WORDPRESS,
    "baserow": BASEROW,
    "strapi": STRAPI,
}
