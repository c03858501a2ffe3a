"""Google's applications."""

from dataclasses import replace
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, settings
from exeoflow.importers.n8n.applications.model import Application, Operation

# Google Sheets: rows are objects by the first row's names.
_SHEET: Final = "/v4/spreadsheets/{documentId, sheetId}/values/{title:sheetName, range|A:F}"

_ROWS: Final = (
    "($head := $answer.values[0]; $map($answer.values, function($row, $n) { $n > 0 ? "
    '$merge([{"row_number": $n + 1}, $merge($map($head, function($name, $k) { '
    '{$name: $exists($row[$k]) ? $row[$k] : ""} }))]) }))'
)

_HEADER: Final = get(_SHEET)

_CELLS: Final = (
    "$map($before.values[0], function($name) { ($cell := $lookup($request.row, $name); "
    '$exists($cell) ? $cell : "") })'
)

# Old versions list the fields of a row apart, or send the item.
_FIELDS: Final = "{columns:columns.value, fieldsUi.fieldValues, fieldsUi.values, columns|=$json}"

_APPEND: Final = Operation(
    "POST",
    _SHEET + ":append",
    {"valueInputOption": "{options.cellFormat|USER_ENTERED}"},
    {"row": _FIELDS, "$": f'{{"values": [[{_CELLS}]]}}'},
    items="$request.row",
    is_one=True,
    before=_HEADER,
)

_ROW: Final = {
    "row": _FIELDS,
    "key": "{columns.matchingColumns, columnToMatchOn, key|id}",
    "wanted": "{valueToMatchOn}",
    "range": "{range}",
}

_AT_ROW: Final = (
    r"$range := $exists($request.range) ? $match($address, /([A-Za-z]+)[0-9]*%3A[A-Za-z]+[0-9]*$/)[0]; "
    "$exists($range) ? $substringBefore($address, $range.match) & $range.groups[0] & $string($place) "
    ': $address & "!A" & $string($place)'
)
"""The address of the row at `$place`: in the range that old versions name, or in the sheet."""

_FOUND: Final = (
    "$key := $request.key[0]; $head := $before.values[0]; "
    "$column := $filter([0..$count($head) - 1], function($n) { $head[$n] = $key })[0]; "
    "$value := $string($exists($request.wanted) ? $request.wanted : $lookup($request.row, $key)); "
    "$row := $filter([1..$count($before.values) - 1], function($n) { "
    "$string(($before.values[$n])[$column]) = $value })[0]"
)
"""The position of the row whose key is the item's."""

_CHANGED: Final = (
    '{"values": [[$map($before.values[0], function($name) { ($cell := $lookup($request.row, $name); '
    "$exists($cell) ? $cell : null) })]]}"
)


def _known_by_fields(operation: Operation) -> Operation:
    """Where the fields are listed apart, the item itself goes on."""
    return replace(operation, where={("fieldsUi", ...): replace(operation, items="$given")})


def _row_at(missing: str) -> Operation:
    place = f"$exists($row) ? $row + 1 : {missing}"
    return _known_by_fields(
        Operation(
            "PUT",
            _SHEET,
            {"valueInputOption": "{options.cellFormat|USER_ENTERED}"},
            {**_ROW, "$": _CHANGED},
            items="$request.row",
            is_one=True,
            address=f"{_FOUND}; $place := {place}; {_AT_ROW}",
            before=_HEADER,
        )
    )


GOOGLE_SHEETS: Final = Application(
    "Google Sheets",
    "https://sheets.googleapis.com",
    {
        ("sheet", "read"): get(_SHEET, items=_ROWS),
        ("sheet", "append"): _known_by_fields(_APPEND),
        ("sheet", "update"): _row_at('$error("No row has this key.")'),
        ("sheet", "appendOrUpdate"): _row_at("$count($before.values) + 1"),
        ("sheet", "upsert"): _row_at("$count($before.values) + 1"),
        ("sheet", "clear"): post(_SHEET + ":clear", {}),
        ("sheet", "lookup"): get(_SHEET, items=_ROWS),
        ("spreadsheet", "create"): post("/v4/spreadsheets", {"properties": {"title": "{title}"}}),
    },
    default="sheet",
    defaults={"sheet": "read", "spreadsheet": "create"},
)

_MAIL: Final = "/gmail/v1/users/me"

# The headers of a message name who sent it and what it is called; only addresses are sure to be ASCII.
_REPLY: Final = (
    "( $h := function($n) { $before.payload.headers[$lowercase(name) = $n][0].value }; "
    '$from := $h("reply-to"); '
    '$to := $match($request.since and $exists($from) ? $from : $h("from"), /[^<\\s]+@[^>\\s]+/)[0].match; '
    '$subject := $replace($replace($encodeUrlComponent($h("subject")), "%", "="), "_", "=5F"); '
    '$mail := "To: " & $to & "\\r\\nSubject: =?utf-8?Q?" & $subject & "?=\\r\\nIn-Reply-To: " & '
    '$h("message-id") & "\\r\\nReferences: " & $h("message-id") & "\\r\\nMIME-Version: 1.0\\r\\n'
    'Content-Type: text/" & ($request.kind = "text" ? "plain" : "html") & "; charset=utf-8\\r\\n'
    'Content-Transfer-Encoding: quoted-printable\\r\\n\\r\\n" & $request.text; '
    '{"raw": $replace($replace($base64encode($mail), "+", "-"), "/", "_"), "threadId": $before.threadId} )'
)


def _listed(usual: str, **more: Any) -> Operation:  # noqa: ANN401
    """Messages, as many as the node's version begins with."""
    asked = {"maxResults": f"{{limit|{usual}}}", "q": "{filters.q}", "labelIds": "{filters.labelIds}"}
    return get(_MAIL + "/messages", asked, "$answer.messages", **more)


def _replied(usual: str) -> Operation:
    """An answer to a message, also where it is called one to its thread, which the message names."""
    body = {"text": "{quoted:message}", "kind": f"{{emailType|{usual}}}", "$": _REPLY}
    found = Operation(
        "POST",
        _MAIL + "/messages/send",
        body=body,
        is_one=True,
        before=get(_MAIL + "/messages/{replied:messageId}?format=metadata"),
    )
    # Since then it goes where the sender asks for answers.
    return replace(found, where={("@version", 2.2): replace(found, body={**body, "since": True})})


GMAIL: Final = Application(
    "Gmail",
    "https://gmail.googleapis.com",
    {
        ("message", "send"): post(_MAIL + "/messages/send", {"raw": "{mail:message, bodyHtml, subject}"}),
        ("message", "reply"): _replied("html"),
        ("thread", "reply"): _replied("text"),
        ("draft", "create"): post(_MAIL + "/drafts", {"message": {"raw": "{mail:message, subject}"}}),
        ("message", "get"): get(_MAIL + "/messages/{messageId}", is_one=True),
        ("message", "getAll"): _listed("10", where={("@version", 2.0): _listed("50")}),
        ("message", "addLabels"): post(
            _MAIL + "/messages/{messageId}/modify", {"addLabelIds": "{list:labelIds}"}
        ),
        ("message", "removeLabels"): post(
            _MAIL + "/messages/{messageId}/modify", {"removeLabelIds": "{list:labelIds}"}
        ),
        ("message", "markAsRead"): post(
            _MAIL + "/messages/{messageId}/modify", {"removeLabelIds": ["UNREAD"]}
        ),
        ("message", "markAsUnread"): post(
            _MAIL + "/messages/{messageId}/modify", {"addLabelIds": ["UNREAD"]}
        ),
        ("message", "delete"): delete(_MAIL + "/messages/{messageId}"),
        ("label", "getAll"): get(_MAIL + "/labels", items="$answer.labels"),
        ("label", "create"): post(
            _MAIL + "/labels",
            {
                "name": "{name}",
                "labelListVisibility": "{options.labelListVisibility|labelShow}",
                "messageListVisibility": "{options.messageListVisibility|show}",
            },
        ),
        ("thread", "get"): get(
            _MAIL + "/threads/{threadId}?format=metadata&metadataHeaders=From&metadataHeaders=To"
            "&metadataHeaders=Cc&metadataHeaders=Bcc&metadataHeaders=Subject",
            is_one=True,
            where={("simple", False): get(_MAIL + "/threads/{threadId}?format=full", is_one=True)},
        ),
        ("thread", "getAll"): get(
            _MAIL + "/threads", {"maxResults": "{limit|50}", "q": "{filters.q}"}, "$answer.threads"
        ),
        ("thread", "addLabels"): post(
            _MAIL + "/threads/{threadId}/modify", {"addLabelIds": "{list:labelIds}"}
        ),
    },
    default="message",
    defaults={"message": "send", "draft": "create", "label": "getAll", "thread": "getAll"},
    of_versions={1: {"": "draft", "label": "create"}},
)

_DOWNLOADED: Final = (
    '$path := $split($address, "#"); $kind := $before.mimeType; '
    '$contains($kind, "vnd.google-apps.") ? $path[0] & "/export?mimeType=" & '
    '($contains($kind, "document") ? $path[1] : $contains($kind, "spreadsheet") ? $path[2] : '
    '$contains($kind, "presentation") ? $path[3] : "image%2Fjpeg") : $path[0] & "?alt=media"'
)
"""A document of Google's own has no bytes: it is exported in another form."""

_CONVERSION: Final = "options.googleFileConversion.conversion"


def _uploaded(parents: object, file: object) -> Operation:
    """Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads#multipart."""
    body = {"metadata": {"name": "{name}", "parents": parents}, "file": file}
    return Operation(
        "POST",
        "/upload/drive/v3/files",
        {"uploadType": "multipart", "fields": "*", "supportsAllDrives": "true"},
        body,
        is_one=True,
        body_type="multipart",
    )


_EVERY_DRIVE: Final = {"supportsAllDrives": "true"}


def _thrown_away(name: str) -> Operation:
    """Put a file or a folder into the bin, or delete it for good."""
    path = f"/drive/v3/files/{{{name}}}"
    gone = '{"id": $split($address, "/")[-1], "success": true}'
    for_good = delete(path, gone, query=_EVERY_DRIVE)
    return patch(
        path,
        {"trashed": True},
        query=_EVERY_DRIVE,
        items=gone,
        where={("options.deletePermanently", True): for_good},
    )


GOOGLE_DRIVE: Final = Application(
    "Google Drive",
    "https://www.googleapis.com",
    {
        ("file", "upload"): replace(
            _uploaded(["{folderId|root}"], "{file:inputDataFieldName|data}"),
            where={("binaryData", True): _uploaded("{list:parents}", "{file:binaryPropertyName|data}")},
        ),
        ("file", "createFromText"): _uploaded(
            ["{folderId|root}"],
            {"content": "{content|}", "filename": "file.txt", "content_type": "text/plain"},
        ),
        ("file", "download"): Operation(
            "GET",
            f"/drive/v3/files/{{fileId}}#{{{_CONVERSION}.docsToFormat|text/html}}"
            f"#{{{_CONVERSION}.sheetsToFormat|text/csv}}#{{{_CONVERSION}.slidesToFormat|application/pdf}}",
            items="$given",
            is_one=True,
            address=_DOWNLOADED,
            before=get("/drive/v3/files/{fileId}", {"fields": "mimeType,name", "supportsAllDrives": "true"}),
            response="binary",
            files="{$file: $n8_named_file($sent, $file, $before.name)}",
            file_name="options.binaryPropertyName",
        ),
        ("file", "copy"): post("/drive/v3/files/{fileId}/copy", {"name": "{name}"}),
        ("file", "delete"): delete("/drive/v3/files/{fileId}"),
        ("file", "deleteFile"): _thrown_away("fileId"),
        ("file", "move"): Operation(
            "PATCH", "/drive/v3/files/{fileId}", {"addParents": "{folderId}"}, body={}, is_one=True
        ),
        ("file", "share"): post(
            "/drive/v3/files/{fileId}/permissions",
            settings("permissionsUi.permissionsValues", "role type emailAddress"),
        ),
        ("file", "update"): patch(
            "/drive/v3/files/{fileId}",
            {"name": "{newUpdatedFileName}"},
            where={
                ("changeFileContent", True): Operation(
                    "PATCH",
                    "/upload/drive/v3/files/{fileId}",
                    {"uploadType": "multipart"},
                    {
                        "metadata": {"name": "{newUpdatedFileName}"},
                        "file": "{file:inputDataFieldName, binaryPropertyName|data}",
                    },
                    is_one=True,
                    body_type="multipart",
                )
            },
        ),
        ("file", "list"): get("/drive/v3/files", {"pageSize": "{limit|50}"}, "$answer.files"),
        ("fileFolder", "search"): get(
            "/drive/v3/files",
            {
                "pageSize": "{limit|50}",
                "q": "{drive_query:queryString, filter.folderId, filter.whatToSearch, filter.includeTrashed}",
                "fields": "nextPageToken, files({joined:options.fields|id, name})",
                "corpora": "allDrives",
                "spaces": "appDataFolder, drive",
                "includeItemsFromAllDrives": "true",
                **_EVERY_DRIVE,
            },
            "$answer.files",
        ),
        ("folder", "create"): post(
            "/drive/v3/files",
            {"name": "{name}", "mimeType": "application/vnd.google-apps.folder", "parents": ["{folderId}"]},
        ),
        ("folder", "deleteFolder"): _thrown_away("folderNoRootId"),
        ("drive", "list"): get("/drive/v3/drives", {"pageSize": "{limit|100}"}, "$answer.drives"),
    },
    default="file",
    defaults={"file": "upload", "fileFolder": "search", "folder": "create", "drive": "create"},
)

GOOGLE_CALENDAR: Final = Application(
    "Google Calendar",
    "https://www.googleapis.com/calendar/v3",
    {
        ("event", "create"): post(
            "/calendars/{calendar}/events",
            {
                "start": {"dateTime": "{start|=$now}"},
                "end": {"dateTime": "{end|=$now.plus(1, 'hour')}"},
                **settings("additionalFields", "summary description location"),
            },
        ),
        ("event", "get"): get("/calendars/{calendar}/events/{eventId}", is_one=True),
        ("event", "getAll"): get(
            "/calendars/{calendar}/events",
            {
                "maxResults": "{limit|50}",
                "timeMin": "{options.timeMin, timeMin}",
                "timeMax": "{options.timeMax, timeMax}",
                "q": "{options.query}",
                "singleEvents": "true",
            },
            "$answer.items",
            where={
                ("@version", 1.3): get(
                    "/calendars/{calendar}/events",
                    {
                        "maxResults": "{limit|50}",
                        "timeMin": "{options.timeMin, timeMin|=$now}",
                        "timeMax": "{options.timeMax, timeMax|=$now.plus(7, 'day')}",
                        "q": "{options.query}",
                        "singleEvents": "true",
                    },
                    "$answer.items",
                )
            },
        ),
        ("event", "delete"): delete("/calendars/{calendar}/events/{eventId}"),
        ("event", "update"): patch(
            "/calendars/{calendar}/events/{eventId}",
            {"summary": "{updateFields.summary}", "description": "{updateFields.description}"},
        ),
    },
    default="event",
    defaults={"event": "create"},
)

GOOGLE_DOCS: Final = Application(
    "Google Docs",
    "https://docs.googleapis.com/v1",
    {
        ("document", "get"): get("/documents/{document:documentURL}", is_one=True),
        ("document", "update"): post(
            "/documents/{document:documentURL}:batchUpdate",
            {"requests": "{document_changes:actionsUi.actionFields}"},
        ),
        ("document", "create"): post(
            "https://www.googleapis.com/drive/v3/files",
            {
                "name": "{title}",
                "mimeType": "application/vnd.google-apps.document",
                "parents": ["{folderId}"],
            },
        ),
    },
    default="document",
    defaults={"document": "create"},
)

_VIDEO: Final = {
    "snippet": {
        "title": "{title}",
        "categoryId": "{categoryId}",
        "description": "{options.description}",
        "tags": "{parts:options.tags}",
        "defaultLanguage": "{options.defaultLanguage}",
    },
    "status": settings(
        "options", "privacyStatus embeddable publicStatsViewable publishAt selfDeclaredMadeForKids license"
    ),
    "recordingDetails": settings("options", "recordingDate"),
}

_VIDEOS: Final = {
    "part": "snippet",
    "type": "video",
    "maxResults": "{limit|25}",
    **settings("options", "order safeSearch"),
}
_FILTERS: Final = settings(
    "filters",
    "channelId forDeveloper q regionCode relatedToVideoId videoCategoryId videoSyndicated videoType",
)

YOUTUBE: Final = Application(
    "YouTube",
    "https://www.googleapis.com/youtube/v3",
    {
        ("video", "get"): get(
            "/videos", {"id": "{videoId}", "part": "snippet,contentDetails,statistics"}, "$answer.items"
        ),
        ("video", "getAll"): get(
            "/search",
            {**_VIDEOS, "forMine": "true"},
            "$answer.items",
            where={("filters", ...): get("/search", {**_VIDEOS, **_FILTERS}, "$answer.items")},
        ),
        # The bytes go with what is said of them, in one request where n8n sends parts of them.
        ("video", "upload"): Operation(
            "POST",
            "https://www.googleapis.com/upload/youtube/v3/videos",
            {
                "uploadType": "multipart",
                "part": "snippet,status,recordingDetails",
                "notifySubscribers": "{options.notifySubscribers|false}",
            },
            {"metadata": _VIDEO, "file": "{file:binaryProperty|data}"},
            items='$merge([{"uploadId": $answer.id}, $answer])',
            is_one=True,
            body_type="multipart",
        ),
        ("channel", "get"): get(
            "/channels", {"id": "{channelId}", "part": "snippet,statistics"}, "$answer.items"
        ),
        ("playlist", "create"): Operation(
            "POST", "/playlists", {"part": "snippet"}, body={"snippet": {"title": "{title}"}}, is_one=True
        ),
        ("playlistItem", "getAll"): get(
            "/playlistItems",
            {
                "playlistId": "{playlistId}",
                "part": "contentDetails,id,snippet,status",
                "maxResults": "{limit|25}",
            },
            "$answer.items",
        ),
    },
    default="channel",
    defaults={"channel": "getAll", "video": "getAll", "playlist": "getAll", "playlistItem": "add"},
)  # fmt: skip

APPLICATIONS: Final = {
    "googleSheets": GOOGLE_SHEETS,
    "gmail": GMAIL,
    "googleDrive": GOOGLE_DRIVE,
    "googleCalendar": GOOGLE_CALENDAR,
    "googleDocs": GOOGLE_DOCS,
    "youTube": YOUTUBE,
}
