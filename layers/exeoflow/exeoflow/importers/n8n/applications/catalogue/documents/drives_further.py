"""Further operations of the applications of `drives`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post, put
from exeoflow.importers.n8n.applications.model import Operation

_REPLACEMENTS: Final = (
    '$merge([$sift($request, function($v, $k) { $k != "rows" and $v != {} }), {"requests": [$map('
    '$request.rows, function($r) { {"replaceAllText": {"replaceText": $r.replaceText, "pageObjectIds": '
    '$exists($r.pageObjectIds) ? $r.pageObjectIds : [], "containsText": {"text": $r.text, '
    '"matchCase": $r.matchCase = true}}} })]}])'
)
"""What Slides takes for rows of texts and what stands in their stead."""

_GOOGLE_SLIDES: Final = {
    ("presentation", "replaceText"): post(
        "/{presentationId}:batchUpdate",
        {
            "rows": "{textUi.textValues}",
            "writeControl": {"requiredRevisionId": "{options.revisionId}"},
            "$": _REPLACEMENTS,
        },
    ),
    ("page", "getThumbnail"): get("/{presentationId}/pages/{pageObjectId}/thumbnail", is_one=True),
}

_BOX_CONTENT: Final = "https://upload.box.com/api/2.0/files/content"
_BOX_ATTRIBUTES: Final = '"attributes": $string({"parent": {"id": $request.parent}, "name": %s})'

_BOX: Final = {
    ("file", "upload"): post(
        _BOX_CONTENT,
        {
            "name": "{need:fileName}",
            "parent": "{parentId|0}",
            "text": "{fileContent|}",
            "$": f"{{{_BOX_ATTRIBUTES % '$request.name'}, "
            '"file": {"content": $request.text, "filename": $request.name, "content_type": "text/plain"}}',
        },
        "$answer.entries",
        body_type="multipart",
        where={
            ("binaryData", True): post(
                _BOX_CONTENT,
                {
                    "name": "{fileName}",
                    "parent": "{parentId|0}",
                    "file": "{file:binaryPropertyName|data}",
                    "$": f"($name := $boolean($request.name) ? $request.name : $request.file.filename; "
                    f'{{{_BOX_ATTRIBUTES % "$name"}, "file": $request.file}})',
                },
                "$answer.entries",
                body_type="multipart",
            )
        },
    ),
    ("folder", "share"): post(
        "/collaborations",
        {
            "accessible_by": {"login": "{email}", "id": "{userId, groupId}"},
            "item": {"id": "{folderId}", "type": "folder"},
            "role": "{role|editor}",
            "can_view_path": "{options.can_view_path}",
        },
        query={"fields": "{options.fields}", "notify": "{options.notify}"},
        where={
            ("role", "coOwner"): None,
            ("role", "previewerUploader"): None,
            ("role", "viewerUploader"): None,
        },
    ),
}

_MICROSOFT_ONE_DRIVE: Final = {
    ("file", "upload"): put(
        "/items/{parentId}:/{fileName}:/content",
        "{fileContent}",
        body_type="text",
        where={
            # Without a name in the node the file's own is taken, which an address cannot say.
            ("binaryData", True): put(
                "/items/{parentId}:/{fileName}:/content", "{file:binaryPropertyName|data}", body_type="binary"
            )
        },
    ),
    ("file", "download"): get(
        "/items/{fileId}/content",
        items="$given",
        is_one=True,
        before=get("/items/{fileId}"),
        response="binary",
        files="{$file: $n8_named_file($sent, $file, $before.name)}",
        file_name="binaryPropertyName",
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"googleSlides": _GOOGLE_SLIDES, "box": _BOX, "microsoftOneDrive": _MICROSOFT_ONE_DRIVE}
)
"""By the type of n8n's node."""
