"""The function `run_http_request` with its sample events, secrets from moto's Parameter Store."""

import importlib.util
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest
from moto import mock_aws

from exeoflow.http_request.errors import (
    AddressNotAllowed,
    CredentialNotFound,
    HttpRequestFailed,
    RequestInvalid,
)
from exeoflow.model.file_reference import FileReference
from exeoflow.service.files.errors import FileFailed
from local.own_environment import own_environment
from tests.integration.http_request.loopback import LoopbackServer

ROOT = Path(__file__).parents[3]
SECRET = "k3y-that-nobody-may-see"  # noqa: S105 - it is none


def sample(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((ROOT / "events" / f"{name}.json").read_text())
    return event


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[ModuleType]:
    """Load the function as Lambda does, anew for each test, in a workspace that has one secret."""
    # Loggers outlive tests, and so does the level that another stack gave this one.
    caplog.set_level(logging.INFO, logger="exeoflow")
    monkeypatch.setenv("LOG_LEVEL", "INFO")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "exeoflow")
    variables = {"HTTP_ALLOWED_HOSTS": "127.0.0.1", "CREDENTIALS_PATH": "/exeoflow/credentials"}
    path = ROOT / "functions" / "run_http_request" / "app.py"
    spec = importlib.util.spec_from_file_location("run_http_request_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with mock_aws(), own_environment(variables):
        parameters = boto3.client("ssm")
        parameters.put_parameter(Name="/exeoflow/credentials/ws_demo/crm", Value=SECRET, Type="SecureString")
        spec.loader.exec_module(module)
        yield module


def logged(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    (record,) = (record for record in caplog.records if record.name == "exeoflow")
    return vars(record)


def test_sample_request_is_sent_with_the_secret_of_its_workspace(
    function: ModuleType, server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.routes["/v1/customers"] = lambda call: call.answer(
        201, b'{"id": 7}', content_type="application/json"
    )
    event = sample("run_http_request") | {"url": f"http://127.0.0.1:{server.port}/v1/customers"}

    answer = function.handler(event, None)

    assert (answer["status"], answer["body"]) == (201, {"id": 7})
    (received,) = server.received
    assert received.headers["x-api-key"] == SECRET
    assert received.path == "/v1/customers?notify=false&tag=new&tag=trial"
    line = logged(caplog)
    assert (line["levelname"], line["msg"], line["status"]) == ("INFO", "http_request answered", 201)
    assert (line["execution_id"], line["node_id"]) == (event["execution_id"], event["node_id"])
    assert "customers" not in str(line)


def test_a_file_that_cannot_be_sent_is_logged_like_any_failure(
    function: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    file = FileReference("exec_1/file_1", 1, "text/plain").as_json()
    event = {"method": "POST", "url": "http://127.0.0.1", "body": file, "node_id": "send"}

    with pytest.raises(FileFailed):
        function.handler(event, None)

    line = logged(caplog)
    assert (line["msg"], line["error"], line["node_id"]) == (
        "http_request failed",
        "File.InvalidRequest",
        "send",
    )


def test_secret_is_read_once_a_minute(function: ModuleType, server: LoopbackServer) -> None:
    server.routes["/"] = lambda call: call.answer(204)
    event = {"url": f"http://127.0.0.1:{server.port}/", "credential": "crm", "workspace": "ws_demo"}
    function.handler(event, None)
    boto3.client("ssm").put_parameter(Name="/exeoflow/credentials/ws_demo/crm", Value="new", Overwrite=True)

    function.handler(event, None)

    assert [call.headers["authorization"] for call in server.received] == [f"Bearer {SECRET}"] * 2


def test_server_that_repeats_the_secret_does_not_bring_it_into_the_error(
    function: ModuleType, server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.routes["/"] = lambda call: call.answer(
        403, f"bad key {call.received.headers['x-key']}!".encode(), content_type="text/plain"
    )
    event = {
        "url": f"http://127.0.0.1:{server.port}/?token=hidden",
        "credential": {"name": "crm", "header": "X-Key"},
        "workspace": "ws_demo",
        "node_id": "ask",
    }

    with pytest.raises(HttpRequestFailed) as refusal:
        function.handler(event, None)

    assert type(refusal.value).__name__ == "Http.Status403"
    assert str(refusal.value) == "GET 127.0.0.1: answered 403 Forbidden: bad key ***!"
    line = logged(caplog)
    assert (line["levelname"], line["error"], line["node_id"]) == ("INFO", "Http.Status403", "ask")
    assert not re.search(f"{SECRET}|hidden", str(line))


def test_metadata_service_is_out_of_reach(function: ModuleType) -> None:
    with pytest.raises(AddressNotAllowed):
        function.handler(sample("run_http_request_metadata"), None)


@pytest.mark.parametrize("workspace", ["ws_other", "ws_dem"])
def test_secret_of_another_workspace_does_not_exist(function: ModuleType, workspace: str) -> None:
    event = {"url": "http://127.0.0.1/", "credential": "crm", "workspace": workspace}

    with pytest.raises(CredentialNotFound, match="no credential crm"):
        function.handler(event, None)


@pytest.mark.parametrize("workspace", [None, "", 7, "ws_demo/crm", "ws_other/../ws_demo"])
def test_credential_needs_a_workspace(function: ModuleType, workspace: object) -> None:
    event = {"url": "http://127.0.0.1/", "credential": "crm", "workspace": workspace}

    with pytest.raises(RequestInvalid):
        function.handler(event, None)


def test_names_of_errors_are_what_retry_and_on_error_name() -> None:
    names = {error.__name__ for error in HttpRequestFailed.__subclasses__()}

    assert names == {
        "Http.AddressNotAllowed",
        "Http.ConnectionFailed",
        "Http.CredentialInvalid",
        "Http.CredentialNotFound",
        "Http.InvalidRequest",
        "Http.InvalidResponse",
        "Http.PaginationFailed",
        "Http.RedirectNotAllowed",
        "Http.ResponseTooLarge",
        "Http.Status",
        "Http.Timeout",
        "Http.TokenNotFetched",
        "Http.TooManyRedirects",
    }
