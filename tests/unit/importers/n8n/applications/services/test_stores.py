"""Documents and files that services keep: how they are found, sent, fetched and deleted."""

import json
from typing import Any

import pytest

from tests.unit.importers.n8n.applications.services.sending import sent
from tests.unit.importers.n8n.families.files.test_files import (
    DOWNLOAD,
    PNG,
    SENT_PNG,
    base,
    imported,
    node,
    ran,
)


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("https://docs.google.com/document/d/abc-1/edit?tab=t.0", "abc-1"),
        ("={{ $json.url }}", "x_2"),
        ("abc", "abc"),
    ],
)
def test_a_document_is_known_by_its_address_or_id(written: str, id_: str) -> None:
    changes = [
        {"action": "insert", "text": "=Hi {{ $json.n }}"},
        {"action": "insert", "text": "x", "locationChoice": "location", "index": 3},
        {"action": "replaceAll", "text": "old", "replaceText": "new", "matchCase": True},
        {"action": "insert", "object": "pageBreak"},
        {"action": "insert", "object": "pageBreak", "locationChoice": "location", "index": 5},
    ]
    parameters = {"operation": "update", "documentURL": written, "actionsUi": {"actionFields": changes}}

    _, request = sent(
        "googleDocs", parameters, {"n": 1, "url": "https://docs.google.com/document/d/x_2/"}, {}
    )

    assert request["url"] == f"https://docs.googleapis.com/v1/documents/{id_}:batchUpdate"
    assert request["body"]["requests"] == [
        {"insertText": {"text": "Hi 1", "endOfSegmentLocation": {}}},
        {"insertText": {"text": "x", "location": {"index": 3}}},
        {"replaceAllText": {"replaceText": "new", "containsText": {"text": "old", "matchCase": True}}},
        {"insertPageBreak": {"endOfSegmentLocation": {}}},
        {"insertPageBreak": {"location": {"index": 5}}},
    ]


def test_files_of_open_ai_are_listed_for_a_purpose_or_for_any() -> None:
    operation = {"resource": "file", "operation": "list"}
    type_ = "@n8n/n8n-nodes-langchain.openAi"

    for purpose, query in (("any", None), ("assistants", {"purpose": "assistants"})):
        done = imported(node("call", type_, {**operation, "options": {"purpose": purpose}}, 1.8))
        outcome, [request] = ran(done, [{}], [{"data": [{"id": "f1"}, {"id": "f2"}]}])

        assert (request["url"], request.get("query")) == ("https://api.openai.com/v1/files", query)
        assert outcome.output == [{"id": "f1"}, {"id": "f2"}]


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ({"queryString": "it's"}, "name contains 'it\\'s'"),
        (
            {"searchMethod": "query", "queryString": "x > {{ 1 }}", "filter": {"whatToSearch": "files"}},
            "x > {{ 1 }} and mimeType != 'application/vnd.google-apps.folder' and trashed = false",
        ),
        (
            {
                "searchMethod": "query",
                "filter": {
                    "folderId": {
                        "__rl": True,
                        "mode": "url",
                        "value": "https://drive.google.com/drive/folders/a-1",
                    },
                    "includeTrashed": True,
                },
            },
            "'a-1' in parents",
        ),
        (
            {"queryString": "x", "filter": {"folderId": {"__rl": True, "mode": "list", "value": "root"}}},
            "name contains 'x' and trashed = false",
        ),
    ],
)
def test_files_are_searched_by_a_name_and_filters(parameters: dict[str, Any], query: str) -> None:
    _, request = sent("googleDrive", {"resource": "fileFolder", **parameters}, {}, {"files": []})

    assert request["query"]["q"] == query


@pytest.mark.parametrize(
    ("options", "method", "body"),
    [({}, "PATCH", {"trashed": True}), ({"deletePermanently": True}, "DELETE", None)],
)
def test_a_file_goes_into_the_bin_unless_it_is_deleted_for_good(
    options: dict[str, Any], method: str, body: Any
) -> None:
    parameters = {"operation": "deleteFile", "fileId": "a", "options": options}

    output, request = sent("googleDrive", parameters, {}, {})

    assert output == [{"id": "a", "success": True}]
    assert (request["method"], request.get("body")) == (method, body)


def test_a_text_is_a_file_in_dropbox() -> None:
    parameters = {"path": "/a \u00e4.txt", "fileContent": "=Hi {{ $json.n }}"}

    output, request = sent("dropbox", parameters, {"n": 1}, {"id": "7"})

    assert output == [{"id": "7"}]
    assert request["url"] == "https://content.dropboxapi.com/2/files/upload"
    assert json.loads(request["query"]["arg"]) == {"mode": "overwrite", "path": "/a \u00e4.txt"}
    assert (request["body_type"], request["body"]) == ("text", "Hi 1")


def test_a_file_comes_from_dropbox_and_goes_there() -> None:
    there = base("get", "dropbox", {"operation": "download", "path": "/x/a \u00e4.png"})
    back = base("put", "dropbox", {"path": "/b.png", "binaryData": True})

    outcome, requests = ran(imported(there, back), [{"n": 1}], [PNG, {"id": "7"}])

    assert outcome.output == [{"id": "7"}]
    assert requests[0]["url"] == "https://content.dropboxapi.com/2/files/download"
    assert json.loads(requests[0]["query"]["arg"]) == {"path": "/x/a \u00e4.png"}
    assert requests[1]["body_type"] == "binary"
    assert requests[1]["body"]["filename"] == "a \u00e4.png"


def test_a_text_becomes_a_file_in_box() -> None:
    parameters = {"fileName": "=a {{ $json.n }}.txt", "fileContent": "Hi"}

    output, request = sent("box", parameters, {"n": 1}, {"entries": [{"id": "7"}]})

    assert output == [{"id": "7"}]
    assert request["url"] == "https://upload.box.com/api/2.0/files/content"
    assert request["body"].pop("file") == {
        "content": "Hi",
        "filename": "a 1.txt",
        "content_type": "text/plain",
    }
    assert json.loads(request["body"]["attributes"]) == {"name": "a 1.txt", "parent": {"id": "0"}}


@pytest.mark.parametrize(("given", "name"), [({}, "a b.png"), ({"fileName": "c.png"}, "c.png")])
def test_a_file_goes_to_box_by_its_own_name_or_another(given: dict[str, Any], name: str) -> None:
    upload = base("call", "box", {"binaryData": True, "parentId": "5", **given})
    done = imported(node("get", "n8n-nodes-base.httpRequest", DOWNLOAD, 4.2), upload)

    outcome, requests = ran(done, [{}], [PNG, {"entries": [{"id": "7"}]}])

    assert outcome.output == [{"id": "7"}]
    assert json.loads(requests[1]["body"]["attributes"]) == {"name": name, "parent": {"id": "5"}}
    assert requests[1]["body"]["file"] == SENT_PNG
