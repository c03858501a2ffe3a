"""Applications in which many talk with each other, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application

_CISCO_WEBEX: Final = Application(
    "Webex by Cisco",
    "https://webexapis.com/v1",
    {
        ("meeting", "delete"): delete(
            "/meetings/{meetingId}",
            query={"hostEmail": "{options.hostEmail}", "sendEmail": "{options.sendEmail}"},
        ),
        ("meeting", "get"): get(
            "/meetings/{meetingId}", settings("options", "hostEmail password sendEmail"), is_one=True
        ),
        ("meeting", "getAll"): get(
            "/meetings",
            {
                "max": "{limit|=50}",
                **settings(
                    "filters",
                    "hostEmail integrationTag current meetingNumber meetingType participantEmail siteUrl",
                    "state webLink",
                ),
            },
            "$answer.items",
        ),
        ("message", "create"): post(
            "/messages",
            {
                "roomId": "{roomId}",
                "text": "{text}",
                "attachments": [],
                "files": "{additionalFields.fileUi.fileValue.url}",
                "markdown": "{additionalFields.markdown}",
            },
            where={("destination", "person"): None},
        ),
        ("message", "delete"): delete("/messages/{messageId}"),
        ("message", "get"): get("/messages/{messageId}", is_one=True),
        ("message", "getAll"): get(
            "/messages",
            {
                "roomId": "{roomId}",
                "max": "{limit|=50}",
                **settings("filters", "before beforeMessage parentId mentionedPeople"),
            },
            "$answer.items.items",
        ),
    },
    default="message",
    defaults={"meeting": "create", "message": "create"},
)

_TWIST: Final = Application(
    "Twist",
    "https://api.twist.com/api/v3",
    {
        ("channel", "archive"): post("/channels/archive", {}, query={"id": "{channelId}"}),
        ("channel", "create"): post(
            "/channels/add",
            {
                "workspace_id": "{workspaceId}",
                "name": "{name}",
                **settings("additionalFields", "color description public temp_id user_ids"),
            },
        ),
        ("channel", "delete"): post("/channels/remove", {}, query={"id": "{channelId}"}),
        ("channel", "get"): get("/channels/getone", {"id": "{channelId}"}, is_one=True),
        ("channel", "getAll"): get(
            "/channels/get", {"workspace_id": "{workspaceId}", "archived": "{filters.archived}"}
        ),
        ("channel", "unarchive"): post("/channels/unarchive", {}, query={"id": "{channelId}"}),
        ("channel", "update"): post(
            "/channels/update",
            {"id": "{channelId}", **settings("updateFields", "color description name public")},
        ),
        ("comment", "create"): post(
            "/comments/add",
            {
                "thread_id": "{threadId}",
                "content": "{content}",
                **settings(
                    "additionalFields",
                    "actions=actionsUi.actionValues mark_thread_position recipients temp_id",
                    "send_as_integration",
                ),
            },
        ),
        ("comment", "delete"): post("/comments/remove", {}, query={"id": "{commentId}"}),
        ("comment", "get"): get("/comments/getone", {"id": "{commentId}"}, "$answer.comment", is_one=True),
        ("comment", "getAll"): get(
            "/comments/get",
            {
                "thread_id": "{threadId}",
                "limit": "{limit|=50}",
                **settings("filters", "as_ids to_obj_index order_by from_obj_index"),
            },
        ),
        ("comment", "update"): post(
            "/comments/update",
            {
                "id": "{commentId}",
                "actions": "{updateFields.actionsUi.actionValues}",
                "content": "{updateFields.content}",
            },
        ),
        ("messageConversation", "create"): post(
            "/conversation_messages/add",
            {
                **parameters("conversation_id=conversationId workspace_id=workspaceId content"),
                "actions": "{additionalFields.actionsUi.actionValues}",
            },
        ),
        ("messageConversation", "delete"): post("/conversation_messages/remove", {}, query={"id": "{id}"}),
        ("messageConversation", "get"): get("/conversation_messages/getone", {"id": "{id}"}, is_one=True),
        ("messageConversation", "getAll"): get(
            "/conversation_messages/get",
            {
                "conversation_id": "{conversationId}",
                **settings("additionalFields", "to_obj_index limit order_by from_obj_index"),
            },
        ),
        ("messageConversation", "update"): post(
            "/conversation_messages/update",
            {
                "id": "{id}",
                "actions": "{updateFields.actionsUi.actionValues}",
                "content": "{updateFields.content}",
            },
        ),
        ("thread", "create"): post(
            "/threads/add",
            {
                **parameters("channel_id=channelId content title"),
                **settings(
                    "additionalFields",
                    "actions=actionsUi.actionValues recipients send_as_integration temp_id",
                ),
            },
        ),
        ("thread", "delete"): post("/threads/remove", {}, query={"id": "{threadId}"}),
        ("thread", "get"): get("/threads/getone", {"id": "{threadId}"}, is_one=True),
        ("thread", "getAll"): get(
            "/threads/get",
            {
                "channel_id": "{channelId}",
                "limit": "{limit|=50}",
                "as_ids": "{filters.as_ids}",
                "filter_by": "{filters.filter_by}",
            },
        ),
        ("thread", "update"): post(
            "/threads/update",
            {"id": "{threadId}", **settings("updateFields", "actions=actionsUi.actionValues content title")},
        ),
    },
    default="messageConversation",
    defaults={"channel": "create", "comment": "create", "messageConversation": "create", "thread": "create"},
)

_DISCOURSE: Final = Application(
    "Discourse",
    "https://<host>",
    {
        ("category", "create"): post(
            "/categories.json",
            {"name": "{name}", "color": "{color|0000FF}", "text_color": "{textColor|0000FF}"},
            "$answer.category",
            is_one=True,
        ),
        ("category", "getAll"): get("/categories.json", items="$answer.category_list.categories"),
        ("category", "update"): put(
            "/categories/{categoryId}.json",
            {"name": "{name}", "color": "{updateFields.color}", "textColor": "{updateFields.textColor}"},
            items="$answer.category",
        ),
        ("group", "create"): post(
            "/admin/groups.json", {"group": {"name": "{name}"}}, "$answer.basic_group", is_one=True
        ),
        ("group", "get"): get("/groups/{name}", items="$answer.group", is_one=True),
        ("group", "getAll"): get("/groups.json", items="$answer.groups"),
        ("group", "update"): put("/groups/{groupId}.json", {"group": {"name": "{name}"}}),
        ("post", "create"): post(
            "/posts.json", ({"title": "{title}", "raw": "{content}"}, "{additionalFields}")
        ),
        ("post", "get"): get("/posts/{postId}", is_one=True),
        ("post", "update"): put(
            "/posts/{postId}.json",
            {
                "raw": "{content}",
                "edit_reason": "{updateFields.edit_reason}",
                "cooked": "{updateFields.cooked}",
            },
            items="$answer.post",
        ),
        ("user", "create"): post(
            "/users.json",
            {
                **parameters("name password email username"),
                "active": "{additionalFields.active}",
                "approved": "{additionalFields.approved}",
            },
        ),
        ("user", "get"): get("/users/{username}", is_one=True, where={("by", "externalId"): None}),
        ("user", "getAll"): get(
            "/admin/users/list/{flag}.json",
            {"order": "{options.order}", "show_emails": "{options.showEmails}", "stats": "{options.stats}"},
        ),
        ("userGroup", "add"): put("/groups/{groupId}/members.json", {"usernames": "{usernames}"}),
        ("userGroup", "remove"): delete(
            "/groups/{groupId}/members.json", "$answer", body={"usernames": "{usernames}"}
        ),
    },
    default="post",
    defaults={**usual("create", "category group post user"), "userGroup": "add"},
)

_DISQUS: Final = Application(
    "Disqus",
    "https://disqus.com/api/3.0/forums",
    {
        ("forum", "get"): get("/details.json", {"forum": "{id}"}, "$answer.response", is_one=True),
        ("forum", "getCategories"): get(
            "/listCategories.json",
            {"forum": "{id}", "limit": "{limit|=100}", "order": "{additionalFields.order}"},
            "$answer.response",
            is_one=True,
        ),
        ("forum", "getThreads"): get(
            "/listThreads.json",
            {"forum": "{id}", "limit": "{limit|=100}", **settings("additionalFields", "order since thread")},
            "$answer.response",
            is_one=True,
        ),
        ("forum", "getPosts"): get(
            "/listPosts.json",
            {"forum": "{id}", "limit": "{limit|=100}", **settings("additionalFields", "order query since")},
            "$answer.response",
            is_one=True,
        ),
    },
    default="forum",
    defaults={"forum": "get"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {"ciscoWebex": _CISCO_WEBEX, "twist": _TWIST, "discourse": _DISCOURSE, "disqus": _DISQUS}
)
"""By the type of n8n's node."""
