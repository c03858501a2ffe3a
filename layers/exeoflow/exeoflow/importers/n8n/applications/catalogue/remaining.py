"""What is left of applications that many workflows use, as n8n's nodes send it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.messages.messengers import WHATSAPP_UPLOAD
from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, graphql, post, put, settings
from exeoflow.importers.n8n.applications.catalogue.work.work import commented, in_version_2, on_servers
from exeoflow.importers.n8n.applications.model import DONE, Operation


def _chosen(path: str, query: Mapping[str, str], simple: str, **more: Any) -> Operation:  # noqa: ANN401
    """What Microsoft Graph reads: the fields of n8n's simple form, those that are chosen, or all."""
    plain = get(path, query, **more)
    return replace(
        plain,
        query={**query, "$select": simple},
        where={
            ("output", "raw"): plain,
            ("output", "fields"): replace(plain, query={**query, "$select": "{joined:fields}"}),
        },
    )


def _simple_mails(path: str, query: Mapping[str, str], mails: str, **more: Any) -> Operation:  # noqa: ANN401
    """The same of mails, whose simple form has addresses as texts."""
    select = "id,conversationId,subject,bodyPreview,from,toRecipients,categories,hasAttachments"
    found = _chosen(path, query, select, items=mails, **more)
    simple = (
        f'[[{mails}].{{"id": id, "conversationId": conversationId, "subject": subject, '
        '"bodyPreview": bodyPreview, "from": from.emailAddress.address, '
        '"to": [toRecipients.emailAddress.address], "categories": categories, '
        '"hasAttachments": hasAttachments}]'
    )
    return replace(found, items=simple)


_EVENT: Final = "id,subject,bodyPreview,start,end,organizer,attendees,webLink"


def _events(calendar: str, **more: Any) -> Operation:  # noqa: ANN401
    """Events of a calendar; series are one each unless they are asked for."""
    listed = {"$top": "{limit|=100}", "$filter": "{filters.custom}"}
    times = {"$top": "{limit|=100}", "startDateTime": "{startDateTime}", "endDateTime": "{endDateTime}"}
    instances = _chosen(f"{calendar}/calendarView", times, _EVENT, items="$answer.value", **more)
    found = _chosen(f"{calendar}/events", listed, _EVENT, items="$answer.value", **more)
    return replace(found, where={("includeRecurringInstances", True): instances, **found.where})


# n8n asks each calendar in turn; here the usual one alone is asked.
_ALL_EVENTS: Final = _events("", nearly="fromAllCalendars")
_ATTACHMENT: Final = "/messages/{messageId}/attachments/{attachmentId}"
_SENT_DRAFT: Final = Operation("POST", "/messages/{draftId}/send", items=DONE, is_one=True)
_ADDRESSED: Final = Operation("PATCH", "/messages/{draftId}", body={"toRecipients": "{recipients:to}"})
_OUTLOOK: Final = {
    ("event", "getAll"): replace(
        _ALL_EVENTS,
        where={("fromAllCalendars", False): _events("/calendars/{calendarId}"), **_ALL_EVENTS.where},
    ),
    ("folderMessage", "getAll"): _simple_mails(
        "/mailFolders/{folderId}/messages",
        {"$top": "{limit|=100}"},
        "$answer.value",
    ),
    ("draft", "get"): _simple_mails("/messages/{draftId}", {}, "$answer", is_one=True),
    ("draft", "send"): replace(_SENT_DRAFT, where={("to", ...): replace(_SENT_DRAFT, before=_ADDRESSED)}),
    ("messageAttachment", "download"): get(
        f"{_ATTACHMENT}/$value",
        items="$given",
        is_one=True,
        before=get(_ATTACHMENT, {"$select": "id,name,contentType"}),
        response="binary",
        files=(
            "{$file: $merge([$n8_named_file($sent, $file, $before.name), "
            '$exists($before.contentType) ? {"mimeType": $before.contentType} : {}])}'
        ),
        file_name="binaryPropertyName",
    ),
}

_BUSY: Final = (
    "($c := $lookup($answer.calendars, $request.items[0].id); $exists($c.errors) ? "
    "$error($string($c.errors)) : %s)"
)
_ASKED: Final = {
    "timeMin": "{timeMin|=$now}",
    "timeMax": "{timeMax|=$now.plus(1, 'hour')}",
    "items": [{"id": "{need:calendar}"}],
    "timeZone": "{options.timezone}",
}
_IN_ZONE: Final = {**_ASKED, "timeZone": "{options.timezone|=$now.zoneName}"}
_GOOGLE_CALENDAR: Final = {
    ("calendar", "availability"): post(
        "/freeBusy",
        _ASKED,
        _BUSY % '{"available": $count($c.busy) = 0}',
        is_one=True,
        where={
            ("options.outputFormat", "bookedSlots"): post("/freeBusy", _IN_ZONE, _BUSY % "$c.busy"),
            ("options.outputFormat", "raw"): post("/freeBusy", _IN_ZONE, _BUSY % "$answer", is_one=True),
        },
    )
}


def _of_jira(operation: Operation) -> Operation:
    """What the cloud is asked by version 3 of its API, and older servers by version 2."""
    older = replace(operation, path=in_version_2(operation.path))
    return replace(operation, where={**operation.where, **on_servers(older)})


_COMMENT: Final = "/3/issue/{issueKey}/comment/{commentId}"
_NOTIFIED: Final = (
    "($to := $request.to; $groups := function($g) { [$map([$g], function($n) { {'name': $n} })] }; "
    "$merge([$sift($request, function($v, $k) { $not($k in ['subject', 'to', 'restrict']) and $v != '' }), "
    "{'to': $merge([{}, $to.reporter ? {'reporter': true} : {}, $to.assignee ? {'assignee': true} : {}, "
    "$to.assignee and $exists($to.watchers) ? {'watchers': $to.watchers} : {}, "
    "$to.voters ? {'watchers': true} : {}, "
    "$count($to.users) > 0 ? {'users': [$map([$to.users], function($u) { {'accountId': $u} })]} : {}, "
    "$count($to.groups) > 0 ? {'groups': $groups($to.groups)} : {}]), "
    "'restrict': $count($request.restrict.groups) > 0 "
    "? {'groups': $groups($request.restrict.groups)} : {}}]))"
)
"""JSONata for a notification, as n8n's node writes it: without its subject, and voters as watchers."""

_JIRA: Final = {
    ("issueAttachment", "add"): post(
        "/2/issue/{issueKey}/attachments",
        {"file": "{file:binaryPropertyName|data}"},
        is_one=False,
        body_type="multipart",
        headers={"X-Atlassian-Token": "no-check"},
    ),
    ("issue", "notify"): post(
        "/2/issue/{issueKey}/notify",
        {
            **settings("additionalFields", "htmlBody subject textBody"),
            "to": "{notificationRecipientsUi.notificationRecipientsValues}",
            "restrict": "{notificationRecipientsRestrictionsUi.notificationRecipientsRestrictionsValues}",
            "$": _NOTIFIED,
        },
        DONE,
        is_one=True,
        where={("jsonParameters", True): None},
    ),
    ("issue", "changelog"): get(
        "/2/issue/{issueKey}/changelog", {"maxResults": "{limit|=50}"}, "$answer.values"
    ),
    ("issue", "delete"): delete("/2/issue/{issueKey}", query={"deleteSubtasks": "{deleteSubtasks|=false}"}),
    ("issue", "transitions"): get(
        "/2/issue/{issueKey}/transitions",
        settings("additionalFields", "transitionId expand skipRemoteOnlyCondition"),
        "$answer.transitions",
    ),
    ("issueComment", "get"): _of_jira(get(_COMMENT, {"expand": "{options.expand}"}, is_one=True)),
    ("issueComment", "remove"): _of_jira(delete(_COMMENT)),
    ("issueComment", "update"): commented(put, _COMMENT),
    ("user", "create"): _of_jira(
        post(
            "/3/user",
            {
                "name": "{username}",
                "emailAddress": "{emailAddress}",
                "displayName": "{displayName}",
                **settings("additionalFields", "password notification"),
            },
        )
    ),
    ("user", "delete"): _of_jira(delete("/3/user", query={"accountId": "{need:accountId}"})),
    ("user", "get"): _of_jira(
        get(
            "/3/user",
            {"accountId": "{need:accountId}", "expand": "{joined:additionalFields.expand}"},
            is_one=True,
        )
    ),
}

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_TO_XML: Final = (
    '$replace($replace($replace($replace($replace($request.message, "&", "&amp;"), "<", "&lt;"), '
    '">", "&gt;"), "\\"", "&quot;"), "\'", "&apos;")'
)


def _call(said: str) -> Operation:
    """A call by telephone, with what is said in Twilio's own language."""
    body = {
        "from": "{need:from}",
        "to": "{need:to}",
        "message": "{message|}",
        "$": (
            '"From=" & $encodeUrlComponent($request.from) & "&To=" & $encodeUrlComponent($request.to) & '
            f'"&Twiml=" & $encodeUrlComponent({said}) & "&StatusCallback="'
        ),
    }
    return post("/Calls.json", body, headers=_FORM)


_TWILIO: Final = {
    ("call", "make"): replace(
        _call(f'"<Response><Say>" & {_TO_XML} & "</Say></Response>"'),
        where={("twiml", True): _call("$request.message")},
    )
}

_WHATSAPP: Final = {
    ("media", "mediaUpload"): WHATSAPP_UPLOAD,
    ("media", "mediaUrlGet"): get("/{mediaGetId}", is_one=True),
    ("media", "mediaDelete"): delete("/{mediaDeleteId}", "$answer"),
}


def _by_me(does: str) -> Operation:
    """What an account does to a tweet on X."""
    return post(
        "/users",
        {
            "tweet": "{need:tweetId}",
            "$": (
                r"($found := $match($request.tweet, /status\/([0-9]+)/); "
                r'{"tweet_id": $exists($found) ? $found[0].groups[0] : $request.tweet})'
            ),
        },
        "$answer.data",
        is_one=True,
        address=f'$address & "/" & $before.data.id & "/{does}"',
        before=get("/users/me"),
    )


_TWITTER: Final = {
    ("tweet", "like"): _by_me("likes"),
    ("tweet", "retweet"): _by_me("retweets"),
    ("directMessage", "create"): post(
        "/dm_conversations/with",
        {
            "text": "{text|}",
            "attachment": "{additionalFields.attachments}",
            "$": (
                '$merge([{"text": $request.text}, $exists($request.attachment) ? '
                '{"attachments": [{"media_id": $request.attachment}]} : {}])'
            ),
        },
        "$answer.data",
        is_one=True,
        address='$address & "/" & $before.data.id & "/messages"',
        # A name may stand behind its sign, which is no part of it.
        before=get("/users/by/username/{need:user}", address='$replace($address, "%40", "")'),
        where={("user.mode", each): None for each in ("id", "url", "list", "name")},
    ),
}

_MONDAY_FIELDS: Final = (
    "{ id name created_at state board { id } column_values { id text type value "
    "column { title archived description settings_str } } }"
)
_MONDAY: Final = {
    ("boardItem", "getByColumnValue"): graphql(
        "query ($board: ID!, $column: String!, $value: String!, $limit: Int) { items_page_by_column_values("
        "limit: $limit board_id: $board columns: [{column_id: $column, column_values: [$value]}]) "
        f"{{ cursor items {_MONDAY_FIELDS} }} }}",
        {
            "board": "{need:boardId}",
            "column": "{need:columnId}",
            "value": "{need:columnValue}",
            "limit": "{number:limit|=50}",
        },
        "$answer.data.items_page_by_column_values.items",
        is_one=False,
    )
}

# Whom each member is would be asked for one after another.
_SLACK: Final = {
    ("channel", "member"): get(
        "/conversations.members",
        {"channel": "{need:channelId}", "limit": "{limit|=100}"},
        '[$map([$answer.members], function($m) { {"member": $m} })]',
        where={("resolveData", True): None},
    )
}

_GITHUB: Final = {
    ("file", "delete"): Operation(
        "DELETE",
        "/repos/{owner}/{repository}/contents/{filePath}",
        body={
            "message": "{commitMessage}",
            "branch": "{additionalParameters.branch.branch}",
            "author": "{additionalParameters.author}",
            "committer": "{additionalParameters.committer}",
            "$": '$merge([$request, {"sha": $before.sha}])',
        },
        is_one=True,
        before=get(
            "/repos/{owner}/{repository}/contents/{filePath}",
            {"ref": "{additionalParameters.branch.branch}"},
        ),
    )
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {
        "microsoftOutlook": _OUTLOOK,
        "googleCalendar": _GOOGLE_CALENDAR,
        "jira": _JIRA,
        "twilio": _TWILIO,
        "whatsApp": _WHATSAPP,
        "twitter": _TWITTER,
        "github": _GITHUB,
        "mondayCom": _MONDAY,
        "slack": _SLACK,
    }
)
"""By the type of n8n's node."""
