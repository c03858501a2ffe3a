"""Further operations of the applications of `catalogue.drives`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post, put
from exeoflow.importers.n8n.applications.model import Operation

_GOOGLE_SLIDES: Final = {
    ("presentation", "replaceText"): post("/{presentationId}:batchUpdate", {"requests": []}),
    ("page", "getThumbnail"): get("/{presentationId}/pages/{pageObjectId}/thumbnail", is_one=True),
}

_BOX: Final = {
    ("folder", "share"): post(
        "/collaborations",
        {
            "accessible_by": {"login": "{email}"},
            "item": {"id": "{folderId}", "type": "folder"},
            "role": "{role|editor}",
            "can_view_path": "{options.can_view_path}",
        },
        query={"fields": "{options.fields}", "notify": "{options.notify}"},
    )
}

_MICROSOFT_ONE_DRIVE: Final = {
    ("file", "upload"): put("/items/{parentId}:/{fileName}:/content", "{fileContent}")
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"googleSlides": _GOOGLE_SLIDES, "box": _BOX, "microsoftOneDrive": _MICROSOFT_ONE_DRIVE}
)
"""By the type of n8n's node."""
