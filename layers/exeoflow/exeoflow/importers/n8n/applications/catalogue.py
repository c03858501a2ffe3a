"""The applications, by the type of n8n's node."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.model import Application, Operation


def _get(path: str, query: Mapping[str, str] | None = None, items: str = "$answer", **more: Any) -> Operation:  # noqa: ANN401
    return Operation("GET", path, query or {}, items=items, **more)


def _post(path: str, body: Any, items: str = "$answer", **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    return Operation("POST", path, body=body, items=items, is_one=items == "$answer", **more)


def _put(path: str, body: Any, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    return Operation("PUT", path, body=body, is_one=True, **more)


def _patch(path: str, body: Any, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    return Operation("PATCH", path, body=body, is_one=True, **more)


def _delete(path: str, items: str = '{"success": true}') -> Operation:
    return Operation("DELETE", path, items=items, is_one=True)


# Google Sheets: rows are objects by the first row's names.
_SHEET: Final = "/v4/spreadsheets/{documentId, sheetId}/values/{title:sheetName, range}"
_ROWS: Final = (
    "($head := $answer.values[0]; $map($answer.values, function($row, $n) { $n > 0 ? "
    '$merge([{"row_number": $n + 1}, $merge($map($head, function($name, $k) { '
    '{$name: $exists($row[$k]) ? $row[$k] : ""} }))]) }))'
)
_HEADER: Final = _get(_SHEET)
_CELLS: Final = (
    "$map($before.values[0], function($name) { ($cell := $lookup($request.row, $name); "
    '$exists($cell) ? $cell : "") })'
)
_APPEND: Final = Operation(
    "POST",
    _SHEET + ":append",
    {"valueInputOption": "{options.cellFormat|USER_ENTERED}"},
    {"row": "{columns:columns.value, fieldsUi.values, columns|}", "$": f'{{"values": [[{_CELLS}]]}}'},
    items="$request.row",
    is_one=True,
    before=_HEADER,
)
_ROW: Final = {
    "row": "{columns:columns.value, fieldsUi.values, columns|}",
    "key": "{columns.matchingColumns, columnToMatchOn, key|id}",
}
_FOUND: Final = (
    "$key := $request.key[0]; $head := $before.values[0]; "
    "$column := $filter([0..$count($head) - 1], function($n) { $head[$n] = $key })[0]; "
    "$value := $string($lookup($request.row, $key)); "
    "$row := $filter([1..$count($before.values) - 1], function($n) { "
    "$string(($before.values[$n])[$column]) = $value })[0]"
)
"""The position of the row whose key is the item's."""
_CHANGED: Final = (
    '{"values": [[$map($before.values[0], function($name) { ($cell := $lookup($request.row, $name); '
    "$exists($cell) ? $cell : null) })]]}"
)


def _row_at(missing: str) -> Operation:
    place = f"$exists($row) ? $row + 1 : {missing}"
    return Operation(
        "PUT",
        _SHEET,
        {"valueInputOption": "{options.cellFormat|USER_ENTERED}"},
        {**_ROW, "$": _CHANGED},
        items="$request.row",
        is_one=True,
        address=f'{_FOUND}; $address & "!A" & $string({place})',
        before=_HEADER,
    )


GOOGLE_SHEETS: Final = Application(
    "Google Sheets",
    "https://sheets.googleapis.com",
    {
        ("sheet", "read"): _get(_SHEET, items=_ROWS),
        ("sheet", "append"): _APPEND,
        ("sheet", "update"): _row_at('$error("No row has this key.")'),
        ("sheet", "appendOrUpdate"): _row_at("$count($before.values) + 1"),
        ("sheet", "clear"): _post(_SHEET + ":clear", {}),
        ("sheet", "lookup"): _get(_SHEET, items=_ROWS),
        ("spreadsheet", "create"): _post("/v4/spreadsheets", {"properties": {"title": "{title}"}}),
    },
    default="sheet",
    defaults={"sheet": "read", "spreadsheet": "create"},
)

_TELEGRAM_TEXT: Final = {
    "chat_id": "{chatId}",
    "text": "{text}",
    "parse_mode": "{additionalFields.parse_mode|Markdown}",
    "reply_to_message_id": "{additionalFields.reply_to_message_id}",
    "disable_notification": "{additionalFields.disable_notification}",
    "disable_web_page_preview": "{additionalFields.disable_web_page_preview}",
    "message_thread_id": "{additionalFields.message_thread_id}",
}


def _telegram_file(kind: str) -> Operation:
    body = {
        "chat_id": "{chatId}",
        kind: "{file}",
        "caption": "{additionalFields.caption}",
        "parse_mode": "{additionalFields.parse_mode}",
    }
    return _post(f"/send{kind.capitalize()}", body)


TELEGRAM: Final = Application(
    "Telegram",
    "https://api.telegram.org/bot<token>",
    {
        ("message", "sendMessage"): _post("/sendMessage", _TELEGRAM_TEXT),
        ("message", "sendPhoto"): _telegram_file("photo"),
        ("message", "sendDocument"): _telegram_file("document"),
        ("message", "sendVideo"): _telegram_file("video"),
        ("message", "sendAudio"): _telegram_file("audio"),
        ("message", "sendAnimation"): _telegram_file("animation"),
        ("message", "sendSticker"): _telegram_file("sticker"),
        ("message", "sendChatAction"): _post(
            "/sendChatAction", {"chat_id": "{chatId}", "action": "{action|typing}"}
        ),
        ("message", "sendLocation"): _post(
            "/sendLocation",
            {"chat_id": "{chatId}", "latitude": "{latitude}", "longitude": "{longitude}"},
        ),
        ("message", "editMessageText"): _post(
            "/editMessageText",
            {
                "chat_id": "{chatId}",
                "message_id": "{messageId}",
                "inline_message_id": "{inlineMessageId}",
                "text": "{text}",
                "parse_mode": "{additionalFields.parse_mode|Markdown}",
            },
        ),
        ("message", "deleteMessage"): _post(
            "/deleteMessage", {"chat_id": "{chatId}", "message_id": "{messageId}"}
        ),
        ("message", "pinChatMessage"): _post(
            "/pinChatMessage", {"chat_id": "{chatId}", "message_id": "{messageId}"}
        ),
        ("callback", "answerQuery"): _post(
            "/answerCallbackQuery",
            {
                "callback_query_id": "{queryId}",
                "text": "{additionalFields.text}",
                "show_alert": "{additionalFields.show_alert}",
            },
        ),
        ("file", "get"): _post("/getFile", {"file_id": "{fileId}"}),
        ("chat", "get"): _post("/getChat", {"chat_id": "{chatId}"}),
        ("chat", "administrators"): _post("/getChatAdministrators", {"chat_id": "{chatId}"}),
        ("chat", "member"): _post("/getChatMember", {"chat_id": "{chatId}", "user_id": "{userId}"}),
        ("chat", "leave"): _post("/leaveChat", {"chat_id": "{chatId}"}),
    },
    default="message",
    defaults={"message": "sendMessage", "callback": "answerQuery", "file": "get", "chat": "get"},
)

_MAIL: Final = "/gmail/v1/users/me"
GMAIL: Final = Application(
    "Gmail",
    "https://gmail.googleapis.com",
    {
        ("message", "send"): _post(_MAIL + "/messages/send", {"raw": "{mail:message, bodyHtml, subject}"}),
        ("draft", "create"): _post(_MAIL + "/drafts", {"message": {"raw": "{mail:message, subject}"}}),
        ("message", "get"): _get(_MAIL + "/messages/{messageId}", is_one=True),
        ("message", "getAll"): _get(
            _MAIL + "/messages",
            {"maxResults": "{limit|50}", "q": "{filters.q}", "labelIds": "{filters.labelIds}"},
            "$answer.messages",
        ),
        ("message", "addLabels"): _post(
            _MAIL + "/messages/{messageId}/modify", {"addLabelIds": "{list:labelIds}"}
        ),
        ("message", "removeLabels"): _post(
            _MAIL + "/messages/{messageId}/modify", {"removeLabelIds": "{list:labelIds}"}
        ),
        ("message", "markAsRead"): _post(
            _MAIL + "/messages/{messageId}/modify", {"removeLabelIds": ["UNREAD"]}
        ),
        ("message", "markAsUnread"): _post(
            _MAIL + "/messages/{messageId}/modify", {"addLabelIds": ["UNREAD"]}
        ),
        ("message", "delete"): _delete(_MAIL + "/messages/{messageId}"),
        ("label", "getAll"): _get(_MAIL + "/labels", items="$answer.labels"),
        ("label", "create"): _post(_MAIL + "/labels", {"name": "{name}"}),
        ("thread", "get"): _get(_MAIL + "/threads/{threadId}", is_one=True),
        ("thread", "getAll"): _get(
            _MAIL + "/threads", {"maxResults": "{limit|50}", "q": "{filters.q}"}, "$answer.threads"
        ),
        ("thread", "addLabels"): _post(
            _MAIL + "/threads/{threadId}/modify", {"addLabelIds": "{list:labelIds}"}
        ),
    },
    default="message",
    defaults={"message": "send", "draft": "create", "label": "getAll", "thread": "getAll"},
)

_CHANNEL: Final = "{channelId, user, channel}"
SLACK: Final = Application(
    "Slack",
    "https://slack.com/api",
    {
        ("message", "post"): _post(
            "/chat.postMessage",
            {
                "channel": _CHANNEL,
                "text": "{text}",
                "blocks": "{blocks:blocksUi}",
                "thread_ts": "{otherOptions.thread_ts.replyValues.thread_ts}",
            },
        ),
        ("message", "update"): _post(
            "/chat.update",
            {"channel": _CHANNEL, "ts": "{ts}", "text": "{text, updateFields.text}"},
        ),
        ("message", "delete"): _post("/chat.delete", {"channel": _CHANNEL, "ts": "{timestamp}"}),
        ("message", "getPermalink"): _get(
            "/chat.getPermalink", {"channel": _CHANNEL, "message_ts": "{timestamp}"}, is_one=True
        ),
        ("message", "search"): _get(
            "/search.messages", {"query": "{query}", "count": "{limit|25}"}, "$answer.messages.matches"
        ),
        ("channel", "getAll"): _get("/conversations.list", {"limit": "{limit|100}"}, "$answer.channels"),
        ("channel", "get"): _get(
            "/conversations.info", {"channel": _CHANNEL}, "$answer.channel", is_one=True
        ),
        ("channel", "history"): _get(
            "/conversations.history", {"channel": _CHANNEL, "limit": "{limit|100}"}, "$answer.messages"
        ),
        ("channel", "replies"): _get(
            "/conversations.replies", {"channel": _CHANNEL, "ts": "{ts}"}, "$answer.messages"
        ),
        ("channel", "create"): _post("/conversations.create", {"name": "{channelId}"}),
        ("channel", "join"): _post("/conversations.join", {"channel": _CHANNEL}),
        ("channel", "invite"): _post("/conversations.invite", {"channel": _CHANNEL, "users": "{userIds}"}),
        ("user", "info"): _get("/users.info", {"user": "{user}"}, "$answer.user", is_one=True),
        ("user", "getAll"): _get("/users.list", {"limit": "{limit|100}"}, "$answer.members"),
        ("user", "getProfile"): _get(
            "/users.profile.get", {"user": "{user}"}, "$answer.profile", is_one=True
        ),
        ("reaction", "add"): _post(
            "/reactions.add", {"channel": _CHANNEL, "timestamp": "{timestamp}", "name": "{name}"}
        ),
    },
    default="message",
    defaults={"message": "post", "channel": "create", "user": "info", "reaction": "add"},
)

_TABLE: Final = "/v0/{base, application}/{table}"
_RECORD: Final = '$merge([{"id": $answer.id, "createdTime": $answer.createdTime}, $answer.fields])'
_RECORDS: Final = (
    '$map($answer.records, function($r) { $merge([{"id": $r.id, "createdTime": $r.createdTime}, '
    "$r.fields]) })"
)
_FIELDS: Final = "{columns:columns.value, columns}"
AIRTABLE: Final = Application(
    "Airtable",
    "https://api.airtable.com",
    {
        ("record", "search"): _get(
            _TABLE, {"filterByFormula": "{filterByFormula}", "pageSize": "100"}, _RECORDS
        ),
        ("record", "list"): _get(
            _TABLE, {"filterByFormula": "{additionalOptions.filterByFormula}"}, _RECORDS
        ),
        ("record", "read"): _get(_TABLE + "/{id}", items=_RECORD, is_one=True),
        ("record", "get"): _get(_TABLE + "/{id}", items=_RECORD, is_one=True),
        ("record", "create"): Operation("POST", _TABLE, body={"fields": _FIELDS}, items=_RECORD, is_one=True),
        ("record", "append"): Operation("POST", _TABLE, body={"fields": _FIELDS}, items=_RECORD, is_one=True),
        ("record", "update"): Operation(
            "PATCH", _TABLE + "/{id, columns.value.id}", body={"fields": "{fields:columns.value, columns}"},
            items=_RECORD, is_one=True,
        ),
        ("record", "upsert"): Operation(
            "PATCH", _TABLE,
            body={
                "performUpsert": {"fieldsToMergeOn": "{columns.matchingColumns}"},
                "records": [{"fields": "{fields:columns.value, columns}"}],
            },
            items=_RECORDS,
        ),
        ("record", "delete"): _delete(_TABLE + "/{id}", "$answer"),
        ("record", "deleteRecord"): _delete(_TABLE + "/{id}", "$answer"),
        ("base", "getMany"): _get("/v0/meta/bases", items="$answer.bases"),
        ("base", "getSchema"): _get("/v0/meta/bases/{base}/tables", items="$answer.tables"),
    },
    default="record",
    defaults={"record": "read", "base": "getMany"},
)  # fmt: skip

NOTION: Final = Application(
    "Notion",
    "https://api.notion.com/v1",
    {
        ("databasePage", "getAll"): _post(
            "/databases/{databaseId}/query", {"page_size": "{number:limit|50}"}, "$answer.results"
        ),
        ("databasePage", "get"): _get("/pages/{pageId}", is_one=True),
        ("databasePage", "archive"): _patch("/pages/{pageId}", {"archived": True}),
        ("database", "get"): _get("/databases/{databaseId}", is_one=True),
        ("database", "getAll"): _post(
            "/search", {"filter": {"property": "object", "value": "database"}}, "$answer.results"
        ),
        ("database", "search"): _post(
            "/search",
            {"query": "{text}", "filter": {"property": "object", "value": "database"}},
            "$answer.results",
        ),
        ("page", "get"): _get("/pages/{pageId}", is_one=True),
        ("page", "search"): _post("/search", {"query": "{text}"}, "$answer.results"),
        ("page", "archive"): _patch("/pages/{pageId}", {"archived": True}),
        ("block", "getAll"): _get("/blocks/{blockId}/children", items="$answer.results"),
        ("user", "get"): _get("/users/{userId}", is_one=True),
        ("user", "getAll"): _get("/users", items="$answer.results"),
    },
    default="block",
    defaults={"databasePage": "create", "block": "append", "page": "create", "database": "get"},
    headers={"Notion-Version": "2022-06-28"},
)

GOOGLE_DRIVE: Final = Application(
    "Google Drive",
    "https://www.googleapis.com",
    {
        ("file", "copy"): _post("/drive/v3/files/{fileId}/copy", {"name": "{name}"}),
        ("file", "delete"): _delete("/drive/v3/files/{fileId}"),
        ("file", "deleteFile"): _delete("/drive/v3/files/{fileId}"),
        ("file", "move"): Operation(
            "PATCH", "/drive/v3/files/{fileId}", {"addParents": "{folderId}"}, body={}, is_one=True
        ),
        ("file", "share"): _post(
            "/drive/v3/files/{fileId}/permissions",
            {
                "role": "{permissionsUi.permissionsValues.role}",
                "type": "{permissionsUi.permissionsValues.type}",
                "emailAddress": "{permissionsUi.permissionsValues.emailAddress}",
            },
        ),
        ("file", "update"): _patch("/drive/v3/files/{fileId}", {"name": "{newUpdatedFileName}"}),
        ("file", "list"): _get("/drive/v3/files", {"pageSize": "{limit|50}"}, "$answer.files"),
        ("fileFolder", "search"): _get(
            "/drive/v3/files",
            {"pageSize": "{limit|50}", "q": "name contains '{queryString}'"},
            "$answer.files",
        ),
        ("folder", "create"): _post(
            "/drive/v3/files",
            {"name": "{name}", "mimeType": "application/vnd.google-apps.folder", "parents": ["{folderId}"]},
        ),
        ("folder", "deleteFolder"): _delete("/drive/v3/files/{folderNoRootId}"),
        ("drive", "list"): _get("/drive/v3/drives", items="$answer.drives"),
    },
    default="file",
    defaults={"file": "upload", "fileFolder": "search", "folder": "create", "drive": "list"},
)

GOOGLE_CALENDAR: Final = Application(
    "Google Calendar",
    "https://www.googleapis.com/calendar/v3",
    {
        ("event", "create"): _post(
            "/calendars/{calendar}/events",
            {
                "start": {"dateTime": "{start}"},
                "end": {"dateTime": "{end}"},
                "summary": "{additionalFields.summary}",
                "description": "{additionalFields.description}",
                "location": "{additionalFields.location}",
            },
        ),
        ("event", "get"): _get("/calendars/{calendar}/events/{eventId}", is_one=True),
        ("event", "getAll"): _get(
            "/calendars/{calendar}/events",
            {
                "maxResults": "{limit|50}",
                "timeMin": "{options.timeMin, timeMin}",
                "timeMax": "{options.timeMax, timeMax}",
                "q": "{options.query}",
                "singleEvents": "true",
            },
            "$answer.items",
        ),
        ("event", "delete"): _delete("/calendars/{calendar}/events/{eventId}"),
        ("event", "update"): _patch(
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
        ("document", "get"): _get("/documents/{documentURL}", is_one=True),
        ("document", "create"): _post("/documents", {"title": "{title}"}),
    },
    default="document",
    defaults={"document": "create"},
)

GITHUB: Final = Application(
    "GitHub",
    "https://api.github.com",
    {
        ("issue", "create"): _post(
            "/repos/{owner}/{repository}/issues", {"title": "{title}", "body": "{body}"}
        ),
        ("issue", "get"): _get("/repos/{owner}/{repository}/issues/{issueNumber}", is_one=True),
        ("issue", "edit"): _patch(
            "/repos/{owner}/{repository}/issues/{issueNumber}",
            {"title": "{editFields.title}", "body": "{editFields.body}", "state": "{editFields.state}"},
        ),
        ("file", "create"): _put(
            "/repos/{owner}/{repository}/contents/{filePath}",
            {
                "message": "{commitMessage}",
                "content": "{base64:fileContent}",
                "branch": "{additionalParameters.branch.branch}",
            },
        ),
        ("file", "edit"): Operation(
            "PUT",
            "/repos/{owner}/{repository}/contents/{filePath}",
            body={
                "message": "{commitMessage}",
                "content": "{base64:fileContent}",
                "$": '$merge([$request, {"sha": $before.sha}])',
            },
            is_one=True,
            before=_get("/repos/{owner}/{repository}/contents/{filePath}"),
        ),
        ("issue", "createComment"): _post(
            "/repos/{owner}/{repository}/issues/{issueNumber}/comments", {"body": "{body}"}
        ),
        ("file", "get"): _get("/repos/{owner}/{repository}/contents/{filePath}", is_one=True),
        ("file", "list"): _get("/repos/{owner}/{repository}/contents/{filePath}"),
        ("repository", "get"): _get("/repos/{owner}/{repository}", is_one=True),
        ("repository", "getIssues"): _get("/repos/{owner}/{repository}/issues", {"per_page": "{limit|50}"}),
        ("release", "create"): _post("/repos/{owner}/{repository}/releases", {"tag_name": "{releaseTag}"}),
        ("release", "getAll"): _get("/repos/{owner}/{repository}/releases", {"per_page": "{limit|50}"}),
        ("user", "getRepositories"): _get("/users/{owner}/repos", {"per_page": "{limit|50}"}),
    },
    default="issue",
    defaults={"issue": "create", "file": "create", "repository": "getIssues", "release": "create"},
)

JIRA: Final = Application(
    "Jira",
    "https://<site>.atlassian.net/rest/api/2",
    {
        ("issue", "create"): _post(
            "/issue",
            {
                "fields": {
                    "project": {"id": "{project}"},
                    "issuetype": {"id": "{issueType}"},
                    "summary": "{summary}",
                    "description": "{additionalFields.description}",
                }
            },
        ),
        ("issue", "get"): _get("/issue/{issueKey}", is_one=True),
        ("issue", "getAll"): _get(
            "/search", {"maxResults": "{limit|50}", "jql": "{options.jql}"}, "$answer.issues"
        ),
        ("issue", "update"): _put(
            "/issue/{issueKey}",
            {"fields": {"summary": "{updateFields.summary}", "description": "{updateFields.description}"}},
        ),
        ("issueComment", "add"): _post("/issue/{issueKey}/comment", {"body": "{comment}"}),
        ("issueComment", "getAll"): _get("/issue/{issueKey}/comment", items="$answer.comments"),
    },
    default="issue",
    defaults={"issue": "create", "issueComment": "add"},
    scheme="Basic",
)

_CRM: Final = "/crm/v3/objects"
HUBSPOT: Final = Application(
    "HubSpot",
    "https://api.hubapi.com",
    {
        ("contact", "get"): _get(_CRM + "/contacts/{contactId}", is_one=True),
        ("contact", "getAll"): _get(_CRM + "/contacts", {"limit": "{limit|100}"}, "$answer.results"),
        ("contact", "delete"): _delete(_CRM + "/contacts/{contactId}"),
        ("contact", "upsert"): _post(_CRM + "/contacts", {"properties": {"email": "{email}"}}),
        ("company", "get"): _get(_CRM + "/companies/{companyId}", is_one=True),
        ("company", "getAll"): _get(_CRM + "/companies", {"limit": "{limit|100}"}, "$answer.results"),
        ("deal", "get"): _get(_CRM + "/deals/{dealId}", is_one=True),
        ("deal", "getAll"): _get(_CRM + "/deals", {"limit": "{limit|100}"}, "$answer.results"),
        ("deal", "create"): _post(_CRM + "/deals", {"properties": {"dealstage": "{stage}"}}),
    },
    default="contact",
    defaults={"contact": "upsert", "company": "create", "deal": "create"},
)

PIPEDRIVE: Final = Application(
    "Pipedrive",
    "https://api.pipedrive.com/v1",
    {
        (resource, operation): request
        for resource, path, body in (
            ("deal", "deals", {"title": "{title}"}),
            ("person", "persons", {"name": "{name}"}),
            ("organization", "organizations", {"name": "{name}"}),
            ("note", "notes", {"content": "{content}", "deal_id": "{additionalFields.deal_id}"}),
            ("lead", "leads", {"title": "{title}", "person_id": "{person_id}"}),
            ("activity", "activities", {"subject": "{subject}", "type": "{type}"}),
        )
        for operation, request in (
            ("create", _post(f"/{path}", body, "$answer.data")),
            ("get", _get(f"/{path}/{{{resource}Id}}", items="$answer.data", is_one=True)),
            ("getAll", _get(f"/{path}", {"limit": "{limit|100}"}, "$answer.data")),
            ("delete", _delete(f"/{path}/{{{resource}Id}}")),
            ("search", _get(f"/{path}/search", {"term": "{term}"}, "$answer.data.items.item")),
        )
    },
    default="deal",
    defaults=dict.fromkeys(("deal", "person", "organization", "note", "lead", "activity"), "create"),
    header="x-api-token",
    scheme="",
)

OUTLOOK: Final = Application(
    "Microsoft Outlook",
    "https://graph.microsoft.com/v1.0/me",
    {
        ("message", "get"): _get("/messages/{messageId}", is_one=True),
        ("message", "getAll"): _get("/messages", {"$top": "{limit|50}"}, "$answer.value"),
        ("message", "delete"): _delete("/messages/{messageId}"),
        ("message", "move"): _post("/messages/{messageId}/move", {"destinationId": "{folderId}"}),
        ("message", "reply"): _post(
            "/messages/{messageId}/reply", {"comment": "{message}"}, '{"success": true}'
        ),
        ("message", "update"): _patch(
            "/messages/{messageId}",
            {"categories": "{updateFields.categories}", "isRead": "{updateFields.isRead}"},
        ),
        ("message", "send"): _post(
            "/sendMail",
            {
                "message": {
                    "subject": "{subject}",
                    "body": {
                        "contentType": "{additionalFields.bodyContentType|html}",
                        "content": "{bodyContent}",
                    },
                    "toRecipients": [{"emailAddress": {"address": "{toRecipients}"}}],
                }
            },
            '{"success": true}',
        ),
    },
    default="message",
    defaults={"message": "send"},
)

DISCORD: Final = Application(
    "Discord",
    "https://discord.com/api/v10",
    {
        ("message", "send"): _post("/channels/{channelId}/messages", {"content": "{content}"}),
        ("message", "get"): _get("/channels/{channelId}/messages/{messageId}", is_one=True),
        ("message", "getAll"): _get("/channels/{channelId}/messages", {"limit": "{limit|100}"}),
        ("channel", "getAll"): _get("/guilds/{guildId}/channels"),
        ("", ""): _post("{webhookUri}", {"content": "{text, content}"}),
    },
    default="message",
    defaults={"message": "send", "channel": "create"},
    scheme="Bot",
)

SUPABASE: Final = Application(
    "Supabase",
    "https://<project>.supabase.co",
    {
        ("row", "create"): Operation(
            "POST", "/rest/v1/{tableId}", body="{rows:fieldsUi.fieldValues}",
            headers={"Prefer": "return=representation"},
        ),
        ("row", "getAll"): _get("/rest/v1/{tableId}", {"limit": "{limit|50}"}),
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
        ("post", "create"): _post(
            "/posts",
            {
                "title": "{title}",
                "content": "{additionalFields.content}",
                "status": "{additionalFields.status}",
            },
        ),
        ("post", "get"): _get("/posts/{postId}", is_one=True),
        ("post", "getAll"): _get("/posts", {"per_page": "{limit|50}"}),
        ("post", "update"): _post(
            "/posts/{postId}",
            {
                "title": "{updateFields.title}",
                "content": "{updateFields.content}",
                "status": "{updateFields.status}",
            },
        ),
    },
    default="post",
    defaults={"post": "create"},
    scheme="Basic",
)

MATTERMOST: Final = Application(
    "Mattermost",
    "https://<host>/api/v4",
    {("message", "post"): _post("/posts", {"channel_id": "{channelId}", "message": "{message}"})},
    default="message",
    defaults={"message": "post"},
)

TWILIO: Final = Application(
    "Twilio",
    "https://api.twilio.com/2010-04-01/Accounts/<sid>",
    {
        ("sms", "send"): _post(
            "/Messages.json",
            "From={url:from}&To={url:to}&Body={url:message}",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    },
    default="sms",
    defaults={"sms": "send"},
    scheme="Basic",
)

WHATSAPP: Final = Application(
    "WhatsApp",
    "https://graph.facebook.com/v20.0",
    {
        ("message", "send"): _post(
            "/{phoneNumberId}/messages",
            {
                "messaging_product": "whatsapp",
                "to": "{recipientPhoneNumber}",
                "type": "text",
                "text": {"body": "{textBody}"},
            },
        )
    },
    default="message",
    defaults={"message": "send"},
)

X: Final = Application(
    "X (Twitter)",
    "https://api.x.com/2",
    {
        ("tweet", "create"): _post("/tweets", {"text": "{text}"}, "$answer.data"),
        ("tweet", "search"): _get(
            "/tweets/search/recent", {"query": "{searchText}", "max_results": "{limit|50}"}, "$answer.data"
        ),
    },
    default="tweet",
    defaults={"tweet": "create"},
)

OPEN_WEATHER_MAP: Final = Application(
    "OpenWeatherMap",
    "https://api.openweathermap.org/data/2.5",
    {
        ("", "currentWeather"): _get(
            "/weather", {"q": "{cityName}", "units": "{format|metric}", "lang": "{language}"}, is_one=True
        ),
        ("", "5DayForecast"): _get(
            "/forecast", {"q": "{cityName}", "units": "{format|metric}", "lang": "{language}"}, is_one=True
        ),
    },
    defaults={"": "currentWeather"},
)

_CHAT: Final = {
    "model": "{modelId, model, chatModel|gpt-4o-mini}",
    "messages": "{messages:messages.values, prompt.messages, prompt}",
    "temperature": "{options.temperature}",
    "max_tokens": "{options.maxTokens}",
}
OPENAI: Final = Application(
    "OpenAI",
    "https://api.openai.com/v1",
    {
        ("text", "message"): _post(
            "/chat/completions",
            _CHAT,
            '{"message": $answer.choices[0].message, "index": 0, '
            '"finish_reason": $answer.choices[0].finish_reason}',
        ),
        ("chat", "complete"): _post("/chat/completions", _CHAT, '{"message": $answer.choices[0].message}'),
        ("image", "generate"): _post(
            "/images/generations",
            {"model": "{model, imageModel|dall-e-3}", "prompt": "{prompt}"},
            "$answer.data",
        ),
        ("image", "create"): _post("/images/generations", {"prompt": "{prompt}"}, "$answer.data"),
        ("text", "complete"): _post(
            "/completions",
            {"model": "{model|gpt-3.5-turbo-instruct}", "prompt": "{prompt}"},
            "$answer.choices",
        ),
        ("text", "classify"): _post("/moderations", {"input": "{input}"}, "$answer.results"),
    },
    default="text",
    defaults={"text": "message", "chat": "complete", "image": "generate"},
)

TODOIST: Final = Application(
    "Todoist",
    "https://api.todoist.com/rest/v2",
    {
        ("task", "create"): _post(
            "/tasks",
            {"content": "{content}", "description": "{options.description}", "project_id": "{project}"},
        ),
        ("task", "getAll"): _get("/tasks"),
        ("task", "get"): _get("/tasks/{taskId}", is_one=True),
        ("task", "delete"): _delete("/tasks/{taskId}"),
        ("task", "close"): _post("/tasks/{taskId}/close", {}, '{"success": true}'),
    },
    default="task",
    defaults={"task": "create"},
)

N8N: Final = Application(
    "n8n",
    "https://<host>/api/v1",
    {
        ("workflow", "getAll"): _get(
            "/workflows",
            {
                "limit": "{limit|100}",
                "active": "{filters.activeWorkflows}",
                "tags": "{filters.tags}",
                "name": "{filters.name}",
            },
            "$answer.data",
        ),
        ("workflow", "get"): _get("/workflows/{workflowId}", is_one=True),
        ("workflow", "create"): _post("/workflows", "{json:workflowObject}"),
        ("workflow", "update"): _put("/workflows/{workflowId}", "{json:workflowObject}"),
        ("workflow", "delete"): _delete("/workflows/{workflowId}", "$answer"),
        ("workflow", "activate"): _post("/workflows/{workflowId}/activate", {}),
        ("workflow", "deactivate"): _post("/workflows/{workflowId}/deactivate", {}),
        ("execution", "getAll"): _get(
            "/executions",
            {
                "limit": "{limit|100}",
                "status": "{filters.status}",
                "workflowId": "{filters.workflowId}",
                "includeData": "{options.activeWorkflows}",
            },
            "$answer.data",
        ),
        ("execution", "get"): _get(
            "/executions/{executionId}", {"includeData": "{options.activeWorkflows}"}, is_one=True
        ),
        ("execution", "delete"): _delete("/executions/{executionId}", "$answer"),
        ("credential", "delete"): _delete("/credentials/{credentialId}", "$answer"),
        ("audit", "generate"): _post("/audit", {}),
    },
    default="workflow",
    defaults={"workflow": "getAll", "execution": "getAll", "audit": "generate"},
    header="X-N8N-API-KEY",
    scheme="",
)

BASEROW: Final = Application(
    "Baserow",
    "https://api.baserow.io/api/database/rows/table",
    {
        ("row", "getAll"): _get(
            "/{tableId}/", {"user_field_names": "true", "size": "{limit|100}"}, "$answer.results"
        ),
        ("row", "get"): _get("/{tableId}/{rowId}/", {"user_field_names": "true"}, is_one=True),
        ("row", "delete"): _delete("/{tableId}/{rowId}/"),
    },
    default="row",
    defaults={"row": "getAll"},
    scheme="Token",
)

ZENDESK: Final = Application(
    "Zendesk",
    "https://<subdomain>.zendesk.com/api/v2",
    {
        ("ticket", "create"): _post(
            "/tickets.json",
            {
                "ticket": {
                    "comment": {"body": "{description}"},
                    "subject": "{additionalFields.subject}",
                    "status": "{additionalFields.status}",
                    "type": "{additionalFields.type}",
                }
            },
            "$answer.ticket",
        ),
        ("ticket", "get"): _get("/tickets/{id}.json", items="$answer.ticket", is_one=True),
        ("ticket", "getAll"): _get("/tickets.json", {"per_page": "{limit|100}"}, "$answer.tickets"),
        ("ticket", "delete"): _delete("/tickets/{id}.json"),
        ("user", "get"): _get("/users/{id}.json", items="$answer.user", is_one=True),
        ("user", "getAll"): _get("/users.json", {"per_page": "{limit|100}"}, "$answer.users"),
        ("user", "search"): _get("/users/search.json", {"query": "{filters.query}"}, "$answer.users"),
    },
    default="ticket",
    defaults={"ticket": "create", "user": "getAll"},
    scheme="Basic",
)

CLICKUP: Final = Application(
    "ClickUp",
    "https://api.clickup.com/api/v2",
    {
        ("task", "create"): _post(
            "/list/{list}/task",
            {
                "name": "{name}",
                "description": "{additionalFields.content}",
                "status": "{additionalFields.status}",
            },
        ),
        ("task", "get"): _get("/task/{id}", is_one=True),
        ("task", "getAll"): _get("/list/{list}/task", items="$answer.tasks"),
        ("task", "delete"): _delete("/task/{id}"),
        ("comment", "create"): _post("/task/{id}/comment", {"comment_text": "{commentText}"}),
    },
    default="task",
    defaults={"task": "create", "comment": "create"},
    scheme="",
)

LINKEDIN: Final = Application(
    "LinkedIn",
    "https://api.linkedin.com/v2",
    {
        ("post", "create"): _post(
            "/ugcPosts",
            {
                "author": "urn:li:person:{person}",
                "lifecycleState": "PUBLISHED",
                "specificContent": {
                    "com.linkedin.ugc.ShareContent": {
                        "shareCommentary": {"text": "{text}"},
                        "shareMediaCategory": "NONE",
                    }
                },
                "visibility": {
                    "com.linkedin.ugc.MemberNetworkVisibility": "{additionalFields.visibility|PUBLIC}"
                },
            },
            '{"urn": $answer.id}',
        )
    },
    default="post",
    defaults={"post": "create"},
)

STRAPI: Final = Application(
    "Strapi",
    "https://<host>/api",
    {
        ("entry", "get"): _get("/{contentType}/{entryId}", items="$answer.data", is_one=True),
        ("entry", "getAll"): _get("/{contentType}", {"pagination[pageSize]": "{limit|50}"}, "$answer.data"),
        ("entry", "delete"): _delete("/{contentType}/{entryId}"),
    },
    default="entry",
    defaults={"entry": "get"},
)

REDDIT: Final = Application(
    "Reddit",
    "https://oauth.reddit.com",
    {
        ("post", "get"): _get("/r/{subreddit}/comments/{postId}", is_one=True),
        ("post", "getAll"): _get(
            "/r/{subreddit}/{filters.category|hot}.json",
            {"limit": "{limit|100}"},
            "$answer.data.children.data",
        ),
        ("post", "search"): _get(
            "/r/{subreddit}/search.json",
            {
                "q": "{keyword}",
                "restrict_sr": "on",
                "limit": "{limit|100}",
                "sort": "{additionalFields.sort}",
            },
            "$answer.data.children.data",
        ),
        ("post", "create"): _post(
            "/api/submit", "api_type=json&sr={url:subreddit}&kind=self&title={url:title}&text={url:text}",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        ),
        ("profile", "get"): _get("/api/v1/me", is_one=True),
    },
    default="post",
    defaults={"post": "create", "profile": "get"},
)  # fmt: skip

YOUTUBE: Final = Application(
    "YouTube",
    "https://www.googleapis.com/youtube/v3",
    {
        ("video", "get"): _get(
            "/videos", {"id": "{videoId}", "part": "snippet,contentDetails,statistics"}, "$answer.items"
        ),
        ("video", "getAll"): _get(
            "/search",
            {
                "part": "snippet",
                "type": "video",
                "maxResults": "{limit|25}",
                "q": "{filters.q}",
                "channelId": "{filters.channelId}",
            },
            "$answer.items",
        ),
        ("channel", "get"): _get(
            "/channels", {"id": "{channelId}", "part": "snippet,statistics"}, "$answer.items"
        ),
        ("playlist", "create"): Operation(
            "POST", "/playlists", {"part": "snippet"}, body={"snippet": {"title": "{title}"}}, is_one=True
        ),
        ("playlistItem", "getAll"): _get(
            "/playlistItems",
            {"playlistId": "{playlistId}", "part": "snippet,contentDetails", "maxResults": "{limit|25}"},
            "$answer.items",
        ),
    },
    default="channel",
    defaults={"channel": "getAll", "video": "getAll", "playlist": "getAll", "playlistItem": "add"},
)  # fmt: skip

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        f"n8n-nodes-base.{kind}": application
        for kind, application in {
            "googleSheets": GOOGLE_SHEETS,
            "telegram": TELEGRAM,
            "gmail": GMAIL,
            "slack": SLACK,
            "airtable": AIRTABLE,
            "notion": NOTION,
            "googleDrive": GOOGLE_DRIVE,
            "googleCalendar": GOOGLE_CALENDAR,
            "googleDocs": GOOGLE_DOCS,
            "github": GITHUB,
            "jira": JIRA,
            "hubspot": HUBSPOT,
            "pipedrive": PIPEDRIVE,
            "microsoftOutlook": OUTLOOK,
            "discord": DISCORD,
            "supabase": SUPABASE,
            "wordpress": WORDPRESS,
            "mattermost": MATTERMOST,
            "twilio": TWILIO,
            "whatsApp": WHATSAPP,
            "twitter": X,
            "openWeatherMap": OPEN_WEATHER_MAP,
            "openAi": OPENAI,
            "todoist": TODOIST,
            "n8n": N8N,
            "baserow": BASEROW,
            "zendesk": ZENDESK,
            "clickUp": CLICKUP,
            "linkedIn": LINKEDIN,
            "strapi": STRAPI,
            "reddit": REDDIT,
            "youTube": YOUTUBE,
        }.items()
    }
    | {"@n8n/n8n-nodes-langchain.openAi": OPENAI}
)
