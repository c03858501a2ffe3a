"""Further operations of the applications of `google`, as n8n's nodes send them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put, settings
from exeoflow.importers.n8n.applications.model import DONE, Operation

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

# Google Sheets: a sheet is looked for among those of its spreadsheet, by its number or its name.
_CHANGES: Final = "/v4/spreadsheets/{documentId}:batchUpdate"
_SHEETS: Final = get("/v4/spreadsheets/{documentId}", {"fields": "sheets.properties"})
_WITHOUT_REPLIES: Final = '$sift($answer, function($v, $k) { $k != "replies" })'
_ID: Final = (
    '$key := $replace($string($request.sheet), /^gid=/, ""); '
    '$found := $before.sheets.properties[$request.by = "name" ? title = $request.sheet '
    ": $string(sheetId) = $key][0]; "
    '$id := $exists($found) ? $found.sheetId : $error("The sheet was not found."); '
)
"""JSONata that binds `$id` to the number of the sheet that `$request` names."""
_COLUMN: Final = (
    '$contains($request.column, /^[A-Z]+$/) ? $reduce([$map($split($request.column, ""), function($c) '
    '{ $length($substringBefore("ABCDEFGHIJKLMNOPQRSTUVWXYZ", $c)) + 1 })], '
    'function($all, $c) { $all * 26 + $c }, 0) : $error("A column is named by capital letters.")'
)
_COLOR: Final = (
    "$contains($request.color, /^#?([A-Fa-f0-9]{3}|[A-Fa-f0-9]{6})$/) ? "
    '($digits := $split($lowercase($replace($request.color, "#", "")), ""); $each := $count($digits) = 3; '
    "$part := function($n) { $reduce([$map($each ? [$n, $n] : [$n * 2, $n * 2 + 1], function($k) "
    '{ $length($substringBefore("0123456789abcdef", $digits[$k])) })], '
    "function($all, $digit) { $all * 16 + $digit }, 0) / 255 }; "
    '{"tabColor": {"red": $part(0), "green": $part(1), "blue": $part(2)}}) : $error("This is no color.")'
)
_NEW_SHEET: Final = (
    f'{{"requests": [{{"addSheet": {{"properties": $merge([$request.properties, '
    f"$exists($request.color) ? ({_COLOR}) : {{}}])}}}}]}}"
)


def _since_2(operation: Operation, *refused: tuple[str, object]) -> Operation:
    """An operation that is described for later versions of the node, but for some of its settings."""
    described = replace(operation, where=dict.fromkeys(refused))
    return replace(operation, where={("@version", 2.0): described, ("operation", ...): None})


def _changed_sheet(body: Mapping[str, str], change: str, items: str, *, is_one: bool) -> Operation:
    """A change of the sheet that the node names, in JSONata that knows its `$id`."""
    named = {"sheet": "{sheetName}", "by": "{sheetName.mode}", **body, "$": _ID + change}
    found = post(_CHANGES, named, items, is_one=is_one, before=_SHEETS)
    # The address of a sheet is not read for its number.
    return _since_2(found, ("sheetName.mode", "url"))


def _cut(dimension: str, body: Mapping[str, str], first: str) -> Operation:
    """Delete rows or columns; n8n says once, for all items, that it did."""
    extent = f'"dimension": "{dimension}", "startIndex": $first - 1, "endIndex": $first - 1 + $request.most'
    cut = f'{{"requests": [{{"deleteDimension": {{"range": {{"sheetId": $id, {extent}}}}}}}]}}'
    most = {"most": "{number:numberToDelete|=1}"}
    once = f"($n > 0 ? [] : {DONE})"
    return _changed_sheet({**most, **body}, f"$first := {first}; {cut}", once, is_one=False)


_ROWS_CUT: Final = _cut("ROWS", {"row": "{number:startIndex|=2}"}, "$request.row")
_COLUMNS_CUT: Final = _cut("COLUMNS", {"column": "{startIndex|A}"}, _COLUMN)
_GOOGLE_SHEETS: Final = {
    ("sheet", "create"): _since_2(
        post(
            _CHANGES,
            {
                "properties": ("{options}", {"title": "{title|n8n-sheet}"}),
                "color": "{options.tabColor}",
                "$": _NEW_SHEET,
            },
            f"$merge([{_WITHOUT_REPLIES}, $answer.replies[0].addSheet.properties])",
            is_one=True,
        )
    ),
    ("sheet", "delete"): replace(_ROWS_CUT, where={("toDelete", "columns"): _COLUMNS_CUT, **_ROWS_CUT.where}),
    ("sheet", "remove"): _changed_sheet(
        {}, '{"requests": [{"deleteSheet": {"sheetId": $id}}]}', _WITHOUT_REPLIES, is_one=True
    ),
    ("spreadsheet", "deleteSpreadsheet"): delete("https://www.googleapis.com/drive/v3/files/{documentId}"),
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

_PARTS: Final = (
    "brandingSettings,contentDetails,contentOwnerDetails,id,localizations,snippet,statistics,status,"
    "topicDetails"
)
_CHANNEL_FILTERS: Final = settings("filters", "categoryId forUsername id managedByMe")
_OF_CHANNELS: Final = {
    **settings("options", "h1 onBehalfOfContentOwner"),
    **_CHANNEL_FILTERS,
    "maxResults": "{limit|=25}",
}


def _channels(part: str) -> Operation:
    """Channels by what is asked of them; one's own unless others are meant."""
    of = {"part": part, **_OF_CHANNELS}
    others = get("/channels", of, "$answer.items")
    where = {(f"filters.{each}", ...): others for each in _CHANNEL_FILTERS}
    return get("/channels", {**of, "mine": "true"}, "$answer.items", where=where)


_SOME_PARTS: Final = _channels(f"{{joined:part|{_PARTS}}}")
_YOU_TUBE: Final = {
    ("channel", "getAll"): replace(
        _SOME_PARTS, where={("part", ("*",)): _channels(_PARTS), **_SOME_PARTS.where}
    ),
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
    ("video", "rate"): post("/videos/rate", {"id": "{videoId}", "rating": "{rating}"}, DONE, is_one=True),
    ("video", "update"): put(
        "/videos",
        {
            "id": "{videoId}",
            "snippet": {
                "title": "{title}",
                "categoryId": "{categoryId}",
                "description": "{updateFields.description}",
                "tags": "{parts:updateFields.tags}",
                "defaultLanguage": "{updateFields.defaultLanguage}",
            },
            "status": settings(
                "updateFields",
                "privacyStatus embeddable publicStatsViewable publishAt selfDeclaredMadeForKids license",
            ),
            "recordingDetails": settings("updateFields", "recordingDate"),
        },
        query={"part": "snippet, status, recordingDetails"},
    ),
    ("videoCategory", "getAll"): get(
        "/videoCategories", {"regionCode": "{regionCode}", "part": "snippet"}, "$answer.items"
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"gmail": _GMAIL, "googleDrive": _GOOGLE_DRIVE, "googleSheets": _GOOGLE_SHEETS, "youTube": _YOU_TUBE}
)
"""By the type of n8n's node."""
