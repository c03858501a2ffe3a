"""Slack takes a file in three requests."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.families.files.test_files import (
    DOWNLOAD,
    PNG,
    SENT_PNG,
    base,
    http,
    imported,
    ran,
)

ADDRESS = {"ok": True, "upload_url": "https://files.slack.com/u", "file_id": "F1"}
KEPT = {"ok": True, "files": [{"id": "F1", "name": "a"}]}
PLACE = {"channelId": "=C{{ $json.id }}", "initialComment": "hi", "threadTs": "1.2"}


def uploaded(parameters: dict[str, Any], version: float, on_error: str = "stopWorkflow") -> Import:
    more = {"credentials": {"slackApi": {"id": "1", "name": "c"}}, "onError": on_error}
    slack = base("up", "slack", {"resource": "file", **parameters}, version) | more
    return imported(http("get", DOWNLOAD | {"url": "https://example.com"}, 4.2), slack)


@pytest.mark.parametrize(
    ("version", "parameters", "name", "file", "told"),
    [
        (
            2.2,
            {"options": PLACE | {"title": "T"}},
            "a b.png",
            SENT_PNG,
            {"channel_id": "C", "initial_comment": "hi", "thread_ts": "1.2", "title": "T"},
        ),
        (
            1,
            {"binaryData": True, "options": {"channelIds": ["A", "B"], "fileName": "c.png"}},
            "c.png",
            SENT_PNG,
            {"channels": "A,B", "title": "a b.png"},
        ),
        (
            2,
            {"fileContent": "äb=", "operation": "upload"},
            "file.txt",
            {"content": "äb=", "filename": "file.txt", "content_type": "text/plain"},
            {"title": "file.txt"},
        ),
    ],
)
def test_an_address_is_asked_for_the_file_goes_there_and_the_upload_is_completed(
    version: float, parameters: dict[str, Any], name: str, file: dict[str, str], told: dict[str, Any]
) -> None:
    done = uploaded(parameters, version)

    outcome, requests = ran(done, [{"id": 1}], [PNG, ADDRESS, "OK - 4", KEPT])

    assert outcome.output == KEPT["files"]
    asked, sent, completed = requests[1:]
    assert asked["query"] == {"filename": name, "length": 4}
    assert (sent["url"], sent["body"], sent["body_type"]) == (
        ADDRESS["upload_url"],
        {"file": file},
        "multipart",
    )
    assert "credential" not in sent
    title = told.pop("title")
    assert completed["body"] == {**told, "files": [{"id": "F1", "title": title}]}
    assert completed["credential"] == "slackApi"


def test_what_slack_refuses_fails_the_node() -> None:
    done = uploaded({}, 2.3)

    outcome, _ = ran(done, [{"id": 1}], [PNG, ADDRESS, "OK", {"ok": False, "error": "channel_not_found"}])

    assert outcome.status == "failed"


def test_what_slack_refuses_is_an_item_where_the_others_go_on() -> None:
    done = uploaded({}, 2.3, "continueRegularOutput")

    outcome, _ = ran(done, [{"id": 1}], [PNG, ADDRESS, "OK", {"ok": False, "error": "channel_not_found"}])

    assert outcome.output == [{"error": "channel_not_found"}]


def test_another_operation_of_slack_is_a_request() -> None:
    done = imported(
        base("up", "slack", {"select": "channel", "channelId": {"__rl": True, "value": "C"}}, 2.2)
    )

    assert str(done.nodes[-1].status) == "approximated"
