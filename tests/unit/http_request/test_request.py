"""Reading the task's payload."""

import base64
import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.messages.kept_files import KeptFile, bounded
from exeoflow.http_request.messages.request import (
    DEFAULT_TIMEOUT,
    MAX_TIMEOUT,
    CredentialName,
    Request,
    parse_request,
)
from exeoflow.model.file_reference import MAX_FILE_BYTES, FileReference

URL = "https://api.example.com/items"


def parsed(**fields: object) -> Request:
    return parse_request({"url": URL, **fields})


def test_request_needs_no_more_than_a_url() -> None:
    request = parsed()

    assert (request.method, request.url.host, request.url.target) == ("GET", "api.example.com", "/items")
    assert (request.headers, request.body, request.credential) == ({}, None, None)
    assert request.timeout == DEFAULT_TIMEOUT
    assert request.follow_redirects


def test_null_is_as_good_as_left_out() -> None:
    fields = ("method", "headers", "query", "body", "credential", "timeout", "follow_redirects")

    assert parsed(**dict.fromkeys(fields)) == parsed()


@pytest.mark.parametrize(
    ("body", "content", "content_type"),
    [
        ({"a": "ü"}, b'{"a":"\\u00fc"}', "application/json"),
        ([1, 2], b"[1,2]", "application/json"),
        (False, b"false", "application/json"),
        ("hällo", "hällo".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_kind_of_body_decides_the_content_type(body: object, content: bytes, content_type: str) -> None:
    request = parsed(method="post", body=body)

    assert (request.method, request.body) == ("POST", content)
    assert request.headers == {"content-type": content_type}


def test_author_may_set_the_content_type() -> None:
    assert parsed(body="<a/>", headers={"Content-Type": "text/xml"}).headers == {"content-type": "text/xml"}


def test_headers_are_texts_with_names_in_lower_case() -> None:
    headers = {"X-Count": 3, "X-Flag": True, "X-None": None, "X-Text": "  grün "}

    assert parsed(headers=headers).headers == {"x-count": "3", "x-flag": "true", "x-text": "grün"}


def test_query_is_encoded() -> None:
    query = {"q": "a b&c", "tag": ["x", None, 2], "none": None, "flag": False}

    assert parsed(query=query).url.target == "/items?q=a+b%26c&tag=x&tag=2&flag=false"


@pytest.mark.parametrize(
    ("value", "credential"),
    [
        ("crm/token", CredentialName("crm/token", "authorization", "Bearer")),
        ({"name": "crm"}, CredentialName("crm", "authorization", "Bearer")),
        ({"name": "crm", "header": None, "scheme": None}, CredentialName("crm", "authorization", "Bearer")),
        ({"name": "crm", "scheme": ""}, CredentialName("crm", "authorization", "")),
        ({"name": "crm", "header": "X-Api-Key"}, CredentialName("crm", "x-api-key", "")),
        ({"name": "crm", "scheme": "Token"}, CredentialName("crm", "authorization", "Token")),
    ],
)
def test_credential_is_a_name_or_an_object(value: object, credential: CredentialName) -> None:
    assert parsed(credential=value).credential == credential


def test_state_machine_ends_a_slow_node_before_the_request_ends_itself() -> None:
    assert parsed(timeout=5).timeout == 6
    assert parsed(timeout=100_000).timeout == MAX_TIMEOUT


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"method": "TRACE"}, "method"),
        ({"method": "GET / HTTP/1.1\r\nX: 1"}, "method"),
        ({"method": 1}, "method"),
        ({"headers": ["a"]}, "headers"),
        ({"headers": {"X Y": "1"}}, "header's name"),
        ({"headers": {"": "1"}}, "header's name"),
        ({"headers": {"X:Y": "1"}}, "header's name"),
        ({"headers": {"X\r\nY": "1"}}, "header's name"),
        ({"headers": {"X": "1\r\nY: 2"}}, "header X"),
        ({"headers": {"X": "1\n"}}, "header X"),
        ({"headers": {"X": "\x00"}}, "header X"),
        ({"headers": {"X": "☃"}}, "header X"),
        ({"headers": {"X": {"a": 1}}}, "header X"),
        ({"headers": {"Host": "evil.example"}}, "host"),
        ({"headers": {"content-LENGTH": "1"}}, "content-length"),
        ({"headers": {"Transfer-Encoding": "chunked"}}, "transfer-encoding"),
        ({"query": "a=b"}, "query"),
        ({"query": {"a": {"b": 1}}}, "query parameter a"),
        ({"query": {"a": [[1]]}}, "query parameter a"),
        ({"credential": 1}, "credential"),
        ({"credential": ""}, "credential"),
        ({"credential": "../other/secret"}, "credential"),
        ({"credential": "/root"}, "credential"),
        ({"credential": {}}, "credential"),
        ({"credential": {"name": "a", "value": "b"}}, "credential"),
        ({"credential": {"name": "a", "scheme": 1}}, "credential"),
        ({"credential": {"name": "a", "header": "Host"}}, "host"),
        ({"credential": {"name": "a", "scheme": "x\r\ny"}}, "header authorization"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": -1}, "timeout"),
        ({"timeout": True}, "timeout"),
        ({"timeout": "5"}, "timeout"),
    ],
)
def test_wrong_payload_is_refused_with_the_part_that_is_wrong(fields: dict[str, Any], part: str) -> None:
    with pytest.raises(RequestInvalid, match=part):
        parsed(**fields)


def test_files_of_a_request_have_a_bound_together() -> None:
    half = KeptFile(bytes(MAX_FILE_BYTES // 2), "image/png")
    parts = {name: FileReference("exec_1/file_1", 1, "image/png").as_json() for name in ("a", "b")}
    payload = {"method": "POST", "url": URL, "body_type": "multipart"}

    sent = parse_request({**payload, "body": parts}, bounded(lambda _: half))
    with pytest.raises(RequestInvalid, match="more than 64 MiB"):
        parse_request({**payload, "body": {**parts, "c": parts["a"]}}, bounded(lambda _: half))

    assert len(sent.body or b"") > MAX_FILE_BYTES


@pytest.mark.parametrize(("encoding", "unpack"), [("gzip", gzip.decompress), ("Deflate", zlib.decompress)])
def test_a_body_is_packed_as_its_header_says(encoding: str, unpack: Callable[[bytes], bytes]) -> None:
    asked = {"url": "https://api.example/", "method": "POST", "headers": {"Content-Encoding": encoding}}
    request, again = (parse_request({**asked, "body": {"a": 1}}) for _ in range(2))
    assert request.body is not None

    assert unpack(request.body) == b'{"a":1}'
    assert request.body == again.body
    # What is packed already is sent as it is, and so is what nobody here can pack.
    given = {"body_type": "binary", "body": base64.b64encode(request.body).decode()}
    assert parse_request({**asked, **given}).body == request.body
    assert parse_request({**asked, "method": "GET"}).body is None
    plain = {**asked, "headers": {"Content-Encoding": "br"}, "body": {"a": 1}}
    assert parse_request(plain).body == b'{"a":1}'
