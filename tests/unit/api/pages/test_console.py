"""The console's files are typed, packed, and cached for ever where their name tells their content."""

import base64
import gzip
from pathlib import Path

import pytest

from exeoflow.api.answers import GatewayAnswer
from exeoflow.api.pages.console import CONTENT_SECURITY_POLICY, console_answer
from exeoflow.api.request import Request
from exeoflow.errors import RouteNotFound

INDEX = b"<!doctype html><title>console</title>"
SCRIPT = b"export {}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html.gz").write_bytes(gzip.compress(INDEX))
    (site / "assets" / "main-abc.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path / "secret.gz").write_bytes(gzip.compress(b"not to be seen"))
    return site


def get(folder: Path, path: str | None, encoding: str = "gzip, br") -> GatewayAnswer:
    parameters = {} if path is None else {"path": path}
    headers = {"accept-encoding": encoding}
    request = Request("r", "GET", "/", parameters, {}, headers, None, is_base64=False)
    return console_answer(folder, request).as_event({})


@pytest.mark.parametrize("path", [None, "workflows/wf_1", "index.html", "../secret", "/etc/passwd"])
def test_every_path_that_is_no_file_shows_the_page(folder: Path, path: str | None) -> None:
    answer = get(folder, path)

    assert answer["statusCode"] == 200
    assert gzip.decompress(base64.b64decode(answer["body"])) == INDEX
    assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert answer["headers"]["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/console", "/base/console"])
def test_who_leaves_out_the_page_is_led_to_the_console(folder: Path, path: str) -> None:
    request = Request("r", "GET", path, {}, {}, {}, None, is_base64=False)

    answer = console_answer(folder, request).as_event({})

    assert (answer["statusCode"], answer["headers"]["Location"]) == (302, "./")


def test_the_page_runs_only_what_is_its_own(folder: Path) -> None:
    policy = get(folder, None)["headers"]["Content-Security-Policy"]

    assert policy == CONTENT_SECURITY_POLICY
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_a_hashed_file_is_kept_for_ever(folder: Path) -> None:
    answer = get(folder, "assets/main-abc.js")

    assert gzip.decompress(base64.b64decode(answer["body"])) == SCRIPT
    assert answer["headers"]["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["headers"]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["headers"]["Content-Encoding"] == "gzip"


def test_who_cannot_unpack_gets_it_unpacked(folder: Path) -> None:
    answer = get(folder, "assets/main-abc.js", encoding="identity")

    assert base64.b64decode(answer["body"]) == SCRIPT
    assert "Content-Encoding" not in answer["headers"]


def test_a_file_of_an_older_build_is_not_the_page(folder: Path) -> None:
    with pytest.raises(RouteNotFound):
        get(folder, "assets/main-old.js")
