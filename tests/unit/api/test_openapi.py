"""The document: complete, valid, committed, and the same as the template's routes."""

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # has no types of its own
import pytest
from openapi_spec_validator import validate

from exeoflow.api.catalogue import ROOMS, allowed_methods, routes, unknown_path
from exeoflow.api.documentation import published_document
from exeoflow.api.openapi import openapi_document
from exeoflow.api.operation import Route
from exeoflow.api.pages.documentation import FRAME, documentation_page
from exeoflow.diagnostics import render
from exeoflow.texts import failure_codes
from local.place import TEMPLATE

DOCUMENT = openapi_document()


def media(part: Any) -> Any:
    return part["content"]["application/json"]


def operations() -> list[Any]:
    return [operation for methods in DOCUMENT["paths"].values() for operation in methods.values()]


def test_the_document_is_valid_and_committed() -> None:
    committed = json.loads((Path(TEMPLATE).parent / "docs" / "openapi.json").read_text())

    validate(DOCUMENT)
    assert published_document() == DOCUMENT
    # Both sides are megabytes: what differs shows `git diff` when the file is written anew.
    is_committed = committed == DOCUMENT
    assert is_committed, "python -m exeoflow.api.openapi > docs/openapi.json, then make clients"


def test_a_row_has_the_name_of_its_operation() -> None:
    named = [item for room in ROOMS for item in vars(import_module(room)).items()]

    assert [name for name, row in named if isinstance(row, Route) and name != row.name.upper()] == []


def test_an_endpoint_is_said_once() -> None:
    for folder in (Path(TEMPLATE).parent / "functions").iterdir():
        text = (folder / "app.py").read_text() if (folder / "app.py").exists() else ""
        assert text.count("@endpoint(") == text.count(f"@endpoint({folder.name.upper()}")
        assert "/v1/" not in text
        assert "Scope." not in text


def test_every_code_stands_in_the_document() -> None:
    said = {
        code
        for operation in operations()
        for response in operation["responses"].values()
        for code in response.get("x-error-codes", [])
    }

    assert set(failure_codes()) - said == {
        "ROUTE_NOT_FOUND",
        "NOT_FOUND",
        "CONFLICT",
        "TOKEN_NOT_FETCHED",  # tasks only
    }


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation["operationId"])
def test_examples_are_what_the_schemas_say(operation: Any) -> None:
    parts = [operation["requestBody"]] if "requestBody" in operation else []
    parts += operation["responses"].values()

    for part in parts:
        if "example" in part.get("content", {}).get("application/json", {}):
            described = media(part)
            schema = {**described["schema"], "components": DOCUMENT["components"]}
            jsonschema.validate(described["example"], schema)


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation["operationId"])
def test_examples_of_failures_name_what_they_are_about(operation: Any) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            message = media(response)["example"]["error"]["message"]
            assert not re.search(r"\{\w+\}|None", message), message


def test_only_the_document_needs_no_key() -> None:
    open_operations = {
        operation["operationId"] for operation in operations() if operation.get("security") == []
    }

    assert open_operations >= {"get_openapi", "show_docs"}
    assert not open_operations & {"create_workflow", "get_workflow", "execute_workflow", "list_executions"}


def test_a_path_has_the_methods_of_its_routes() -> None:
    assert allowed_methods("/v1/workflows") == ["GET", "POST"]
    assert allowed_methods("/v1/workflows/wf_1") == ["DELETE", "GET", "PUT"]
    assert allowed_methods("/v1/openapi.json") == ["GET"]
    assert allowed_methods("/v1/workflows/validate") == ["POST"]
    assert allowed_methods("/v1/openapixjson") == []
    assert allowed_methods("/v1/workflows/a/b") == []
    assert allowed_methods("/") == ["GET"]
    assert allowed_methods("/console/workflows/wf_1/json") == ["GET"]
    assert allowed_methods("/console/") == []


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/v1/workflows/", "/v1/workflows"),
        ("/v1/workflow", "/v1/workflows"),
        ("/v1/openapi.yaml", "/v1/openapi.json"),
        ("/favicon.ico", None),
    ],
)
def test_an_unknown_path_is_told_which_one_was_meant(path: str, meant: str | None) -> None:
    assert render(unknown_path(path), "en").get("suggestion") == meant


def test_the_page_shows_every_operation_and_loads_nothing() -> None:
    page = documentation_page(DOCUMENT)

    for row in routes():
        assert row.path in page
    assert "<script" not in page
    assert "src=" not in page
    assert "default-src 'none'" in FRAME.headers["Content-Security-Policy"]


def test_the_page_takes_no_words_for_tags() -> None:
    document = {**DOCUMENT, "info": {**DOCUMENT["info"], "title": "<script>alert(1)</script>"}}

    assert "<script>" not in documentation_page(document)


def test_what_is_sent_to_addresses_outside_is_what_the_document_says() -> None:
    described = media(DOCUMENT["webhooks"]["execution_ended"]["post"]["requestBody"])
    schema = {**described["schema"], "components": DOCUMENT["components"]}
    sample = json.loads((Path(TEMPLATE).parent / "events" / "deliver_notification.json").read_text())
    sent = json.loads(json.loads(sample["Records"][0]["body"])["body"])

    for message in (described["example"], sent):
        jsonschema.validate(message, schema)
