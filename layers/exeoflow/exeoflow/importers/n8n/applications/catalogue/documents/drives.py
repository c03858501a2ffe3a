"""Applications that keep files and documents."""

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
from exeoflow.importers.n8n.applications.model import Application, Operation

GOOGLE_SLIDES: Final = Application(
    "Google Slides",
    "https://slides.googleapis.com/v1/presentations",
    {
        ("presentation", "create"): post("", {"title": "{title}"}),
        ("presentation", "get"): get("/{presentationId}", is_one=True),
        ("presentation", "getSlides"): get("/{presentationId}", items="$answer.slides"),
        ("page", "get"): get("/{presentationId}/pages/{pageObjectId}", is_one=True),
    },
    default="presentation",
    defaults={"presentation": "create", "page": "get"},
)

BOX: Final = Application(
    "Box",
    "https://api.box.com/2.0",
    {
        ("folder", "create"): post("/folders", {"name": "{name}", "parent": {"id": "{parentId|0}"}}),
        ("folder", "get"): get("/folders/{folderId}", is_one=True),
        ("folder", "delete"): delete("/folders/{folderId}"),
        ("folder", "search"): get(
            "/search", {"query": "{query}", "type": "folder", "limit": "{limit|100}"}, "$answer.entries"
        ),
        ("folder", "update"): put("/folders/{folderId}", "{updateFields}"),
        ("file", "get"): get("/files/{fileId}", is_one=True),
        ("file", "delete"): delete("/files/{fileId}"),
        ("file", "copy"): post("/files/{fileId}/copy", {"parent": {"id": "{parentId|0}"}}),
        ("file", "search"): get(
            "/search", {"query": "{query}", "type": "file", "limit": "{limit|100}"}, "$answer.entries"
        ),
    },
    default="file",
    defaults={"file": "upload", "folder": "create"},
)

_DRIVE_ITEM: Final = "/items/{fileId, folderId, itemId}"

_MOVED: Final = {"parentReference": {"id": "{destinationFolderId}"}, "name": "{additionalFields.name}"}

ONE_DRIVE: Final = Application(
    "OneDrive",
    "https://graph.microsoft.com/v1.0/me/drive",
    {
        **{
            (resource, operation): each
            for resource in ("file", "folder")
            for operation, each in (
                ("get", get(_DRIVE_ITEM, is_one=True)),
                ("delete", delete(_DRIVE_ITEM)),
                ("move", patch(_DRIVE_ITEM, _MOVED)),
                ("rename", patch(_DRIVE_ITEM, {"name": "{newName}"})),
                ("search", get("/root/search(q='{query}')", items="$answer.value")),
                ("share", post(f"{_DRIVE_ITEM}/createLink", {"type": "{type}", "scope": "{scope}"})),
            )
        },
        ("folder", "create"): post(
            "/items/{options.parentFolderId|root}/children", {"name": "{name}", "folder": {}}
        ),
        ("folder", "getChildren"): get("/items/{folderId}/children", items="$answer.value"),
        ("file", "copy"): post(f"{_DRIVE_ITEM}/copy", {"name": "{additionalFields.name}"}),
    },
    default="file",
    defaults={"file": "upload", "folder": "getChildren"},
)

_FROM_TO: Final = {"from_path": "{path}", "to_path": "{toPath}"}

_CONTENT: Final = "https://content.dropboxapi.com/2/files"


def _uploaded(content: str, body_type: str) -> Operation:
    """A file with a content, in the place of one that is there."""
    return post(
        f"{_CONTENT}/upload",
        content,
        query={"arg": "{dropbox_new:path}"},
        body_type=body_type,
        headers={"Content-Type": "application/octet-stream"},
    )


DROPBOX: Final = Application(
    "Dropbox",
    "https://api.dropboxapi.com/2",
    {
        **{
            (resource, operation): post(f"/files/{operation}_v2", body, "$answer.metadata")
            for resource in ("file", "folder")
            for operation, body in (
                ("copy", _FROM_TO),
                ("move", _FROM_TO),
                ("delete", {"path": "{path}"}),
            )
        },
        ("folder", "create"): post("/files/create_folder_v2", {"path": "{path}"}, "$answer.metadata"),
        ("folder", "list"): post(
            "/files/list_folder",
            {"path": "{path}", "recursive": "{filters.recursive}", "limit": "{number:limit|100}"},
            "$answer.entries",
        ),
        ("search", "query"): post(
            "/files/search_v2",
            {
                "query": "{query}",
                "options": {
                    "filename_only": True,
                    "max_results": "{number:limit|=100}",
                    "path": "{filters.path}",
                    "file_categories": "{filters.file_categories}",
                    "file_extensions": "{parts:filters.file_extensions}",
                },
            },
            "$answer.matches.metadata.metadata",
        ),
        ("file", "upload"): replace(
            _uploaded("{fileContent|}", "text"),
            where={("binaryData", True): _uploaded("{file:binaryPropertyName|data}", "binary")},
        ),
        ("file", "download"): Operation(
            "POST",
            f"{_CONTENT}/download#{{path}}",
            {"arg": "{dropbox:path}"},
            address='$substringBefore($address, "#")',
            items="$given",
            is_one=True,
            response="binary",
            files="{$file: $n8_named_file($sent, $file, $decodeUrlComponent($split($address, '#')[-1]))}",
            file_name="binaryPropertyName",
        ),
    },
    default="file",
    defaults={"file": "upload", "folder": "create", "search": "query"},
)

APPLICATIONS: Final = {
    "googleSlides": GOOGLE_SLIDES,
    "box": BOX,
    "microsoftOneDrive": ONE_DRIVE,
    "dropbox": DROPBOX,
}
