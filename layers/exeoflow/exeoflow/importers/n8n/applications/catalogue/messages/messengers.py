"""Applications that carry messages between people."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    settings,
)
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation
from exeoflow.importers.n8n.jsonata import literal

_TELEGRAM_TEXT: Final = {
    "chat_id": "{chatId}",
    "text": "{text}",
    "parse_mode": "{additionalFields.parse_mode|Markdown}",
    **settings(
        "additionalFields",
        "reply_to_message_id disable_notification disable_web_page_preview message_thread_id",
    ),
}


def _telegram_file(kind: str) -> Operation:
    body = {
        "chat_id": "{chatId}",
        kind: "{file}",
        "caption": "{additionalFields.caption}",
        "parse_mode": "{additionalFields.parse_mode}",
    }
    sent = {**body, kind: "{file:binaryPropertyName|data}"}
    method = f"/send{kind.capitalize()}"
    return post(method, body, where={("binaryData", True): post(method, sent, body_type="multipart")})


TELEGRAM: Final = Application(
    "Telegram",
    "https://api.telegram.org/bot<token>",
    {
        ("message", "sendMessage"): post("/sendMessage", _TELEGRAM_TEXT),
        ("message", "sendPhoto"): _telegram_file("photo"),
        ("message", "sendDocument"): _telegram_file("document"),
        ("message", "sendVideo"): _telegram_file("video"),
        ("message", "sendAudio"): _telegram_file("audio"),
        ("message", "sendAnimation"): _telegram_file("animation"),
        ("message", "sendSticker"): _telegram_file("sticker"),
        ("message", "sendChatAction"): post(
            "/sendChatAction", {"chat_id": "{chatId}", "action": "{action|typing}"}
        ),
        ("message", "sendLocation"): post(
            "/sendLocation", {"chat_id": "{chatId}", "latitude": "{latitude}", "longitude": "{longitude}"}
        ),
        ("message", "editMessageText"): post(
            "/editMessageText",
            {
                **parameters("chat_id=chatId message_id=messageId inline_message_id=inlineMessageId text"),
                "parse_mode": "{additionalFields.parse_mode}",
            },
        ),
        ("message", "deleteMessage"): post(
            "/deleteMessage", {"chat_id": "{chatId}", "message_id": "{messageId}"}
        ),
        ("message", "pinChatMessage"): post(
            "/pinChatMessage", {"chat_id": "{chatId}", "message_id": "{messageId}"}
        ),
        ("callback", "answerQuery"): post(
            "/answerCallbackQuery",
            {
                "callback_query_id": "{queryId}",
                "text": "{additionalFields.text}",
                "show_alert": "{additionalFields.show_alert}",
            },
        ),
        ("file", "get"): Operation(
            "GET",
            "https://api.telegram.org/file/bot<token>",
            items="$before",
            is_one=True,
            address='$address & "/" & $before.result.file_path',
            before=get("/getFile", {"file_id": "{fileId}"}),
            response="binary",
            files="{$file: $n8_named_file($sent, $file, $before.result.file_path)}",
            where={("download", False): post("/getFile", {"file_id": "{fileId}"})},
        ),
        ("chat", "get"): post("/getChat", {"chat_id": "{chatId}"}),
        ("chat", "administrators"): post("/getChatAdministrators", {"chat_id": "{chatId}"}),
        ("chat", "member"): post("/getChatMember", {"chat_id": "{chatId}", "user_id": "{userId}"}),
        ("chat", "leave"): post("/leaveChat", {"chat_id": "{chatId}"}),
    },
    default="message",
    defaults={"message": "sendMessage", "callback": "answerQuery", "file": "get", "chat": "get"},
)

_CHANNEL: Final = "{channelId, user, channel}"

SLACK: Final = Application(
    "Slack",
    "https://slack.com/api",
    {
        ("message", "post"): post(
            "/chat.postMessage",
            {
                "channel": _CHANNEL,
                "text": "{text}",
                "blocks": "{blocks:blocksUi}",
                "thread_ts": "{otherOptions.thread_ts.replyValues.thread_ts, otherOptions.thread_ts}",
            },
        ),
        ("message", "update"): post(
            "/chat.update", {"channel": _CHANNEL, "ts": "{ts}", "text": "{text, updateFields.text}"}
        ),
        ("message", "delete"): post("/chat.delete", {"channel": _CHANNEL, "ts": "{timestamp}"}),
        ("message", "getPermalink"): get(
            "/chat.getPermalink", {"channel": _CHANNEL, "message_ts": "{timestamp}"}, is_one=True
        ),
        ("message", "search"): get(
            "/search.messages", {"query": "{query}", "count": "{limit|25}"}, "$answer.messages.matches"
        ),
        ("channel", "getAll"): get("/conversations.list", {"limit": "{limit|50}"}, "$answer.channels"),
        ("channel", "get"): get("/conversations.info", {"channel": _CHANNEL}, "$answer.channel", is_one=True),
        ("channel", "history"): get(
            "/conversations.history", {"channel": _CHANNEL, "limit": "{limit|50}"}, "$answer.messages"
        ),
        ("channel", "replies"): get(
            "/conversations.replies",
            {"channel": _CHANNEL, "ts": "{ts}", "limit": "{limit|50}"},
            "$answer.messages",
        ),
        ("channel", "create"): post(
            "/conversations.create",
            {"name": "{channelId}", "is_private": False},
            "$answer.channel",
            is_one=True,
            where={
                ("channelVisibility", "private"): post(
                    "/conversations.create",
                    {"name": "{channelId}", "is_private": True},
                    "$answer.channel",
                    is_one=True,
                )
            },
        ),
        ("channel", "join"): post("/conversations.join", {"channel": _CHANNEL}),
        ("channel", "invite"): post(
            "/conversations.invite", {"channel": _CHANNEL, "users": "{joined:userIds}"}
        ),
        ("user", "info"): get("/users.info", {"user": "{user}"}, "$answer.user", is_one=True),
        ("user", "getAll"): get("/users.list", {"limit": "{limit|50}"}, "$answer.members"),
        ("user", "getProfile"): get("/users.profile.get", {"user": "{user}"}, "$answer.profile", is_one=True),
        ("reaction", "add"): post(
            "/reactions.add", {"channel": _CHANNEL, "timestamp": "{timestamp}", "name": "{name}"}
        ),
    },
    default="message",
    defaults={"message": "post", "channel": "create", "user": "info", "reaction": "add"},
)

OUTLOOK: Final = Application(
    "Microsoft Outlook",
    "https://graph.microsoft.com/v1.0/me",
    {
        ("message", "get"): get("/messages/{messageId}", is_one=True),
        ("message", "getAll"): get("/messages", {"$top": "{limit|100}"}, "$answer.value"),
        ("message", "delete"): delete("/messages/{messageId}"),
        ("message", "move"): post("/messages/{messageId}/move", {"destinationId": "{folderId}"}),
        ("message", "reply"): post("/messages/{messageId}/reply", {"comment": "{message}"}, DONE),
        ("message", "update"): patch(
            "/messages/{messageId}",
            {"categories": "{updateFields.categories}", "isRead": "{updateFields.isRead}"},
        ),
        ("message", "send"): post(
            "/sendMail",
            {
                "message": {
                    "subject": "{subject}",
                    "body": {
                        "contentType": "{additionalFields.bodyContentType}",
                        "content": "{bodyContent}",
                    },
                    "toRecipients": "{recipients:toRecipients}",
                }
            },
            DONE,
        ),
    },
    default="message",
    defaults={"message": "send"},
)

_DISCORD_WEBHOOKS: Final[Mapping[tuple[str, object], Operation]] = {
    ("webhookUri", ...): post("{webhookUri}", {"content": "{text, content}"}),
    ("authentication", "webhook"): post(
        "https://discord.com/api/webhooks/<webhook>?wait=true", {"content": "{content}"}
    ),
}
DISCORD: Final = Application(
    "Discord",
    "https://discord.com/api/v10",
    {
        ("message", "send"): post(
            "/channels/{channelId}/messages",
            {"content": "{content}"},
            where={
                **_DISCORD_WEBHOOKS,
                ("sendTo", "user"): post(
                    "/channels/-/messages",
                    {"content": "{content}"},
                    address='$replace($address, "/-/", "/" & $before.id & "/")',
                    before=post("/users/@me/channels", {"recipient_id": "{userId}"}),
                ),
            },
        ),
        ("message", "get"): get("/channels/{channelId}/messages/{messageId}", is_one=True),
        ("message", "getAll"): get("/channels/{channelId}/messages", {"limit": "{limit|100}"}),
        ("channel", "getAll"): get("/guilds/{guildId}/channels"),
        ("channel", "create"): post(
            "/guilds/{guildId}/channels",
            {"name": "{name}", "type": "{number:type|0}", "topic": "{options.topic}"},
            # A webhook knows no resource.
            where=_DISCORD_WEBHOOKS,
        ),
    },
    default="channel",
    defaults={"message": "send", "channel": "create"},
    scheme="Bot",
)

MATTERMOST: Final = Application(
    "Mattermost",
    "https://<host>/api/v4",
    {("message", "post"): post("/posts", {"channel_id": "{channelId}", "message": "{message}"})},
    default="message",
    defaults={"message": "post"},
)


def _sms(kind: str) -> Operation:
    """A text to a number; `kind` stands before numbers that are no telephone's."""
    return post(
        "/Messages.json",
        f"From={kind}{{url:from}}&To={kind}{{url:to}}&Body={{url:message}}",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )


TWILIO: Final = Application(
    "Twilio",
    "https://api.twilio.com/2010-04-01/Accounts/<sid>",
    {
        ("sms", "send"): replace(_sms(""), where={("toWhatsapp", True): _sms("whatsapp%3A")}),
    },
    default="sms",
    defaults={"sms": "send"},
    scheme="Basic",
)

_MEDIA: Final = ("image", "video", "audio", "document")
_MEDIUM: Final = {
    "link": "{mediaLink}",
    "id": "{mediaId}",
    **settings("additionalFields", "caption=mediaCaption filename=mediaFilename"),
}


WHATSAPP_UPLOAD: Final = post(
    "/{phoneNumberId}/media",
    {"file": "{file:mediaPropertyName|data}", "messaging_product": "whatsapp"},
    body_type="multipart",
)


def _whatsapp(kind: str, content: Mapping[str, str]) -> Operation:
    """A message, or one with a file that is uploaded before; a document goes by the name of its file."""
    path = "/{phoneNumberId}/messages"
    body = {"messaging_product": "whatsapp", "to": "{recipientPhoneNumber}", "type": kind, kind: content}
    named = ', "filename": $request.file.filename' if kind == "document" else ""
    held = f'$merge([$request.{kind}, {{"id": $before.id{named}}}])'
    kept = '$sift($request, function($v, $k) { $k != "file" })'
    uploaded = {
        **body,
        **({"file": "{file:mediaPropertyName|data}"} if kind == "document" else {}),
        "$": f"$merge([{kept}, {{{literal(kind)}: {held}}}])",
    }
    sent = post(path, uploaded, before=WHATSAPP_UPLOAD)
    return post(path, body, where={("mediaPath", "useMedian8n"): sent})


WHATSAPP: Final = Application(
    "WhatsApp",
    "https://graph.facebook.com/v20.0",
    {
        ("message", "send"): replace(
            _whatsapp("text", {"body": "{textBody}"}),
            where={
                **{("messageType", kind): _whatsapp(kind, _MEDIUM) for kind in _MEDIA},
                ("messageType", "contacts"): None,
                ("messageType", "location"): None,
            },
        ),
        ("message", "sendTemplate"): post(
            "/{phoneNumberId}/messages",
            {
                "to": "{recipientPhoneNumber}",
                "template": "{template}",
                "$": '($t := $split($request.template, "|"); {"messaging_product": "whatsapp", '
                '"to": $request.to, "type": "template", '
                '"template": {"name": $t[0], "language": {"code": $t[1]}}})',
            },
        ),
    },
    default="message",
    defaults={"message": "sendTemplate"},
)

APPLICATIONS: Final = {
    "telegram": TELEGRAM,
    "slack": SLACK,
    "microsoftOutlook": OUTLOOK,
    "discord": DISCORD,
    "mattermost": MATTERMOST,
    "twilio": TWILIO,
    "whatsApp": WHATSAPP,
}
