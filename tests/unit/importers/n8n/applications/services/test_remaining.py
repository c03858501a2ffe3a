"""What is left of applications: the operations that exports leave out, and such as are rare."""

from typing import Any

import pytest

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.catalogue.usual import DEFAULTS
from tests.unit.importers.n8n.families.files.test_files import base, imported
from tests.unit.importers.n8n.test_requests_before import sent

GRAPH = "https://graph.microsoft.com/v1.0/me"
RDS = "https://rds-data.<region>.amazonaws.com/Execute"
X = "https://api.x.com/2/users"
FILE = "https://api.github.com/repos/o/r/contents/a.txt"
MAIL = {
    "id": "m",
    "subject": "S",
    "from": {"emailAddress": {"address": "a@example.com"}},
    "toRecipients": [{"emailAddress": {"address": "b@example.com"}}],
}
SIMPLE_MAIL = {"id": "m", "subject": "S", "from": "a@example.com", "to": ["b@example.com"]}

SAID = "%3CResponse%3E%3CSay%3Ea%20%26amp%3B%20%26quot%3Bb%26quot%3B%3C%2FSay%3E%3C%2FResponse%3E"


@pytest.mark.parametrize("kind", DEFAULTS)
def test_an_operation_that_exports_leave_out_is_described(kind: str) -> None:
    application = APPLICATIONS[f"n8n-nodes-base.{kind}"]

    for resource, operation in DEFAULTS[kind].items():
        assert (resource, operation) in application.operations
        assert application.usual_operation(9, resource) == operation


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "url"),
    [
        ("airtable", 2.1, {"base": "b", "table": "t", "id": "r"}, "https://api.airtable.com/v0/b/t/r"),
        ("Brandfetch", 1, {"identifier": "x.com"}, "https://api.brandfetch.io/v2/brands/domain/x.com"),
        ("postgres", 2.5, {"resource": "database", "operation": "executeQuery", "query": "SELECT 1"}, RDS),
    ],
)
def test_what_an_export_leaves_out_is_what_its_version_begins_with(
    kind: str, version: float, parameters: dict[str, Any], url: str
) -> None:
    done = imported(base("call", kind, parameters, version))

    [(_, asked, _)], _ = sent(done, [{}])

    assert asked == url


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "answers", "expected"),
    [
        (
            "microsoftOutlook",
            2,
            {"resource": "folderMessage", "folderId": "f"},
            [{"value": [MAIL, MAIL]}],
            ([("GET", f"{GRAPH}/mailFolders/f/messages", None)], [SIMPLE_MAIL, SIMPLE_MAIL]),
        ),
        (
            "microsoftOutlook",
            2,
            {"resource": "draft", "operation": "get", "draftId": "d", "output": "raw"},
            [MAIL],
            ([("GET", f"{GRAPH}/messages/d", None)], [MAIL]),
        ),
        (
            "microsoftOutlook",
            2,
            {
                "resource": "event",
                "fromAllCalendars": False,
                "calendarId": "c",
                "includeRecurringInstances": True,
                "startDateTime": "2026-01-01",
                "endDateTime": "2026-02-01",
            },
            [{"value": [{"id": "e"}]}],
            ([("GET", f"{GRAPH}/calendars/c/calendarView", None)], [{"id": "e"}]),
        ),
        (
            "microsoftOutlook",
            2,
            {"resource": "draft", "operation": "send", "draftId": "d", "to": "a@example.com"},
            [{}, None],
            (
                [
                    (
                        "PATCH",
                        f"{GRAPH}/messages/d",
                        {"toRecipients": [{"emailAddress": {"address": "a@example.com"}}]},
                    ),
                    ("POST", f"{GRAPH}/messages/d/send", None),
                ],
                [{"success": True}],
            ),
        ),
        (
            "googleCalendar",
            1.3,
            {
                "resource": "calendar",
                "calendar": "a@example.com",
                "timeMin": "2026-01-01T00:00:00Z",
                "timeMax": "2026-01-02T00:00:00Z",
            },
            [{"calendars": {"a@example.com": {"busy": [{"start": "x"}]}}}],
            (
                [
                    (
                        "POST",
                        "https://www.googleapis.com/calendar/v3/freeBusy",
                        {
                            "timeMin": "2026-01-01T00:00:00Z",
                            "timeMax": "2026-01-02T00:00:00Z",
                            "items": [{"id": "a@example.com"}],
                        },
                    )
                ],
                [{"available": False}],
            ),
        ),
        (
            "twitter",
            2,
            {"operation": "like", "tweetId": "https://x.com/a/status/12?s=20"},
            [{"data": {"id": "me"}}, {"data": {"liked": True}}],
            ([("GET", f"{X}/me", None), ("POST", f"{X}/me/likes", {"tweet_id": "12"})], [{"liked": True}]),
        ),
        (
            "twitter",
            2,
            {
                "resource": "directMessage",
                "user": {"__rl": True, "mode": "username", "value": "@ada"},
                "text": "Hi",
                "additionalFields": {"attachments": "9"},
            },
            [{"data": {"id": "7"}}, {"data": {"dm_event_id": "1"}}],
            (
                [
                    ("GET", f"{X}/by/username/ada", None),
                    (
                        "POST",
                        "https://api.x.com/2/dm_conversations/with/7/messages",
                        {"text": "Hi", "attachments": [{"media_id": "9"}]},
                    ),
                ],
                [{"dm_event_id": "1"}],
            ),
        ),
        (
            "slack",
            2.3,
            {"resource": "channel", "operation": "member", "channelId": "C"},
            [{"ok": True, "members": ["U1", "U2"]}],
            (
                [("GET", "https://slack.com/api/conversations.members", None)],
                [{"member": "U1"}, {"member": "U2"}],
            ),
        ),
        (
            "github",
            1.1,
            {
                "resource": "file",
                "operation": "delete",
                "owner": "o",
                "repository": "r",
                "filePath": "a.txt",
                "commitMessage": "m",
            },
            [{"sha": "1"}, {"commit": {}}],
            ([("GET", FILE, None), ("DELETE", FILE, {"message": "m", "sha": "1"})], [{"commit": {}}]),
        ),
        (
            "twilio",
            1,
            {"resource": "call", "from": "+1", "to": "+2", "message": 'a & "b"'},
            [{"sid": "c"}],
            (
                [
                    (
                        "POST",
                        "https://api.twilio.com/2010-04-01/Accounts/<sid>/Calls.json",
                        f"From=%2B1&To=%2B2&Twiml={SAID}&StatusCallback=",
                    )
                ],
                [{"sid": "c"}],
            ),
        ),
    ],
)
def test_rarer_operations_send_what_n8n_sends(
    kind: str, version: float, parameters: dict[str, Any], answers: Any, expected: Any
) -> None:
    assert sent(imported(base("call", kind, parameters, version)), answers) == expected


def test_that_not_all_calendars_are_asked_is_told() -> None:
    done = imported(base("call", "microsoftOutlook", {"resource": "event"}, 2))

    assert "setting-approximated" in {each.code for each in done.nodes[1].reasons}


def test_items_of_a_board_are_found_by_a_column() -> None:
    parameters = {
        "resource": "boardItem",
        "operation": "getByColumnValue",
        "boardId": "1",
        "columnId": "status",
        "columnValue": "Done",
    }
    found = {"items_page_by_column_values": {"cursor": None, "items": [{"id": "7"}]}}

    [(_, _, body)], items = sent(imported(base("call", "mondayCom", parameters)), [{"data": found}])

    assert body["variables"] == {"board": "1", "column": "status", "value": "Done", "limit": 50}
    assert items == [{"id": "7"}]
