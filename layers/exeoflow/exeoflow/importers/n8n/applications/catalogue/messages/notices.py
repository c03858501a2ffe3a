"""Applications that tell people something: chats, alerts, meetings."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    patch,
    post,
    put,
    records,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application

_CHANNEL: Final = "/teams/{teamId}/channels"
_TEAMS_TEXT: Final = {"body": {"contentType": "{contentType, messageType|text}", "content": "{message}"}}

MICROSOFT_TEAMS: Final = Application(
    "Microsoft Teams",
    "https://graph.microsoft.com/v1.0",
    {
        **records(
            "channel",
            _CHANNEL,
            "{channelId}",
            {"displayName": "{name}", "description": "{options.description}"},
            {"displayName": "{name, updateFields.name}", "description": "{options.description}"},
            items="$answer.value",
            query={},
        ),
        ("channelMessage", "create"): post(f"{_CHANNEL}/{{channelId}}/messages", _TEAMS_TEXT),
        ("channelMessage", "get"): get(f"{_CHANNEL}/{{channelId}}/messages/{{messageId}}", is_one=True),
        ("channelMessage", "getAll"): get(f"{_CHANNEL}/{{channelId}}/messages", items="$answer.value"),
        ("channelMessage", "getAllReplies"): get(
            f"{_CHANNEL}/{{channelId}}/messages/{{messageId}}/replies", items="$answer.value"
        ),
        ("chatMessage", "create"): post("/chats/{chatId}/messages", _TEAMS_TEXT),
        ("chatMessage", "get"): get("/chats/{chatId}/messages/{messageId}", is_one=True),
        ("chatMessage", "getAll"): get("/chats/{chatId}/messages", items="$answer.value"),
        ("task", "create"): post(
            "/planner/tasks", {"planId": "{planId}", "bucketId": "{bucketId}", "title": "{title}"}
        ),
        ("task", "get"): get("/planner/tasks/{taskId}", is_one=True),
        ("task", "getAll"): get(
            "/users/{memberId}/planner/tasks",
            items="$answer.value",
            where={("tasksFor", "plan"): get("/planner/plans/{planId}/tasks", items="$answer.value")},
        ),
    },
    default="channel",
    defaults=usual("create", "channel channelMessage chatMessage task"),
)

GOOGLE_CHAT: Final = Application(
    "Google Chat",
    "https://chat.googleapis.com/v1",
    {
        ("message", "create"): post("/{path:spaceId}/messages", {"text": "{messageUi.text}"}),
        ("message", "get"): get("/{path:messageId}", is_one=True),
        ("message", "update"): patch("/{path:messageId}?updateMask=text", {"text": "{updateFieldsUi.text}"}),
        ("message", "delete"): delete("/{path:messageId}"),
        ("space", "getAll"): get("/spaces", {"pageSize": "{pageSize|100}"}, "$answer.spaces"),
    },
    default="message",
    defaults={"message": "create", "space": "get", "member": "get"},
)

ZULIP: Final = Application(
    "Zulip",
    "https://<host>/api/v1",
    {
        ("message", "sendPrivate"): post("/messages", "type=direct&to={url:to}&content={url:content}"),
        ("message", "sendStream"): post(
            "/messages", "type=stream&to={url:stream}&topic={url:topic}&content={url:content}"
        ),
        ("message", "get"): get("/messages/{messageId}", items="$answer.message", is_one=True),
        ("message", "update"): patch("/messages/{messageId}", "content={url:updateFields.content}"),
        ("message", "delete"): delete("/messages/{messageId}"),
        ("stream", "getAll"): get("/streams", items="$answer.streams"),
        ("stream", "getSubscribed"): get("/users/me/subscriptions", items="$answer.subscriptions"),
        ("user", "get"): get("/users/{userId}", items="$answer.user", is_one=True),
        ("user", "getAll"): get("/users", items="$answer.members"),
    },
    default="message",
    defaults={"message": "sendPrivate", "stream": "create", "user": "create"},
    scheme="Basic",
    headers={"Content-Type": "application/x-www-form-urlencoded"},
)

ROCKETCHAT: Final = Application(
    "Rocket.Chat",
    "https://<host>/api/v1",
    {
        ("chat", "postMessage"): post(
            "/chat.postMessage",
            {"channel": "{channel}", "text": "{text}", **settings("options", "alias emoji avatar")},
        )
    },
    default="chat",
    defaults={"chat": "postMessage"},
    header="X-Auth-Token",
    scheme="",
)

MATRIX: Final = Application(
    "Matrix",
    "https://<homeserver>/_matrix/client/r0",
    {
        ("message", "create"): post(
            "/rooms/{roomId}/send/m.room.message", {"msgtype": "{messageType|m.text}", "body": "{text}"}
        ),
        ("message", "getAll"): get(
            "/rooms/{roomId}/messages?dir=b", {"limit": "{limit|100}"}, "$answer.chunk"
        ),
        ("account", "me"): get("/account/whoami", is_one=True),
        ("room", "create"): post("/createRoom", {"name": "{roomName}", "preset": "{preset|public_chat}"}),
        ("room", "join"): post("/rooms/{roomIdOrAlias}/join", {}),
        ("room", "leave"): post("/rooms/{roomId}/leave", {}),
        ("room", "invite"): post("/rooms/{roomId}/invite", {"user_id": "{userId}"}),
        ("roomMember", "getAll"): get("/rooms/{roomId}/members", items="$answer.chunk"),
    },
    default="message",
    defaults={"message": "create", "account": "me", "room": "create", "roomMember": "getAll"},
)

LINE: Final = Application(
    "LINE Notify",
    "https://notify-api.line.me/api",
    {("notification", "send"): post("/notify", "message={url:message}")},
    default="notification",
    defaults={"notification": "send"},
    headers={"Content-Type": "application/x-www-form-urlencoded"},
)

PUSHOVER: Final = Application(
    "Pushover",
    "https://api.pushover.net/1",
    {
        ("message", "push"): post(
            "/messages.json",
            {
                "user": "{userKey}",
                "message": "{message}",
                "priority": "{priority|-2}",
                **settings("additionalFields", "title device sound url url_title"),
            },
        )
    },
    default="message",
    defaults={"message": "push"},
)

PUSHBULLET: Final = Application(
    "Pushbullet",
    "https://api.pushbullet.com/v2",
    {
        ("push", "create"): post(
            "/pushes",
            {"type": "{type|note}", "title": "{title}", "body": "{body}", "url": "{url}", "email": "{value}"},
        ),
        ("push", "getAll"): get("/pushes", {"limit": "{limit|100}"}, "$answer.pushes"),
        ("push", "delete"): delete("/pushes/{pushId}"),
    },
    default="push",
    defaults={"push": "create"},
    header="Access-Token",
    scheme="",
)

GOTIFY: Final = Application(
    "Gotify",
    "https://<host>",
    {
        ("message", "create"): post(
            "/message",
            {
                "message": "{message}",
                "title": "{additionalFields.title}",
                "priority": "{additionalFields.priority}",
            },
        ),
        ("message", "getAll"): get("/message", {"limit": "{limit|20}"}, "$answer.messages"),
        ("message", "delete"): delete("/message/{messageId}"),
    },
    default="message",
    defaults={"message": "create"},
    header="X-Gotify-Key",
    scheme="",
)

SIGNL4: Final = Application(
    "SIGNL4",
    "https://connect.signl4.com/webhook/<team secret>",
    {
        ("alert", "send"): post(
            "",
            {
                "Title": "{additionalFields.title}",
                "message": "{message}",
                **settings(
                    "additionalFields",
                    "X-S4-Service=service X-S4-AlertingScenario=alertingScenario X-S4-ExternalID=externalId",
                ),
                "X-S4-Status": "new",
            },
        ),
        ("alert", "resolve"): post("", {"X-S4-ExternalID": "{externalId}", "X-S4-Status": "resolved"}),
    },
    default="alert",
    defaults={"alert": "send"},
)

_INCIDENT: Final = (
    '{"incident": $merge([{"type": "incident"}, $request.plain, '
    '$exists($request.details) ? {"body": {"type": "incident_body", "details": $request.details}} : {}, '
    "$exists($request.priority) ? "
    '{"priority": {"id": $request.priority, "type": "priority_reference"}} : {}, '
    "$exists($request.policy) ? "
    '{"escalation_policy": {"id": $request.policy, "type": "escalation_policy_reference"}} : {}])}'
)
"""JSONata for an incident that is changed: of what is not given nothing is sent, its type neither."""

PAGER_DUTY: Final = Application(
    "PagerDuty",
    "https://api.pagerduty.com",
    {
        ("incident", "create"): post(
            "/incidents",
            {
                "incident": {
                    "type": "incident",
                    "title": "{title}",
                    "service": {"id": "{serviceId}", "type": "service_reference"},
                }
            },
            "$answer.incident",
            headers={"From": "{email}"},
        ),
        ("incident", "get"): get("/incidents/{incidentId}", items="$answer.incident", is_one=True),
        ("incident", "update"): put(
            "/incidents/{incidentId}",
            {
                "plain": {
                    **settings(
                        "updateFields", "title escalation_level=escalationLevel urgency resolution status"
                    ),
                    "conference_bridge": {
                        "conference_number": "{conferenceBridgeUi.conferenceBridgeValues.conferenceNumber}",
                        "conference_url": "{conferenceBridgeUi.conferenceBridgeValues.conferenceUrl}",
                    },
                },
                **settings("updateFields", "details priority=priorityId policy=escalationPolicyId"),
                "$": _INCIDENT,
            },
            items="$answer.incident",
            headers={"From": "{email}"},
        ),
        ("incident", "getAll"): get("/incidents", {"limit": "{limit|100}"}, "$answer.incidents"),
        ("incidentNote", "getAll"): get("/incidents/{incidentId}/notes", items="$answer.notes"),
        ("logEntry", "get"): get("/log_entries/{logEntryId}", items="$answer.log_entry", is_one=True),
        ("logEntry", "getAll"): get("/log_entries", {"limit": "{limit|100}"}, "$answer.log_entries"),
        ("user", "get"): get("/users/{userId}", items="$answer.user", is_one=True),
    },
    default="incident",
    defaults={"incident": "create", "incidentNote": "create", "logEntry": "get", "user": "get"},
    scheme="Token",
)

ZOOM: Final = Application(
    "Zoom",
    "https://api.zoom.us/v2",
    {
        ("meeting", "create"): post(
            "/users/me/meetings",
            {
                "topic": "{topic}",
                **settings(
                    "additionalFields", "type start_time=startTime duration timezone=timeZone password agenda"
                ),
            },
        ),
        ("meeting", "get"): get("/meetings/{meetingId}", is_one=True),
        ("meeting", "getAll"): get(
            "/users/me/meetings", {"page_size": "{limit|30}", "type": "{filters.type}"}, "$answer.meetings"
        ),
        ("meeting", "update"): patch(
            "/meetings/{meetingId}", settings("updateFields", "topic start_time=startTime duration agenda")
        ),
        ("meeting", "delete"): delete("/meetings/{meetingId}"),
    },
    default="meeting",
    defaults={"meeting": "create"},
)

UPTIME_ROBOT: Final = Application(
    "UptimeRobot",
    "https://api.uptimerobot.com/v2",
    {
        ("monitor", "create"): post(
            "/newMonitor",
            {"friendly_name": "{friendlyName}", "type": "{type}", "url": "{url}", "format": "json"},
            "$answer.monitor",
        ),
        ("monitor", "get"): post("/getMonitors", {"monitors": "{id}", "format": "json"}, "$answer.monitors"),
        ("monitor", "getAll"): post(
            "/getMonitors", {"limit": "{limit|50}", "format": "json"}, "$answer.monitors"
        ),
        ("monitor", "update"): post(
            "/editMonitor", ({"id": "{id}", "format": "json"}, "{updateFields}"), "$answer.monitor"
        ),
        ("monitor", "delete"): post("/deleteMonitor", {"id": "{id}", "format": "json"}, "$answer.monitor"),
        ("account", "get"): post("/getAccountDetails", {"format": "json"}, "$answer.account"),
        ("alertContact", "getAll"): post(
            "/getAlertContacts", {"limit": "{limit|50}", "format": "json"}, "$answer.alert_contacts"
        ),
    },
    default="account",
    defaults={"account": "get", "monitor": "getAll", "alertContact": "getAll"},
    headers={"Content-Type": "application/x-www-form-urlencoded"},
)

SENTRY: Final = Application(
    "Sentry",
    "https://sentry.io/api/0",
    {
        ("event", "get"): get("/projects/{organizationSlug}/{projectSlug}/events/{eventId}/", is_one=True),
        ("event", "getAll"): get("/projects/{organizationSlug}/{projectSlug}/events/"),
        ("issue", "get"): get("/issues/{issueId}/", is_one=True),
        ("issue", "getAll"): get(
            "/projects/{organizationSlug}/{projectSlug}/issues/", {"query": "{additionalFields.query}"}
        ),
        ("issue", "update"): put("/issues/{issueId}/", {"status": "{additionalFields.status}"}),
        ("issue", "delete"): delete("/issues/{issueId}/"),
        ("organization", "get"): get("/organizations/{organizationSlug}/", is_one=True),
        ("organization", "getAll"): get("/organizations/"),
        ("project", "create"): post("/teams/{organizationSlug}/{teamSlug}/projects/", {"name": "{name}"}),
        ("project", "get"): get("/projects/{organizationSlug}/{projectSlug}/", is_one=True),
        ("project", "getAll"): get("/projects/"),
        ("release", "create"): post(
            "/organizations/{organizationSlug}/releases/",
            {"version": "{version}", "url": "{url}", "projects": "{projects}"},
        ),
        ("release", "getAll"): get("/organizations/{organizationSlug}/releases/"),
        ("team", "get"): get("/teams/{organizationSlug}/{teamSlug}/", is_one=True),
        ("team", "getAll"): get("/organizations/{organizationSlug}/teams/"),
    },
    default="event",
    defaults=usual("get", "event issue organization project release team"),
)

APPLICATIONS: Final = {
    "microsoftTeams": MICROSOFT_TEAMS,
    "googleChat": GOOGLE_CHAT,
    "zulip": ZULIP,
    "rocketchat": ROCKETCHAT,
    "matrix": MATRIX,
    "line": LINE,
    "pushover": PUSHOVER,
    "pushbullet": PUSHBULLET,
    "gotify": GOTIFY,
    "signl4": SIGNL4,
    "pagerDuty": PAGER_DUTY,
    "zoom": ZOOM,
    "uptimeRobot": UPTIME_ROBOT,
    "sentryIo": SENTRY,
}
