"""Further operations of the applications of `messengers`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import DONE, Operation

_RICH_MESSAGE: Final = {
    "rich_message": {
        "html": "{richMessageText}",
        **settings("additionalFields", "is_rtl skip_entity_detection"),
    },
    **settings(
        "additionalFields", "disable_notification message_effect_id message_thread_id protect_content"
    ),
}

_TELEGRAM: Final = {
    ("chat", "setDescription"): post(
        "/setChatDescription", {"chat_id": "{chatId}", "description": "{description}"}
    ),
    ("chat", "setTitle"): post("/setChatTitle", {"chat_id": "{chatId}", "title": "{title}"}),
    ("callback", "answerInlineQuery"): post(
        "/answerInlineQuery",
        {
            "inline_query_id": "{queryId}",
            "results": "{results}",
            **settings("additionalFields", "cache_time show_alert text url"),
        },
        is_one=False,
    ),
    ("message", "sendMediaGroup"): post("/sendMediaGroup", {"chat_id": "{chatId}", "media": "{media.media}"}),
    ("message", "sendMessageDraft"): post(
        "/sendMessageDraft",
        {
            "chat_id": "{chatId}",
            "draft_id": "{draftId|=1}",
            "text": "{text}",
            "message_thread_id": "{additionalFields.message_thread_id}",
            "parse_mode": "{additionalFields.parse_mode}",
        },
    ),
    ("message", "sendRichMessage"): post(
        "/sendRichMessage", {"chat_id": "{chatId}", **_RICH_MESSAGE}, where={("richFormat", "markdown"): None}
    ),
    ("message", "sendRichMessageDraft"): post(
        "/sendRichMessageDraft",
        {"chat_id": "{chatId}", "draft_id": "{draftId|=1}", **_RICH_MESSAGE},
        where={("richFormat", "markdown"): None},
    ),
    ("message", "unpinChatMessage"): post(
        "/unpinChatMessage", {"chat_id": "{chatId}", "message_id": "{messageId}"}
    ),
}

_SLACK: Final = {
    ("channel", "archive"): post("/conversations.archive", {"channel": "{channelId}"}),
    ("channel", "close"): post("/conversations.close", {"channel": "{channelId}"}),
    ("channel", "kick"): post("/conversations.kick", {"channel": "{channelId}", "user": "{userId}"}),
    ("channel", "leave"): post("/conversations.leave", {"channel": "{channelId}"}),
    ("channel", "open"): post(
        "/conversations.open",
        {"channel": "{options.channelId}", "return_im": "{options.returnIm}"},
        "$answer.channel",
        is_one=True,
    ),
    ("channel", "rename"): post(
        "/conversations.rename", {"channel": "{channelId}", "name": "{name}"}, "$answer.channel", is_one=True
    ),
    ("channel", "setPurpose"): post(
        "/conversations.setPurpose",
        {"channel": "{channelId}", "purpose": "{purpose}"},
        "$answer.channel",
        is_one=True,
    ),
    ("channel", "setTopic"): post(
        "/conversations.setTopic",
        {"channel": "{channelId}", "topic": "{topic}"},
        "$answer.channel",
        is_one=True,
    ),
    ("channel", "unarchive"): post("/conversations.unarchive", {"channel": "{channelId}"}),
    ("message", "deleteScheduled"): post(
        "/chat.deleteScheduledMessage",
        {"channel": "{channelId}", "scheduled_message_id": "{scheduledMessageId}"},
    ),
    ("message", "getManyScheduled"): get(
        "/chat.scheduledMessages.list",
        {"limit": "{limit|=50}", "channel": "{filters.channelId}"},
        "$answer.scheduled_messages",
    ),
    ("star", "add"): post(
        "/stars.add",
        {**parameters("channel=channelId timestamp file=fileId"), "file_comment": "{options.fileComment}"},
    ),
    ("star", "delete"): post(
        "/stars.remove",
        settings("options", "channel=channelId file=fileId file_comment=fileComment timestamp"),
    ),
    ("star", "getAll"): get("/stars.list", {"limit": "{limit|=50}"}, "$answer.items"),
    ("file", "get"): get("/files.info", {"file": "{fileId}"}, "$answer.file", is_one=True),
    ("file", "getAll"): get(
        "/files.list",
        {
            "count": "{limit|=50}",
            **settings(
                "filters",
                "channel=channelId show_files_hidden_by_limit=showFilesHidden ts_from=tsFrom ts_to=tsTo",
                "user=userId",
            ),
        },
        "$answer.files",
    ),
    ("reaction", "get"): get(
        "/reactions.get", {"channel": "{channelId}", "timestamp": "{timestamp}"}, is_one=True
    ),
    ("reaction", "remove"): post(
        "/reactions.remove", {"channel": "{channelId}", "name": "{name}", "timestamp": "{timestamp}"}
    ),
    ("user", "getPresence"): get("/users.getPresence", {"user": "{user}"}, is_one=True),
    ("user", "lookupByEmail"): get("/users.lookupByEmail", {"email": "{email}"}, "$answer.user", is_one=True),
    ("user", "updateProfile"): post(
        "/users.profile.set",
        {"profile": settings("options", "email first_name last_name"), "user": "{options.user}"},
        "$answer.profile",
        is_one=True,
    ),
    ("userGroup", "create"): post(
        "/usergroups.create",
        {"name": "{name}", **settings("Options", "channelIds description handle include_count")},
        "$answer.usergroup",
        is_one=True,
    ),
    ("userGroup", "disable"): post(
        "/usergroups.disable",
        {"usergroup": "{userGroupId}", "include_count": "{options.include_count}"},
        "$answer.usergroup",
        is_one=True,
    ),
    ("userGroup", "enable"): post(
        "/usergroups.enable",
        {"usergroup": "{userGroupId}", "include_count": "{option.include_count}"},
        "$answer.usergroup",
        is_one=True,
    ),
    ("userGroup", "getAll"): get(
        "/usergroups.list",
        settings("options", "include_count include_disabled include_users"),
        "$answer.usergroups",
    ),
    ("userGroup", "update"): post(
        "/usergroups.update",
        {
            "usergroup": "{userGroupId}",
            **settings("updateFields", "channels description handle include_count name"),
        },
        "$answer.usergroup",
        is_one=True,
    ),
    ("userProfile", "get"): post(
        "/users.profile.get",
        {},
        "$answer.profile",
        query={"include_labels": "{additionalFields.include_labels}", "user": "{additionalFields.user}"},
        is_one=True,
    ),
    ("userProfile", "update"): post(
        "/users.profile.set",
        {
            "profile": {
                "status_expiration": 0,
                **settings("additionalFields", "email first_name last_name status_emoji status_text user"),
            }
        },
        "$answer.profile",
        is_one=True,
    ),
}


def _address_of(kind: str) -> dict[str, str]:
    return settings(f"additionalFields.{kind}.values", "city countryOrRegion postalCode state street")


_CONTACT_BEFORE_NAMES: Final = {
    **settings("additionalFields", "assistantName birthday"),
    "businessAddress": _address_of("businessAddress"),
    "businessHomePage": "{additionalFields.businessHomePage}",
    "businessPhones": "{parts:additionalFields.businessPhones}",
    "categories": "{parts:additionalFields.categories}",
    "children": "{parts:additionalFields.children}",
    **settings(
        "additionalFields", "companyName department displayName emailAddresses=emailAddresses.values fileAs"
    ),
    "homeAddress": {"values": _address_of("homeAddress")},
    "homePhones": "{parts:additionalFields.homePhones}",
    "imAddresses": "{parts:additionalFields.imAddresses}",
}
"""What a contact of Outlook has before its names, which stand elsewhere for a new one."""
_EVENT_BEFORE_KIND: Final = {
    **settings(
        "additionalFields",
        "categories bodyPreview hideAttendees importance isCancelled isDraft isOnlineMeeting",
    ),
    "location": {"displayName": "{additionalFields.location}"},
}
_MICROSOFT_OUTLOOK: Final = {
    ("calendar", "create"): post("/calendars", {"name": "{name}", "color": "{additionalFields.color}"}),
    ("calendar", "delete"): delete("/calendars/{calendarId}"),
    ("calendar", "get"): get("/calendars/{calendarId}", is_one=True),
    ("calendar", "getAll"): get(
        "/calendars", {"$top": "{limit|=100}", "$filter": "{filters.custom}"}, "$answer.value"
    ),
    ("calendar", "update"): patch(
        "/calendars/{calendarId}", settings("updateFields", "color isDefaultCalendar name")
    ),
    ("contact", "create"): post(
        "/contacts",
        {
            "givenName": "{givenName}",
            "surname": "{surname}",
            **_CONTACT_BEFORE_NAMES,
            **settings(
                "additionalFields", "initials jobTitle manager middleName mobilePhone nickName officeLocation"
            ),
            "otherAddress": _address_of("otherAddress"),
            **settings("additionalFields", "personalNotes profession spouseName title"),
        },
    ),
    ("contact", "delete"): delete("/contacts/{contactId}"),
    ("contact", "get"): get(
        "/contacts/{contactId}",
        {"$select": "id,displayName,emailAddresses,businessPhones,mobilePhone"},
        is_one=True,
        where={("output", "raw"): None, ("output", "fields"): None},
    ),
    ("contact", "getAll"): get(
        "/contacts",
        {
            "$select": "id,displayName,emailAddresses,businessPhones,mobilePhone",
            "$top": "{limit|=100}",
            "$filter": "{filters.custom}",
        },
        "$answer.value",
        where={("output", "raw"): None, ("output", "fields"): None},
    ),
    ("contact", "update"): patch(
        "/contacts/{contactId}",
        {
            **_CONTACT_BEFORE_NAMES,
            **settings(
                "additionalFields",
                "initials jobTitle manager middleName mobilePhone givenName nickName officeLocation",
            ),
            "otherAddress": _address_of("otherAddress"),
            **settings("additionalFields", "personalNotes profession spouseName surname title"),
        },
    ),
    ("draft", "create"): post(
        "/messages",
        {
            "body": {"content": "{bodyContent}", "contentType": "{additionalFields.bodyContentType}"},
            "subject": "{subject}",
            "categories": "{additionalFields.categories}",
            "internetMessageHeaders": "{additionalFields.internetMessageHeaders.headers}",
            "from": {"emailAddress": {"address": "{additionalFields.from}"}},
            "importance": "{additionalFields.importance}",
            "isReadReceiptRequested": "{additionalFields.isReadReceiptRequested}",
        },
    ),
    ("draft", "delete"): delete("/messages/{draftId}"),
    ("draft", "update"): patch(
        "/messages/{draftId}",
        {
            "categories": "{updateFields.categories}",
            "internetMessageHeaders": "{updateFields.internetMessageHeaders.headers}",
            "from": {"emailAddress": {"address": "{updateFields.from}"}},
            "importance": "{updateFields.importance}",
            "isRead": "{updateFields.isRead}",
            "body": {
                "content": "{updateFields.bodyContent}",
                "contentType": "{updateFields.bodyContentType}",
            },
            "isReadReceiptRequested": "{updateFields.isReadReceiptRequested}",
            "subject": "{updateFields.subject}",
        },
    ),
    ("event", "create"): post(
        "/calendars/{calendarId}/events",
        {
            "subject": "{subject}",
            "start": {"dateTime": "{startDateTime|=$now}", "timeZone": "UTC"},
            "end": {"dateTime": "{endDateTime|=$now.plus(30, 'minutes')}", "timeZone": "UTC"},
            **_EVENT_BEFORE_KIND,
            **settings("additionalFields", "sensitivity showAs type"),
        },
    ),
    ("event", "delete"): delete("/calendar/events/{eventId}"),
    ("event", "get"): get(
        "/calendar/events/{eventId}",
        {"$select": "id,subject,bodyPreview,start,end,organizer,attendees,webLink"},
        is_one=True,
        where={("output", "raw"): None, ("output", "fields"): None},
    ),
    ("event", "update"): patch(
        "/calendar/events/{eventId}",
        {**_EVENT_BEFORE_KIND, **settings("additionalFields", "sensitivity showAs subject type")},
    ),
    ("folder", "create"): post("/mailFolders", {"displayName": "{displayName}"}),
    ("folder", "delete"): delete("/mailFolders/{folderId}"),
    ("folder", "get"): get("/mailFolders/{folderId}", is_one=True),
    ("folder", "getAll"): get(
        "/mailFolders", {"$top": "{limit|=100}", "$filter": "{filters.filter}"}, "$answer.value"
    ),
    ("folder", "update"): patch("/mailFolders/{folderId}", {"displayName": "{displayName}"}),
    ("messageAttachment", "get"): get(
        "/messages/{messageId}/attachments/{attachmentId}",
        {"$select": "id,lastModifiedDateTime,name,contentType,size,isInline"},
        is_one=True,
    ),
    ("messageAttachment", "getAll"): get(
        "/messages/{messageId}/attachments",
        {"$select": "id,lastModifiedDateTime,name,contentType,size,isInline", "$top": "{limit|=100}"},
        "$answer.value",
    ),
    ("folder", "getChildren"): get(
        "/mailFolders/{folderId}/childFolders",
        {
            "$top": "{limit|=100}",
            "$select": "{additionalFields.fields}",
            "$filter": "{additionalFields.filter}",
        },
        "$answer.value",
    ),
}

_DISCORD: Final = {
    ("message", "deleteMessage"): delete("/channels/{channelId}/messages/{messageId}"),
    ("message", "react"): put(
        "/channels/{channelId}/messages/{messageId}/reactions/{emoji}/@me", {}, items=DONE
    ),
    ("channel", "deleteChannel"): delete("/channels/{channelId}", "$answer"),
    ("channel", "get"): get("/channels/{channelId}", is_one=True),
    ("channel", "update"): patch(
        "/channels/{channelId}",
        {
            "name": "{name}",
            **settings(
                "options", "nsfw bitrate parent_id=categoryId position rate_limit_per_user topic user_limit"
            ),
        },
    ),
    ("member", "ban"): put(
        "/guilds/{guildId}/bans/{userId}",
        {"delete_message_seconds": "{deleteMessageSeconds|=0}"},
        items=DONE,
        headers={"X-Audit-Log-Reason": "Suspicious%20or%20spam%20account"},
    ),
    ("member", "getAll"): get("/guilds/{guildId}/members", {"limit": "{limit|=100}", "after": "{after}"}),
    ("member", "kick"): delete(
        "/guilds/{guildId}/members/{userId}",
        headers={"X-Audit-Log-Reason": "Suspicious%20or%20spam%20account"},
    ),
    ("member", "unban"): delete(
        "/guilds/{guildId}/bans/{userId}", headers={"X-Audit-Log-Reason": "Suspicious%20or%20spam%20account"}
    ),
}

_MATTERMOST: Final = {
    ("channel", "addUser"): post("/channels/{channelId}/members", {"user_id": "{userId}"}),
    ("channel", "create"): post(
        "/channels",
        {"team_id": "{teamId}", "display_name": "{displayName}", "name": "{channel}", "type": "O"},
        where={("type", "private"): None},
    ),
    ("channel", "delete"): delete("/channels/{channelId}", "$answer"),
    ("channel", "restore"): post("/channels/{channelId}/restore", {}),
    ("channel", "search"): post("/teams/{teamId}/channels/search", {"term": "{term}"}, is_one=False),
    ("channel", "statistics"): get("/channels/{channelId}/stats", is_one=True),
    ("message", "delete"): delete("/posts/{postId}", "$answer"),
    ("message", "postEphemeral"): post(
        "/posts/ephemeral",
        {"user_id": "{userId}", "post": {"channel_id": "{channelId}", "message": "{message}"}},
    ),
    ("reaction", "delete"): delete("/users/{userId}/posts/{postId}/reactions/{emojiName}", "$answer"),
    ("reaction", "getAll"): get("/posts/{postId}/reactions"),
    ("user", "create"): post(
        "/users",
        {
            **parameters("auth_service=authService username email password auth_data=authData"),
            **settings("additionalFields", "first_name last_name locale nickname notificationUi"),
            "notify_props": "{additionalFields.notificationUi.notificationValues}",
        },
    ),
    ("user", "deactive"): delete("/users/{userId}", "$answer"),
    ("user", "getByEmail"): get("/users/email/{email}", is_one=True),
    ("user", "getById"): post("/users/ids", "{parts:userIds}"),
    ("user", "getAll"): get(
        "/users",
        {
            "per_page": "{limit|=100}",
            **settings(
                "additionalFields",
                "in_channel=inChannel in_team=inTeam not_in_team=notInTeam not_in_channel=notInChannel",
            ),
        },
    ),
    ("user", "invite"): post("/teams/{teamId}/invite/email", "{parts:emails}"),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {
        "telegram": _TELEGRAM,
        "slack": _SLACK,
        "microsoftOutlook": _MICROSOFT_OUTLOOK,
        "discord": _DISCORD,
        "mattermost": _MATTERMOST,
    }
)
"""By the type of n8n's node."""
