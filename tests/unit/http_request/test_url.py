"""Reading URLs."""

import pytest

from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.messages.url import Url, parse_url


def test_url_is_taken_apart_and_normalised() -> None:
    url = parse_url(" HTTPS://Example.COM.:8443/a b/../ü?q=1 2#part ")

    assert url == Url("https", "example.com", 8443, "/%C3%BC?q=1%202")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://example.com", Url("http", "example.com", 80, "/")),
        (
            "http://example.com/50%?q=%7B%22&b=100%",
            Url("http", "example.com", 80, "/50%25?q=%7B%22&b=100%25"),
        ),
        ("https://example.com?x", Url("https", "example.com", 443, "/?x")),
        ("http://[2001:db8::1]:8080/x", Url("http", "2001:db8::1", 8080, "/x")),
        ("https://münchen.example/", Url("https", "xn--mnchen-3ya.example", 443, "/")),
        ("http://example.com\\@evil.example/", Url("http", "example.com", 80, "/%5C@evil.example/")),
        ("http://example.com/\r\nX-Evil: 1", Url("http", "example.com", 80, "/%0D%0AX-Evil:%201")),
    ],
)
def test_odd_url_means_one_thing(text: str, expected: Url) -> None:
    assert parse_url(text) == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "",
        "  ",
        "example.com/path",
        "//example.com/",
        "http:example.com",
        "http:///path",
        "http://:80/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://0*",
        "https://a b.example/",
        "http://user:secret@example.com/",
        "http://secret@example.com/",
        "http://exa mple.com/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:http/",
        "http://[::1/",
        "http://127.0.0.1\r\n.example.com/",
    ],
)
def test_what_is_no_http_url_is_refused_without_repeating_it(value: object) -> None:
    with pytest.raises(RequestInvalid) as refusal:
        parse_url(value)

    assert "secret" not in str(refusal.value)


def test_query_is_added_to_the_one_that_is_there() -> None:
    assert parse_url("http://example.com/a?x=1").with_query("y=2").target == "/a?x=1&y=2"
    assert parse_url("http://example.com/a").with_query("y=2").target == "/a?y=2"
    assert parse_url("http://example.com/a").with_query("").target == "/a"


def test_redirect_is_resolved_against_the_url() -> None:
    here = parse_url("http://[2001:db8::1]:8080/a/b?x=1")

    assert here.join("c").target == "/a/c"
    assert here.join("/c").origin == here.origin
    assert here.join("//example.com/c") == Url("http", "example.com", 80, "/c")
    assert here.join("https://example.com/c") == Url("https", "example.com", 443, "/c")
    with pytest.raises(RequestInvalid):
        here.join("gopher://example.com/")
