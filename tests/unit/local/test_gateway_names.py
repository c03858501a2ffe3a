"""A page of the web can lead its own name to this machine: what needs no secret is not for it."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from local.gateway.asgi import Message, Receive, Send
from local.gateway.names import KnownKeyAtHome, names_this_machine
from local.options import DEMO_KEY

Log = Callable[[str], None]


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1:3000", True),
        ("127.0.0.1", True),
        ("[::1]:3000", True),
        ("192.168.0.7:3000", True),
        ("localhost:3000", True),
        ("LOCALHOST.", True),
        ("bucket.localhost:3001", True),
        ("host.docker.internal:3001", True),
        ("", True),
        ("evil.example:3000", False),
        ("127.0.0.1.evil.example", False),
        ("notlocalhost", False),
        ("localhost.evil.example", False),
        ("127.0.0.1@evil.example", False),
        ("[::1", False),
    ],
)
def test_a_name_is_of_this_machine_or_may_lead_anywhere(host: str, is_ours: bool) -> None:  # noqa: FBT001
    assert names_this_machine(host) is is_ours


async def answered(host: str, authorization: str, url: str | None, log: Log = print) -> tuple[int, Any]:
    sent: list[Message] = []

    async def gateway(_scope: Message, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"null"})

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    given = {"host": host, "authorization": authorization, "accept-language": "en"}
    headers = [(name.encode(), value.encode()) for name, value in given.items()]
    scope = {"type": "http", "method": "GET", "raw_path": b"/v1/workflows", "headers": headers}
    await KnownKeyAtHome(gateway, url, log)(scope, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_the_key_that_everybody_knows_is_none_under_a_foreign_name() -> None:
    status, body = asyncio.run(answered("evil.example:3000", f"Bearer {DEMO_KEY}", None))

    assert (status, body["error"]["code"]) == (401, "UNAUTHORIZED")
    assert [(fault["rule"], fault["message"]) for fault in body["error"]["details"]] == [
        (
            "key-known-to-all",
            "Everybody knows this key: it counts on this machine only, not under “evil.example:3000”.",
        )
    ]


def test_who_runs_it_reads_why_a_key_is_refused_and_nothing_that_steers_a_terminal() -> None:
    lines: list[str] = []

    asyncio.run(answered("evil.example\x1b2J" + "x" * 100, f"Bearer {DEMO_KEY}", None, lines.append))

    [line] = lines
    told = "GET /v1/workflows 401 the key that everybody knows, under 'evil.example\\x1b2J"
    assert line == told + "x" * 85 + "'"


@pytest.mark.parametrize(
    ("host", "authorization", "url"),
    [
        ("127.0.0.1:3000", f"Bearer {DEMO_KEY}", None),
        ("flows.example.org", f"Bearer {DEMO_KEY}", "https://flows.example.org"),
        ("flows.example.org", "Bearer exo_a_key_of_ones_own", None),
        ("flows.example.org", "", None),
    ],
)
def test_everything_else_is_served(host: str, authorization: str, url: str | None) -> None:
    assert asyncio.run(answered(host, authorization, url)) == (200, None)
