"""Whatever an expression yields or a server sends, there is an answer or an error with a name."""

import contextlib
import json
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from exeoflow.http_request.errors import HttpRequestFailed
from exeoflow.http_request.messages.answer import output_of, read_answer
from exeoflow.http_request.messages.request import parse_request
from exeoflow.http_request.messages.url import parse_url

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    *("method", "headers", "query", "body", "body_encoding", "credential", "tls", "timeout", "time_limit"),
    *("follow_redirects", "response"),
)
BODY_TYPES = VALUES | st.sampled_from(["json", "form", "text", "xml", "multipart", "binary"])
URLS = VALUES | st.just("http://example.com/") | st.text().map("http://{}".format)
CONTENT_TYPES = st.text(st.characters(codec="latin-1")) | st.from_regex(
    r"(text|application)/(json|[a-z]{1,4}); ?charset\*?=.{0,12}", fullmatch=True
)


@given(st.fixed_dictionaries({"url": URLS, "body_type": BODY_TYPES}, optional=dict.fromkeys(FIELDS, VALUES)))
def test_any_payload_is_a_request_or_refused(payload: dict[str, object]) -> None:
    with contextlib.suppress(HttpRequestFailed):
        parse_request(payload)


@given(st.text())
def test_any_location_is_a_url_or_refused(location: str) -> None:
    with contextlib.suppress(HttpRequestFailed):
        parse_url("https://example.com/a").join(location)


@given(CONTENT_TYPES, st.binary(max_size=30), st.sampled_from([None, "auto", "text", "binary"]))
def test_any_body_becomes_json_that_can_be_sent_on(content_type: str, body: bytes, form: str | None) -> None:
    response = HTTPResponse(BytesIO(body), {"content-type": content_type}, 200, preload_content=False)

    answer = output_of(read_answer(response, "GET example.com", form), form, "GET example.com")

    assert json.dumps(answer, ensure_ascii=False, allow_nan=False).encode()
