"""Credentials through the real handlers: what is answered, to whom, and that no value ever is."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import boto3
import pytest

from exeoflow.bootstrap import application
from exeoflow.model.api_key import Scope
from exeoflow.model.credential import CredentialKind
from exeoflow.service.credentials.resolve import resolve
from tests.integration.handlers.conftest import Answered, Client, make_client

SECRET = "never-to-be-seen-5f2d"  # noqa: S105  (of a world in memory)
PEM = f"-----BEGIN CERTIFICATE-----\n{SECRET}\n-----END CERTIFICATE-----"
VALUES: Mapping[str, Mapping[str, Any]] = {
    "basic": {"username": "me", "password": SECRET},
    "bearer": {"token": SECRET},
    "header": {"name": "X-Api-Key", "value": SECRET},
    "query": {"name": "api_key", "value": SECRET},
    "oauth2_client_credentials": {
        "token_url": "https://auth.example.com/token",
        "client_id": "me",
        "client_secret": SECRET,
        "client_authentication": "body",
        "parameters": {"account_id": SECRET},
        "token_header": "X-Token",
        "token_scheme": "",
    },
    "oauth2_refresh": {
        "token_url": "https://auth.example.com/token?x=1",
        "client_id": "me",
        "refresh_token": SECRET,
        "scope": "read write",
    },
    "digest": {"username": "me", "password": SECRET},
    "aws_sigv4": {
        "access_key_id": "AKIAIOSFODNN7EXAMPLE",
        "secret_access_key": SECRET,
        "region": "eu-central-1",
        "service": "execute-api",
    },
    "hmac": {
        "secret": SECRET,
        "headers": {"X-Key": SECRET, "X-Sign": "t={timestamp},v1={signature}"},
        "query": {"at": "{timestamp}"},
        "signed_text": '{timestamp}.{digest:sha256}.{"a":1}',
        "timestamp_format": "milliseconds",
    },
    "tls": {"ca": PEM, "certificate": PEM, "private_key": PEM, "passphrase": SECRET},
    "jwt": {
        "private_key": PEM.replace("CERTIFICATE", "PRIVATE KEY"),
        "passphrase": SECRET,
        "issuer": "me@project.iam.gserviceaccount.com",
        "scope": "read",
        "claims": {"box_sub_type": "enterprise", "groups": ["a"]},
        "token_url": "https://oauth2.googleapis.com/token",
    },
    "custom": {"headers": {"X-Key": SECRET, "X-User": "me"}, "query": {"größe": SECRET}},
}
OWN = ("create_credential", "get_credential", "list_credentials", "update_credential", "delete_credential")


def created(client: Client, kind: str = "basic", **fields: Any) -> Any:
    body = {"name": "CRM", "type": kind, "values": VALUES[kind], **fields}
    answer = client.call("create_credential", body=body)
    assert answer.status == 201, answer.content
    return answer.data


@pytest.mark.parametrize("place", ["path", "body"])
def test_a_secret_may_go_into_the_path_or_the_body_alone(client: Client, place: str) -> None:
    made = created(client, "custom", values={place: {"token": SECRET}})

    assert made["fields"] == [place]
    assert resolve(application(), client.workspace, made["id"]).values == {place: {"token": SECRET}}


def on(client: Client, operation: str, credential: Any, **request: Any) -> Answered:
    return client.call(operation, path={"credential_id": credential["id"]}, **request)


def workflow_naming(credential: Any) -> dict[str, Any]:
    request = {"url": "https://a.example/", "credential": credential["id"]}
    return {
        "name": "Calls",
        "nodes": [{"id": "t", "type": "trigger"}, {"id": "c", "type": "http_request", "config": request}],
        "connections": [{"source": "t", "target": "c"}],
    }


@pytest.mark.parametrize("kind", VALUES)
def test_a_credential_of_each_kind_is_kept_and_its_values_are_answered_never(
    client: Client, kind: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)

    made = created(client, kind, allowed_hosts=["*.Example.com"])

    answers = [
        on(client, "get_credential", made),
        client.call("list_credentials", query={}),
        on(client, "update_credential", made, body={"values": VALUES[kind], "name": "Ünicode \U0001f511"}),
        on(client, "update_credential", made, body={"values": {"password": SECRET, "token": SECRET, "x": 1}}),
        on(client, "delete_credential", made, query={}),
    ]
    assert set(made["fields"]) == set(VALUES[kind])
    assert (made["type"], made["revision"], made["allowed_hosts"]) == (kind, 1, ["*.example.com"])
    assert [answer.status for answer in answers] == [200, 200, 200, 400, 200]
    said = (
        json.dumps([made, *(answer.content for answer in answers)]) + caplog.text + str(capsys.readouterr())
    )
    assert SECRET not in said


def test_every_kind_is_among_them() -> None:
    assert VALUES.keys() == set(CredentialKind)


def test_values_reach_the_parameter_store_encrypted_and_nothing_else(client: Client) -> None:
    made = created(client, "oauth2_client_credentials")

    [parameter] = boto3.client("ssm").get_parameters_by_path(
        Path=f"/exeoflow/credentials/{client.workspace}/{made['id']}"
    )["Parameters"]
    items = boto3.client("dynamodb").scan(TableName=application().setting("CREDENTIALS_TABLE"))["Items"]

    assert parameter["Type"] == "SecureString"
    assert SECRET not in json.dumps(items)
    assert resolve(application(), client.workspace, made["id"]).values == VALUES["oauth2_client_credentials"]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"type": "basic", "values": {"password": SECRET}}, [("field-missing", "values.username")]),
        ({"type": "basic", "values": {"username": "a:b"}}, [("field-pattern", "values.username")]),
        (
            {"type": "bearer", "values": {"token": f"{SECRET}\r\nX-Evil: 1"}},
            [("field-pattern", "values.token")],
        ),
        (
            {"type": "bearer", "values": {"token": SECRET, "colour": SECRET}},
            [("field-unknown", "values.colour")],
        ),
        ({"type": "bearer", "values": {"token": "x" * 16_385}}, [("field-too-long", "values.token")]),
        ({"type": "bearer", "values": {"token": {SECRET: 1}}}, [("field-not-string", "values.token")]),
        ({"type": "bearer", "values": [SECRET]}, [("field-not-object", "values")]),
        ({"type": "bearer", "values": {"token": "Bearer abc"}}, [("token-with-scheme", "values.token")]),
        (
            {"type": "header", "values": {"name": "X Key", "value": SECRET}},
            [("field-pattern", "values.name")],
        ),
        ({"type": "tls", "values": {"passphrase": SECRET}}, [("credential-tls", "values")]),
        ({"type": "tls", "values": {"certificate": PEM, "ca": PEM}}, [("credential-tls", "values")]),
        ({"type": "tls", "values": {"ca": SECRET}}, [("field-pattern", "values.ca")]),
        (
            {"type": "hmac", "values": {"secret": SECRET, "headers": {"X-Key": SECRET}}},
            [("credential-hmac", "values")],
        ),
        (
            {"type": "hmac", "values": {"secret": SECRET, "signed_text": "{signature}"}},
            [("credential-hmac", "values")],
        ),
        (
            {"type": "hmac", "values": {"secret": SECRET, "signed_text": "{timestmap}.{digest:sha3}"}},
            [("credential-part", "values.signed_text")],
        ),
        (
            {"type": "hmac", "values": {"secret": SECRET, "headers": {"X": f"{{{SECRET[:5]}}}"}}},
            [("credential-part", "values.headers.X")],
        ),
        (
            {"type": "hmac", "values": {"secret": SECRET, "secret_encoding": "hex"}},
            [("credential-secret-encoding", "values")],
        ),
        (
            {"type": "hmac", "values": {"secret": SECRET, "preset": "gitlab"}},
            [("field-choice", "values.preset")],
        ),
        ({"type": "custom", "values": {"headers": {}}}, [("credential-custom", "values")]),
        ({"type": "custom", "values": {"path": {"a>": SECRET}}}, [("field-pattern", "values.path.a>")]),
        ({"type": "cookie", "values": {"a": SECRET}}, [("field-choice", "type")]),
        ({"type": "basic"}, [("field-missing", "values")]),
        ({"type": "custom", "values": {"query": {"q": "ü" * 5_000}}}, [("credential-too-large", "values")]),
        (
            {
                "type": "oauth2_refresh",
                "values": {"token_url": "ftp://a", "client_id": "a", "refresh_token": "b"},
            },
            [("field-pattern", "values.token_url")],
        ),
        (
            {"type": "bearer", "values": {"token": SECRET}, "allowed_hosts": ["a b"]},
            [("field-pattern", "allowed_hosts[0]")],
        ),
    ],
)
def test_what_is_wrong_is_said_without_the_value(
    client: Client, body: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    refusal = client.call("create_credential", body={"name": "CRM", **body})

    assert refusal.status == 400
    found = [(fault["rule"], fault["path"]) for fault in refusal.content["error"]["details"]]
    assert found == faults
    assert SECRET not in json.dumps(refusal.content)
    assert client.call("list_credentials", query={}).data["credentials"] == []


def test_a_name_may_be_of_any_letters_but_must_be_one(client: Client) -> None:
    name = "🔑 Größe \u202e ключ"

    assert created(client, name=name)["name"] == name
    for wrong in ("", "x" * 201, "\ud800", 7, None):
        raw = json.dumps({"name": wrong, "type": "bearer", "values": {"token": "a"}})
        assert client.call("create_credential", raw_body=raw).status == 400


def test_only_the_revision_that_is_named_is_changed(client: Client) -> None:
    made = created(client)
    rotation = {"values": {"username": "me", "password": "other"}}

    first = on(client, "update_credential", made, body=rotation, headers={"if-match": '"1"'})
    repeated = on(client, "update_credential", made, body=rotation, headers={"if-match": '"1"'})
    late = on(client, "update_credential", made, body={"name": "New"}, headers={"if-match": '"1"'})

    assert (first.status, repeated.status, late.status) == (200, 200, 412)
    assert first.data == repeated.data
    assert first.data["revision"] == 2
    assert first.headers["ETag"] == on(client, "get_credential", made).headers["ETag"] == '"2"'


def test_a_repeated_request_makes_one_credential_and_its_key_gives_away_no_value(client: Client) -> None:
    body = {"name": "CRM", "type": "bearer", "values": {"token": "1234"}}

    first = client.call("create_credential", body=body, headers={"idempotency-key": "once"})
    again = client.call("create_credential", body=body, headers={"idempotency-key": "once"})
    other = client.call(
        "create_credential", body={**body, "values": {"token": "1235"}}, headers={"idempotency-key": "once"}
    )

    assert first.data == again.data
    assert (first.status, other.code) == (201, "IDEMPOTENCY_KEY_REUSED")
    assert client.call("list_credentials", query={}).data["pagination"]["total"] == 1


def test_another_workspace_finds_nothing_however_it_asks(
    client: Client, functions: Mapping[str, Any]
) -> None:
    made, stranger = created(client), make_client(functions)

    for operation, request in (
        ("get_credential", {}),
        ("update_credential", {"body": {"name": "mine"}}),
        ("delete_credential", {"query": {"force": "true"}}),
    ):
        assert on(stranger, operation, made, **request).code == "CREDENTIAL_NOT_FOUND"
        for guess in (
            "cred_1",
            "..",
            f"use#{made['id']}#wf_1",
            f"{made['id']}/v_1",
            f"token#{made['id']}",
            "*",
            "c" * 3_000,
        ):
            assert on(stranger, operation, {"id": guess}, **request).code == "CREDENTIAL_NOT_FOUND"
    assert stranger.call("list_credentials", query={}).data["credentials"] == []
    refusal = stranger.call("create_workflow", body=workflow_naming(made))
    assert [fault["rule"] for fault in refusal.content["error"]["details"]] == ["credential-unknown"]
    assert on(client, "get_credential", made).data["used_by"] == []


@pytest.mark.parametrize("operation", OWN)
def test_each_call_needs_its_own_permission(functions: Mapping[str, Any], operation: str) -> None:
    needed = Scope.CREDENTIALS_READ if operation.startswith(("get", "list")) else Scope.CREDENTIALS_WRITE
    lacking = make_client(functions, scopes=frozenset(Scope) - {needed})
    having = make_client(functions, scopes=frozenset({needed}))

    refused = lacking.call(operation)

    assert (refused.status, refused.code) == (403, "FORBIDDEN")
    assert having.call(operation).status != 403


def test_a_credential_in_use_says_by_whom_and_goes_only_by_force(client: Client) -> None:
    made = created(client)
    workflow = client.call("create_workflow", body=workflow_naming(made)).data

    shown = on(client, "get_credential", made).data
    kept = on(client, "delete_credential", made, query={})
    odd = on(client, "delete_credential", made, query={"force": "yes"})
    gone = on(client, "delete_credential", made, query={"force": "true"})

    assert shown["used_by"] == [{"id": workflow["id"], "name": "Calls"}]
    assert (kept.status, kept.code) == (409, "CREDENTIAL_IN_USE")
    assert workflow["id"] in kept.content["error"]["message"]
    assert (odd.status, gone.status) == (400, 200)
    active = client.call(
        "set_workflow_status", path={"workflow_id": workflow["id"]}, body={"status": "active"}
    )
    assert active.code == "WORKFLOW_INVALID"


def test_a_stored_credential_has_the_secret_that_was_sent_last(client: Client) -> None:
    made = created(client, "bearer")

    on(client, "update_credential", made, body={"values": {"token": "second"}})
    on(client, "update_credential", made, body={"name": "Renamed"})

    found = resolve(application(), client.workspace, made["id"])
    assert found.values == {"token": "second"}
    assert replace(found, values={}).kind is CredentialKind.BEARER
