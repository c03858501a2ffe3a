"""Further operations of the applications of `notices`, as n8n's nodes send them."""

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

_MICROSOFT_TEAMS: Final = {
    ("channel", "deleteChannel"): delete("/teams/{teamId}/channels/{channelId}"),
    ("channelMessage", "softDeleteMessage"): post(
        "/teams/{teamId}/channels/{channelId}/messages/{messageId}/softDelete",
        {},
        DONE,
        is_one=True,
    ),
    ("channelMessage", "undoSoftDeleteMessage"): post(
        "/teams/{teamId}/channels/{channelId}/messages/{messageId}/undoSoftDelete",
        {},
        DONE,
        is_one=True,
    ),
    ("chatMember", "remove"): delete("/chats/{chatId}/members/{membershipId}"),
    ("onlineMeeting", "createOrGet"): post(
        "/me/onlineMeetings/createOrGet",
        {"externalId": "{externalId}", "subject": "{options.subject}"},
        headers={"Prefer": "include-unknown-enum-members"},
    ),
    ("onlineMeeting", "deleteMeeting"): delete(
        "/me/onlineMeetings/{meetingId}", headers={"Prefer": "include-unknown-enum-members"}
    ),
    ("onlineMeeting", "get"): get(
        "/me/onlineMeetings/{meetingId}", is_one=True, headers={"Prefer": "include-unknown-enum-members"}
    ),
    ("onlineMeeting", "update"): patch(
        "/me/onlineMeetings/{meetingId}",
        {
            **settings(
                "updateFields",
                "allowAttendeeToEnableCamera allowAttendeeToEnableMic allowMeetingChat",
                "allowTeamworkReactions allowedPresenters isEntryExitAnnounced",
            ),
            "lobbyBypassSettings": {"scope": "{updateFields.lobbyBypassScope}"},
            "recordAutomatically": "{updateFields.recordAutomatically}",
            "subject": "{updateFields.subject}",
        },
        headers={"Prefer": "include-unknown-enum-members"},
    ),
}

_ZULIP: Final = {
    ("message", "updateFile"): post(
        "/user_uploads", {"file": "{file:dataBinaryProperty|data}"}, body_type="multipart"
    ),
    ("stream", "create"): post(
        "/users/me/subscriptions",
        settings(
            "additionalFields",
            "announce authorization_errors_fatal=authorizationErrorsFatal",
            "history_public_to_subscribers=historyPublicToSubscribers invite_only=inviteOnly",
            "stream_post_policy=streamPostPolicy",
        ),
        body_type="form",
    ),
    ("stream", "delete"): delete("/streams/{streamId}", "$answer"),
    ("stream", "update"): patch("/streams/{streamId}", {}),
    ("user", "create"): post(
        "/users", parameters("email password full_name=fullName short_name=shortName"), body_type="form"
    ),
    ("user", "deactivate"): delete("/users/{userId}", "$answer"),
    ("user", "update"): patch("/users/{userId}", {}),
}

_MATRIX: Final = {
    ("event", "get"): get("/rooms/{roomId}/event/{eventId}", is_one=True),
    ("room", "kick"): post("/rooms/{roomId}/kick", {"user_id": "{userId}", "reason": "{reason}"}),
}

_PUSHBULLET: Final = {("push", "update"): post("/pushes/{pushId}", {"dismissed": "{dismissed|=false}"})}

_SENTRY_IO: Final = {
    ("organization", "create"): post(
        "/organizations/",
        {"name": "{name}", "agreeTerms": "{agreeTerms|=false}", "slug": "{additionalFields.slug}"},
    ),
    ("organization", "update"): put("/organizations/{organization_slug}/", "{updateFields}"),
    ("project", "delete"): delete("/projects/{organizationSlug}/{projectSlug}/"),
    ("project", "update"): put(
        "/projects/{organizationSlug}/{projectSlug}/",
        settings("updateFields", "isBookmarked digestsMaxDelay digestsMinDelay name slug team platform"),
    ),
    ("release", "delete"): delete("/organizations/{organizationSlug}/releases/{version}/"),
    ("release", "get"): get("/organizations/{organizationSlug}/releases/{version}/", is_one=True),
    ("release", "update"): put(
        "/organizations/{organizationSlug}/releases/{version}/",
        settings("updateFields", "dateReleased ref refs=refs.refProperties url"),
    ),
    ("team", "create"): post(
        "/organizations/{organizationSlug}/teams/", {"name": "{name}", "slug": "{additionalFields.slug}"}
    ),
    ("team", "delete"): delete("/teams/{organizationSlug}/{teamSlug}/"),
    ("team", "update"): put("/teams/{organizationSlug}/{teamSlug}/", "{updateFields}"),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {
        "microsoftTeams": _MICROSOFT_TEAMS,
        "zulip": _ZULIP,
        "matrix": _MATRIX,
        "pushbullet": _PUSHBULLET,
        "sentryIo": _SENTRY_IO,
    }
)
"""By the type of n8n's node."""
