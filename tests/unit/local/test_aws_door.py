"""What reaches the AWS of this machine: whole signed requests, under names of this machine."""

import asyncio
from contextlib import closing

import pytest

from local.aws.door import AwsDoor
from local.aws.signed import SignedAtHome
from local.gateway.asgi import Message, Receive, Send

SIGNED = b"AWS4-HMAC-SHA256 Credential=any/20260101/eu-central-1/sqs/aws4_request"


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ([(b"host", b"127.0.0.1:3001"), (b"authorization", SIGNED)], [("eu-central-1", "sqs")]),
        ([(b"host", b"evil.example"), (b"authorization", SIGNED)], []),
        ([(b"host", b"127.0.0.1:3001")], []),
        ([(b"host", b"127.0.0.1:3001"), (b"authorization", b"Bearer x")], []),
    ],
)
def test_what_is_refused_brings_nothing_into_being(
    headers: list[tuple[bytes, bytes]], taken: list[tuple[str, str]]
) -> None:
    seen: list[tuple[str, str]] = []
    statuses: list[int] = []

    async def door(scope: Message, _receive: Receive, send: Send) -> None:
        seen.append(scope["signed_for"])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        statuses.append(message.get("status", 0))

    asyncio.run(SignedAtHome(door)({"type": "http", "headers": headers}, receive, send))

    assert (seen, statuses[0]) == (taken, 200 if taken else 403)


def test_half_a_request_is_not_answered() -> None:
    sent: list[Message] = []
    half: Message = {"type": "http.request", "body": b"{", "more_body": True}
    parts = iter([half, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(parts)

    async def send(message: Message) -> None:
        sent.append(message)

    with closing(AwsDoor()) as door:
        asyncio.run(door({"type": "http", "headers": [(b"host", b"localhost")]}, receive, send))

    assert (sent, next(parts, None)) == ([], None)
