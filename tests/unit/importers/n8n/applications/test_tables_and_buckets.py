"""Rows of Quickbase and of old versions of Google Sheets, and objects in buckets."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran

FIELDS = [{"id": 6, "label": "name"}, {"id": 7, "label": "age"}, {"id": 8, "label": "other"}]
WRITTEN = {"data": [{"3": {"value": 9}, "6": {"value": "Ada"}}], "metadata": {}}


def sent(kind: str, parameters: dict[str, Any], item: Any, *answers: Any) -> tuple[Any, list[Any]]:
    outcome, requests = ran(imported(base("call", kind, parameters)), [item], list(answers))
    return outcome.output, requests


@pytest.mark.parametrize(
    ("parameters", "more", "items"),
    [
        ({"operation": "create"}, {"fieldsToReturn": [3]}, [{"3": 9, "6": "Ada"}]),
        ({"operation": "update", "updateKey": "id"}, {}, [{"name": "Ada"}]),
        ({"operation": "create", "simple": False}, {"fieldsToReturn": [3]}, [WRITTEN]),
        ({"options": {"fields": [6]}}, {"fieldsToReturn": [6]}, [{"3": 9, "6": "Ada"}]),
    ],
)
def test_a_record_has_the_fields_of_the_item_by_their_numbers(
    parameters: dict[str, Any], more: dict[str, Any], items: list[Any]
) -> None:
    given = {"tableId": "t", "columns": "name, age, none", **parameters}

    output, [fields, request] = sent(
        "quickbase", given, {"name": "Ada", "age": 3, "other": 1}, FIELDS, WRITTEN
    )

    assert (fields["url"], fields["query"]) == ("https://api.quickbase.com/v1/fields", {"tableId": "t"})
    assert request["body"] == {"to": "t", "data": [{"6": {"value": "Ada"}, "7": {"value": 3}}], **more}
    assert output == items


def test_a_record_is_merged_by_the_field_that_is_its_key() -> None:
    given = {"operation": "upsert", "tableId": "t", "columns": "name", "mergeFieldId": 8, "updateKey": "k"}

    _, [_, request] = sent("quickbase", given, {"name": "Ada"}, FIELDS, WRITTEN)

    assert request["body"]["data"] == [{"6": {"value": "Ada"}, "8": {"value": "k"}}]
    assert request["body"]["mergeFieldId"] == 8


@pytest.mark.parametrize(
    ("range_", "address"),
    [("Tab!B:F", "Tab!B3"), ("A:F", "A3"), (None, "Tab!A3")],
)
def test_a_row_of_an_old_sheet_stands_in_its_range(range_: str | None, address: str) -> None:
    given = {"operation": "upsert", "sheetId": "s"} | ({"range": range_} if range_ else {"sheetName": "Tab"})

    output, [_, request] = sent(
        "googleSheets", given, {"id": 2, "n": "x"}, {"values": [["id", "n"], ["1", "a"], ["2", "b"]]}, {}
    )

    assert request["url"] == f"https://sheets.googleapis.com/v4/spreadsheets/s/values/{address}"
    assert request["body"] == {"values": [[2, "x"]]}
    assert output == [{"id": 2, "n": "x"}]


def test_an_old_sheet_gets_the_item_itself() -> None:
    given = {"operation": "append", "sheetId": "s", "range": "A:F"}

    output, [_, request] = sent("googleSheets", given, {"n": "x", "other": 1}, {"values": [["id", "n"]]}, {})

    assert request["body"] == {"values": [["", "x"]]}
    assert output == [{"n": "x", "other": 1}]


def test_fields_that_are_listed_are_written_and_the_item_goes_on() -> None:
    given = {
        "operation": "update",
        "documentId": "s",
        "sheetName": "Tab",
        "dataMode": "defineBelow",
        "columnToMatchOn": "id",
        "valueToMatchOn": "={{ $json.k }}",
        "fieldsUi": {"values": [{"column": "n", "fieldValue": "=new {{ $json.k }}"}]},
    }

    output, [_, request] = sent("googleSheets", given, {"k": 2}, {"values": [["id", "n"], ["2", "b"]]}, {})

    assert request["url"].endswith("/values/Tab!A2")
    assert request["body"] == {"values": [[None, "new 2"]]}
    assert output == [{"k": 2}]


@pytest.mark.parametrize(("resource", "keys"), [("file", ["a/x.txt"]), ("folder", ["a/"])])
def test_a_bucket_lists_what_is_a_file_and_what_is_a_folder(resource: str, keys: list[str]) -> None:
    given = {"resource": resource, "operation": "getAll", "bucketName": "b", "options": {"folderKey": "p"}}
    answer = {"ListBucketResult": {"Contents": [{"Key": "a/", "Size": "0"}, {"Key": "a/x.txt", "Size": "3"}]}}

    output, [request] = sent("awsS3", given, {}, answer)

    assert request["url"] == "https://s3.<region>.amazonaws.com/b"
    assert request["query"] == {"list-type": "2", "prefix": "p"} | (
        {"max-keys": "100"} if resource == "file" else {}
    )
    assert [each["Key"] for each in output] == keys


@pytest.mark.parametrize(("more", "key"), [({}, "a%20b.txt"), ({"parentFolderKey": "x/y"}, "x/y/a%20b.txt")])
def test_a_text_is_an_object_of_its_own(more: dict[str, str], key: str) -> None:
    given = {
        "operation": "upload",
        "bucketName": "b",
        "fileName": "a b.txt",
        "binaryData": False,
        "fileContent": "=Hi {{ $json.n }}",
        "additionalFields": more,
    }

    output, [request] = sent("s3", given, {"n": 1}, "")

    assert (request["method"], request["url"]) == ("PUT", f"https://<host>/b/{key}")
    assert (request["body"], request["body_type"]) == ("Hi 1", "text")
    assert output == [{"success": True}]


def test_a_transcription_says_what_comes_of_its_settings() -> None:
    options = {"maxAlternatives": 2, "maxSpeakerLabels": 3}
    given = {
        "transcriptionJobName": "j",
        "mediaFileUri": "s3://b/x",
        "detectLanguage": True,
        "options": options,
    }

    _, [request] = sent("awsTranscribe", given, {}, {"TranscriptionJob": {}})

    assert request["headers"]["X-Amz-Target"] == "Transcribe.StartTranscriptionJob"
    assert request["body"] == {
        "TranscriptionJobName": "j",
        "Media": {"MediaFileUri": "s3://b/x"},
        "IdentifyLanguage": True,
        "Settings": {
            "MaxAlternatives": 2,
            "ShowAlternatives": True,
            "MaxSpeakerLabels": 3,
            "ShowSpeakerLabels": True,
        },
    }
