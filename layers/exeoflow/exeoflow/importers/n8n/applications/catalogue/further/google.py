"""Further operations of the applications of `catalogue.google`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put, settings
from exeoflow.importers.n8n.applications.model import Operation

_MAILBOX: Final = "https://www.googleapis.com/gmail/v1/users/me"
_GMAIL: Final = {
    ("draft", "delete"): delete(_MAILBOX + "/drafts/{messageId}"),
    ("label", "delete"): delete(_MAILBOX + "/labels/{labelId}"),
    ("label", "get"): get(_MAILBOX + "/labels/{labelId}", is_one=True),
    ("thread", "delete"): delete(_MAILBOX + "/threads/{threadId}"),
    ("thread", "removeLabels"): post(
        _MAILBOX + "/threads/{threadId}/modify", {"removeLabelIds": "{labelIds}"}
    ),
    ("thread", "trash"): post(_MAILBOX + "/threads/{threadId}/trash", {}),
    ("thread", "untrash"): post(_MAILBOX + "/threads/{threadId}/untrash", {}),
    ("messageLabel", "add"): post(_MAILBOX + "/messages/{messageId}/modify", {"addLabelIds": "{labelIds}"}),
    ("messageLabel", "remove"): post(
        _MAILBOX + "/messages/{messageId}/modify", {"removeLabelIds": "{labelIds}"}
    ),
}

_GOOGLE_DRIVE: Final = {
    ("drive", "deleteDrive"): delete("/drive/v3/drives/{driveId}"),
    ("drive", "get"): get(
        "/drive/v3/drives/{driveId}", {"useDomainAdminAccess": "{options.useDomainAdminAccess}"}, is_one=True
    ),
    ("drive", "update"): patch(
        "/drive/v3/drives/{driveId}",
        {
            "colorRgb": "{options.colorRgb}",
            "name": "{options.name}",
            "restrictions": settings(
                "options.restrictions",
                "adminManagedRestrictions copyRequiresWriterPermission domainUsersOnly driveMembersOnly",
            ),
        },
    ),
    ("folder", "share"): post(
        "/drive/v3/files/{folderNoRootId}/permissions",
        settings("permissionsUi.permissionsValues", "role type emailAddress domain allowFileDiscovery"),
        query={
            "supportsAllDrives": "true",
            **settings(
                "options",
                "emailMessage moveToNewOwnersRoot sendNotificationEmail transferOwnership",
                "useDomainAdminAccess",
            ),
        },
    ),
    ("folder", "delete"): delete("/drive/v3/files/{fileId}", "$answer", query={"supportsTeamDrives": "true"}),
    ("drive", "delete"): delete("/drive/v3/drives/{driveId}"),
}

_YOU_TUBE: Final = {
    ("channel", "update"): put(
        "/channels",
        {"id": "{channelId}", "brandingSettings": {"channel": {}, "image": {}}},
        query={"part": "brandingSettings", "onBehalfOfContentOwner": "{updateFields.onBehalfOfContentOwner}"},
    ),
    ("playlist", "delete"): delete("/playlists", body={"id": "{playlistId}"}),
    ("playlist", "get"): get(
        "/playlists",
        {
            "part": "contentDetails,id,localizations,player,snippet,status",
            "id": "{playlistId}",
            "onBehalfOfContentOwner": "{options.onBehalfOfContentOwner}",
            "onBehalfOfContentOwnerChannel": "{options.onBehalfOfContentOwnerChannel}",
        },
        "$answer.items",
        is_one=True,
    ),
    ("playlist", "getAll"): get(
        "/playlists",
        {
            "part": "contentDetails,id,localizations,player,snippet,status",
            "mine": "true",
            "maxResults": "{limit|=25}",
            "onBehalfOfContentOwnerChannel": "{options.onBehalfOfContentOwnerChannel}",
            "onBehalfOfContentOwner": "{options.onBehalfOfContentOwner}",
        },
        "$answer.items",
        where={("filters.channelId", ...): None, ("filters.id", ...): None},
    ),
    ("playlist", "update"): put(
        "/playlists",
        {
            "id": "{playlistId}",
            "snippet": {
                "title": "{title}",
                "defaultLanguage": "{updateFields.defaultLanguage}",
                "description": "{updateFields.description}",
                "tags": "{parts:updateFields.tags}",
            },
            "status": {"privacyStatus": "{updateFields.privacyStatus}"},
        },
        query={"part": "snippet, status", "onBehalfOfContentOwner": "{updateFields.onBehalfOfContentOwner}"},
    ),
    ("playlistItem", "add"): post(
        "/playlistItems",
        {
            "snippet": {
                "playlistId": "{playlistId}",
                "resourceId": {"kind": "youtube#video", "videoId": "{videoId}"},
                "position": "{options.position}",
            },
            "contentDetails": settings("options", "endAt note startAt"),
        },
        query={
            "part": "snippet, contentDetails",
            "onBehalfOfContentOwner": "{options.onBehalfOfContentOwner}",
        },
    ),
    ("playlistItem", "delete"): delete("/playlistItems", body={"id": "{playlistItemId}"}),
    ("playlistItem", "get"): get(
        "/playlistItems",
        {
            "part": "contentDetails,id,snippet,status",
            "id": "{playlistItemId}",
            "onBehalfOfContentOwner": "{options.onBehalfOfContentOwner}",
        },
        "$answer.items",
        is_one=True,
    ),
    ("video", "delete"): delete("/videos", body={"id": "{videoId}"}),
    ("video", "rate"): post(
        "/videos/rate", {"id": "{videoId}", "rating": "{rating}"}, '{"success": true}', is_one=True
    ),
    ("videoCategory", "getAll"): get(
        "/videoCategories", {"regionCode": "{regionCode}", "part": "snippet"}, "$answer.items"
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"gmail": _GMAIL, "googleDrive": _GOOGLE_DRIVE, "youTube": _YOU_TUBE}
)
"""By the type of n8n's node."""
