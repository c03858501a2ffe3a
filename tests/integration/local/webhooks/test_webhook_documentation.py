"""The examples in `docs/webhooks.md` are called: what they say comes out does come out."""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.e2e.local_server import LocalServer
from tests.integration.local.webhooks.calls import Hook, Reply, hook

_PAGE = (Path(__file__).parents[4] / "docs" / "webhooks.md").read_text(encoding="utf-8")
_PARTS = dict(re.findall(r"^##+ (.+?)\n(.*?)(?=^##|\Z)", _PAGE, re.MULTILINE | re.DOTALL))
_SECTIONS = {title: text for title, text in _PARTS.items() if "```http" in text}
# Those whose callers nobody here can be, such as Google.
_NOT_CALLED = {
    title: text for title, text in _PARTS.items() if title not in _SECTIONS and "```json webhook" in text
}


def _blocks(section: str, kind: str) -> list[str]:
    return [str(found) for found in re.findall(rf"^```{kind}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)]


# RFC 8032, 7.1, test 3, whose public key the page shows.
_PRIVATE_KEY = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
)


def _signed(headers: dict[str, str], body: str, webhook: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """Put the time and the signature where the page has their names, by another way than the product's."""
    now = str(int(time.time()))
    headers = {name: value.replace("<now>", now) for name, value in headers.items()}
    by_key = {name for name, value in headers.items() if value == "<signature by the private key>"}
    headers |= dict.fromkeys(by_key, _PRIVATE_KEY.sign(body.encode()).hex())
    body = body.replace("<now>", now)
    if not any("<signature>" in value for value in (*headers.values(), body)):
        return headers, body
    rule = webhook["authentication"]
    text = rule.get("signed_text", "{body}").replace("{timestamp}", now).replace("{body}", body)
    text = re.sub(r"\{header:(.+?)\}", lambda found: headers[found[1]], text)
    text = re.sub(r"\{field:(.+?)\}", lambda found: _field(json.loads(body), found[1]), text)
    digest = hmac.new(rule["secret"].encode(), text.encode(), hashlib.sha256)
    is_base64 = rule.get("encoding") == "base64"
    signature = base64.b64encode(digest.digest()).decode() if is_base64 else digest.hexdigest()
    signed = {name: value.replace("<signature>", signature) for name, value in headers.items()}
    return signed, body.replace("<signature>", signature)


def _field(body: Any, path: str) -> str:
    return str(reduce(getitem, path.split("."), body))


def _call(target: Hook, text: str, webhook: Mapping[str, Any], query: str = "?wait=20") -> Reply:
    head, _, body = text.partition("\n\n")
    line, *fields = head.strip().split("\n")
    method, _, suffix = line.partition(" ")
    headers = dict(field.split(": ", 1) for field in fields)
    body = body.removesuffix("\n")
    if suffix.startswith("?"):
        query, suffix = f"{query}&{suffix[1:]}", ""
    headers, body = _signed(headers, body, webhook)
    if suffix.startswith("/webhook/"):
        return target.call(method, f"{suffix}{query}", body, headers)
    return target.send(body, headers, method, query, suffix)


def _subset(part: Any, whole: Any) -> bool:
    """Whether all that the page shows is there; null stands for what is not."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(_subset(value, whole.get(name)) for name, value in part.items())
    return bool(part == whole)


@pytest.mark.parametrize("title", _NOT_CALLED)
def test_a_webhook_is_taken_as_the_page_writes_it(server: LocalServer, title: str) -> None:
    [written] = _blocks(_NOT_CALLED[title], "json webhook")
    webhook = json.loads(written)

    shown = hook(server).set(**webhook)

    told, said = shown["authentication"], webhook["authentication"]
    names = said.keys() & {"type", "claims", "topic"}
    assert {name: told[name] for name in names} == {name: said[name] for name in names}


@pytest.mark.parametrize("title", _SECTIONS)
def test_an_example_does_what_the_page_says(server: LocalServer, title: str) -> None:
    section = _SECTIONS[title]
    drawn = [json.loads(block) for block in _blocks(section, "json workflow")]
    target = hook(server, *drawn[0]["nodes"], connections=drawn[0]["connections"]) if drawn else hook(server)
    [written] = _blocks(section, "json webhook")
    webhook = json.loads(written)
    target.set(**webhook)

    for call in _blocks(section, "http"):
        answer = _call(target, call, webhook)
        assert answer.status in (200, 204), answer.body
        for shown in _blocks(section, "text answer"):
            assert answer.body.decode() == shown.strip()
        for shown in _blocks(section, "text headers"):
            expected = dict(line.split(": ", 1) for line in shown.strip().split("\n"))
            assert expected.items() <= {name: answer.headers.get(name) for name in expected}.items()
        for shown in _blocks(section, "json answer"):
            assert answer.content == json.loads(shown)
        for shown in _blocks(section, "json trigger"):
            seen = answer.content["data"]["output"]
            assert _subset(json.loads(shown), seen), seen
    for call in _blocks(section, "http twice"):
        answers = [_call(target, call, webhook) for _ in range(2)]
        assert {answer.status for answer in answers} == {200}
        assert target.executions == 1
