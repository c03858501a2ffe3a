"""What `Content-Encoding` says of an answer's body is undone, or the body is none."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from exeoflow.http_request.messages.packing import NotPackedSo, unpacked

TEXT = b"Gr\xc3\xbc\xc3\x9fe " * 200
GZIP = gzip.compress(TEXT, mtime=0)
ZLIB = zlib.compress(TEXT)
BARE = ZLIB[2:-4]


def whole(data: bytes) -> list[bytes]:
    return [data]


def by_bytes(data: bytes) -> list[bytes]:
    return [data[place : place + 1] for place in range(len(data))]


@pytest.mark.parametrize("cut", [whole, by_bytes])
@pytest.mark.parametrize(
    ("encodings", "data", "expected"),
    [
        ("", TEXT, TEXT),
        ("Identity", TEXT, TEXT),
        ("gzip", GZIP, TEXT),
        ("X-GZIP", GZIP, TEXT),
        ("gzip", GZIP + GZIP, TEXT + TEXT),
        ("gzip", GZIP + b"\0\0\0", TEXT),
        ("deflate, gzip", gzip.compress(ZLIB, mtime=0), TEXT),
        ("gzip", b"", b""),
        ("br", b"", b""),
    ],
)
def test_a_body_is_unpacked(
    cut: Callable[[bytes], list[bytes]], encodings: str, data: bytes, expected: bytes
) -> None:
    assert b"".join(unpacked(cut(data), encodings)) == expected


@pytest.mark.parametrize("cut", [whole, by_bytes])
@pytest.mark.parametrize("data", [ZLIB, BARE])
def test_deflate_comes_with_its_head_or_without(cut: Callable[[bytes], list[bytes]], data: bytes) -> None:
    assert b"".join(unpacked(cut(data), "deflate")) == TEXT


@pytest.mark.parametrize(
    ("encodings", "data", "reason"),
    [
        ("gzip", GZIP[:-9], "cut short: what is packed as gzip has no end"),
        ("deflate", BARE[:-9], "cut short"),
        ("gzip", TEXT, "not packed as gzip, which it says"),
        ("gzip", GZIP + GZIP[:20], "cut short"),
        ("br", TEXT, "packed as br, which is not read; leave `accept-encoding` out"),
        ("gzip," * 9, GZIP, "packed more than 5 times"),
    ],
)
def test_half_a_body_and_an_unknown_one_are_none(encodings: str, data: bytes, reason: str) -> None:
    with pytest.raises(NotPackedSo, match=reason):
        list(unpacked([data], encodings))


def test_a_bomb_comes_in_small_pieces() -> None:
    pieces = unpacked([gzip.compress(bytes(50_000_000), 1)], "gzip")

    assert max(len(next(pieces)) for _ in range(100)) <= 64 * 1024
