"""Further operations of the applications of `tables`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post
from exeoflow.importers.n8n.applications.model import Operation

_NOCO_DB: Final = {
    ("row", "upsert"): patch(
        "/api/v3/data/{projectId}/{table}/records",
        [{"id": "{id}", "fields": "{fieldsMapper.value}"}],
        items="$answer.records",
        where={("dataToSend", "autoMapInputData"): None},
    ),
    ("row", "upload"): post(
        "/api/v3/data/{projectId}/{table}/records/{id}/fields/{uploadFieldName}/upload",
        {"contentType": "{contentType}", "file": "{base64value}", "filename": "{filename}"},
        where={("uploadMode", "url"): None},
    ),
    ("base", "getAll"): get("/api/v3/meta/workspaces/{workspaceId}/bases", items="$answer.list"),
    ("linkrow", "list"): get(
        "/api/v3/data/{projectId}/{table}/links/{linkFieldName}/{id}",
        {"limit": "{limit|=50}", "where": "{options.where}"},
        "$answer.records",
    ),
}

_CODA: Final = {
    ("formula", "get"): get("/docs/{docId}/formulas/{formulaId}", is_one=True),
    ("formula", "getAll"): get("/docs/{docId}/formulas", {"limit": "{limit|=50}"}, "$answer.items"),
    ("control", "get"): get("/docs/{docId}/controls/{controlId}", is_one=True),
    ("control", "getAll"): get("/docs/{docId}/controls", {"limit": "{limit|=50}"}, "$answer.items"),
    ("view", "deleteViewRow"): delete("/docs/{docId}/tables/{viewId}/rows/{rowId}", "$answer"),
    ("view", "get"): get("/docs/{docId}/tables/{viewId}", is_one=True),
    ("view", "getAllViewColumns"): get(
        "/docs/{docId}/tables/{viewId}/columns", {"limit": "{limit|=50}"}, "$answer.items"
    ),
    ("view", "getAll"): get(
        "/docs/{docId}/tables", {"limit": "{limit|=50}", "tableTypes": "view"}, "$answer.items"
    ),
    ("view", "pushViewButton"): post("/docs/{docId}/tables/{viewId}/rows/{rowId}/buttons/{columnId}", {}),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"nocoDb": _NOCO_DB, "coda": _CODA}
)
"""By the type of n8n's node."""
