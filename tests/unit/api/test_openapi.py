"""The document: complete, valid, committed, and the same as the template's routes."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # has no types of its own
import pytest
from openapi_spec_validator import validate

from exeoflow.api.messages import FAILURES
from exeoflow.api.openapi import openapi_document
from exeoflow.api.pages.documentation import CONTENT_SECURITY_POLICY, documentation_page
from exeoflow.api.routes import ROUTES, allowed_methods
from local.aws.services import ACCOUNT_ID, REGION
from local.stack import TEMPLATE
from local.template import read_stack
from local.template.resolver import Deployment

DOCUMENT = openapi_document()


def media(part: Any) -> Any:
    return part["content"]["application/json"]


def operations() -> list[Any]:
    return [operation for methods in DOCUMENT["paths"].values() for operation in methods.values()]


def test_the_document_is_valid_and_committed() -> None:
    committed = json.loads((Path(TEMPLATE).parent / "docs" / "openapi.json").read_text())

    validate(DOCUMENT)
    assert committed == DOCUMENT


def test_the_routes_are_those_of_the_template() -> None:
    stack = read_stack(TEMPLATE, Deployment("exeoflow", REGION, ACCOUNT_ID), {})
    declared = {
        (function.code.name, *route.key.split(" ", 1))
        for function in stack.functions
        for route in function.routes
        if route.key != "$default"
    }

    assert {(name, *route) for name, route in ROUTES.items()} == declared


def test_every_code_stands_in_the_document() -> None:
    text = json.dumps(DOCUMENT)
    not_of_an_operation = {"ROUTE_NOT_FOUND", "METHOD_NOT_ALLOWED", "NOT_FOUND", "CONFLICT"}

    assert [code for code in FAILURES if code not in not_of_an_operation and f'"{code}"' not in text] == []


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation["operationId"])
def test_examples_are_what_the_schemas_say(operation: Any) -> None:
    parts = [operation["requestBody"]] if "requestBody" in operation else []
    parts += operation["responses"].values()

    for part in parts:
        if "example" in part.get("content", {}).get("application/json", {}):
            described = media(part)
            schema = {**described["schema"], "components": DOCUMENT["components"]}
            jsonschema.validate(described["example"], schema)


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


def test_the_page_shows_every_operation_and_loads_nothing() -> None:
    page = documentation_page(DOCUMENT)

    for _, path in ROUTES.values():
        assert path in page
    assert "<script" not in page
    assert "src=" not in page
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


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
