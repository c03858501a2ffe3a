"""Several requests for an item: the later ones read what the earlier ones were answered."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.families.files.test_files import base, imported
from tests.unit.importers.n8n.machines import imported_machine

AIRTOP = "https://api.airtop.ai/api/v1/sessions"
QUERY = {"resource": "extraction", "operation": "query", "prompt": "Who?"}
NEW = {"sessionMode": "new", "url": "https://example.com"}
BEGUN = [{"data": {"id": "s"}}, {"data": {"windowId": "w"}}]


def sent(done: Import, answers: list[Any], **more: Any) -> tuple[list[Any], Any]:
    """The requests, and the items at the end; None where it fails."""
    world = Services(answers=answers, **more)
    trace = simulate(imported_machine(done), [{"sessionId": "s1", "windowId": "w1"}], world)
    return [(each["method"], each["url"], each.get("body")) for each in world.requests], trace.outcome.output


@pytest.mark.parametrize(
    ("settings", "closes", "expected"),
    [
        ({}, True, {"data": {"modelResponse": '{"a": 1}'}}),
        (
            {"autoTerminateSession": False},
            False,
            {"sessionId": "s", "windowId": "w", "data": {"modelResponse": '{"a": 1}'}},
        ),
        (
            {"additionalFields": {"parseJsonOutput": True, "outputSchema": '{"type": "object"}'}},
            True,
            {"output": {"a": 1}},
        ),
    ],
)
def test_a_page_is_read_in_a_window_of_a_session_of_its_own(
    settings: dict[str, Any],
    closes: bool,  # noqa: FBT001
    expected: Any,
) -> None:
    done = imported(base("read", "airtop", QUERY | NEW | settings, 1.1))

    requests, items = sent(
        done, [*BEGUN, {"data": {"modelResponse": '{"a": 1}'}}, *([None] if closes else [])]
    )

    assert [each[:2] for each in requests] == [
        ("POST", AIRTOP),
        ("POST", f"{AIRTOP}/s/windows"),
        ("POST", f"{AIRTOP}/s/windows/w/page-query"),
        *([("DELETE", f"{AIRTOP}/s")] if closes else []),
    ]
    assert requests[1][2] == {"url": "https://example.com"}
    assert requests[2][2]["prompt"] == "Who?"
    assert items == [expected]
    assert "setting-approximated" in {each.code for each in done.nodes[1].reasons}


def test_a_page_is_read_in_a_window_that_is_there() -> None:
    done = imported(
        base("read", "airtop", {**QUERY, "additionalFields": {"includeVisualAnalysis": True}}, 1.1)
    )

    requests, items = sent(done, [{"data": {"modelResponse": "Ada"}}])

    visual = {"experimental": {"includeVisualAnalysis": "enabled"}}
    assert requests == [
        ("POST", f"{AIRTOP}/s1/windows/w1/page-query", {"prompt": "Who?", "configuration": visual})
    ]
    assert items == [{"sessionId": "s1", "windowId": "w1", "data": {"modelResponse": "Ada"}}]


def test_what_airtop_calls_an_error_is_one() -> None:
    _, items = sent(imported(base("read", "airtop", QUERY, 1.1)), [{"errors": [{"message": "No page."}]}])

    assert items is None


POST = {"person": "p", "text": "Ada (a_b)", "additionalFields": {"title": "T"}}
REST = "https://api.linkedin.com/rest"
URN = {"headers": {"x-restli-id": "urn:li:share:1"}}


@pytest.mark.parametrize(
    ("settings", "content"),
    [
        ({"shareMediaCategory": "IMAGE"}, {"media": {"title": "T", "id": "urn:li:image:1"}}),
        (
            {
                "shareMediaCategory": "ARTICLE",
                "additionalFields": {
                    "title": "T",
                    "originalUrl": "https://example.com",
                    "thumbnailBinaryPropertyName": "data",
                },
            },
            {
                "article": {
                    "title": "T",
                    "description": "",
                    "source": "https://example.com",
                    "thumbnail": "urn:li:image:1",
                }
            },
        ),
    ],
)
def test_a_picture_is_uploaded_before_it_is_posted(settings: dict[str, Any], content: Any) -> None:
    file = base("file", "convertToFile", {"operation": "toText", "sourceProperty": "sessionId"}, 1.1)
    done = imported(file, base("post", "linkedIn", POST | settings))
    where_to = {"value": {"uploadUrl": "https://upload.example.com/1", "image": "urn:li:image:1"}}

    requests, items = sent(done, [where_to, None, None], **URN)

    assert [each[:2] for each in requests] == [
        ("POST", f"{REST}/images?action=initializeUpload"),
        ("POST", "https://upload.example.com/1"),
        ("POST", f"{REST}/posts"),
    ]
    assert requests[0][2] == {"initializeUploadRequest": {"owner": "urn:li:person:p"}}
    assert requests[1][2]["content"] == "czE="
    assert requests[2][2]["content"] == content
    assert items == [{"urn": "urn:li:share:1"}]


@pytest.mark.parametrize(
    ("settings", "author", "content"),
    [
        ({}, "urn:li:person:p", None),
        (
            {"postAs": "organization", "organization": "o", "shareMediaCategory": "ARTICLE"},
            "urn:li:organization:o",
            {"article": {"title": "T", "description": "", "source": ""}},
        ),
    ],
)
def test_a_text_is_posted_with_its_marks_quoted(settings: dict[str, Any], author: str, content: Any) -> None:
    done = imported(base("post", "linkedIn", POST | settings))

    [(_, url, body)], items = sent(done, [None], **URN)

    assert url == f"{REST}/posts"
    assert (body["author"], body["commentary"]) == (author, "Ada \\(a\\_b\\)")
    assert body.get("content") == content
    assert items == [{"urn": "urn:li:share:1"}]
