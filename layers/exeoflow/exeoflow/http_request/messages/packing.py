"""What `Content-Encoding` says of bodies: those of requests are packed so, those of answers unpacked.

Whoever receives what says so and is not refuses it. A server may pack whether it was asked to or not. What
is cut short, or packed in a way that is not known, is no body: half a text would pass for the whole.
"""

import gzip
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

_PIECE_BYTES: Final = 64 * 1024
_MOST_ENCODINGS: Final = 5
# What zlib shall expect around the data: the head and end of gzip, its own, or none.
_GZIP: Final = 31
_ZLIB: Final = 15
_BARE: Final = -15
_GZIP_MARK: Final = b"\x1f\x8b"
_PACKERS: Final[Mapping[str, tuple[bytes, Callable[[bytes], bytes]]]] = MappingProxyType(
    {
        # Without the time, so that the same body is the same bytes.
        "gzip": (_GZIP_MARK, lambda body: gzip.compress(body, mtime=0)),
        "deflate": (b"\x78", zlib.compress),
    }
)
"""How what is packed begins (RFC 1952, 1950), and how it is packed."""


class NotPackedSo(Exception):
    """The body is not what `Content-Encoding` says; the message says why."""


def unpacked(pieces: Iterable[bytes], encodings: str) -> Iterator[bytes]:
    """Yield the body in pieces of 64 KiB at most, so that a bomb costs no more than an honest body.

    `encodings` is the header. Raises `NotPackedSo`, perhaps after some pieces.

    >>> b"".join(unpacked([zlib.compress(b"a")], "deflate"))
    b'a'
    """
    names = [name for each in encodings.split(",") if (name := each.strip().lower()) not in ("", "identity")]
    if len(names) > _MOST_ENCODINGS:
        raise NotPackedSo(f"its body is packed more than {_MOST_ENCODINGS} times")
    pieces = filter(None, pieces)
    for name in reversed(names):
        unpack = _inflated if name in ("gzip", "x-gzip", "deflate") else _refused
        pieces = unpack(pieces, name)
    yield from pieces


def _refused(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield nothing of nothing: an answer to HEAD tells the encoding of a body that it has not."""
    for _ in pieces:
        raise NotPackedSo(
            f"its body is packed as {encoding[:40]}, which is not read; "
            "leave `accept-encoding` out of `headers`"
        )
    yield from ()


def _inflated(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    waiting = iter(pieces)
    # Two bytes tell whether there is a head.
    start = next(waiting, b"")
    start += next(waiting, b"") if len(start) == 1 else b""
    if not start:
        return
    window = _window(start) if encoding == "deflate" else _GZIP
    try:
        has_end = yield from _members(chain([start], waiting), window)
    except zlib.error:
        raise NotPackedSo(f"its body is not packed as {encoding}, which it says") from None
    if not has_end:
        raise NotPackedSo(f"its body is cut short: what is packed as {encoding} has no end")


def _members(pieces: Iterable[bytes], window: int) -> Generator[bytes, None, bool]:
    """Yield what one member holds after the other; return whether the last one has its end."""
    unpacker = zlib.decompressobj(window)
    for each in pieces:
        rest = each
        while rest:
            if unpacker.eof:
                # A further member of gzip; whatever else follows the end is not the body's.
                if not _GZIP_MARK.startswith(rest[:2]):
                    break
                unpacker = zlib.decompressobj(_GZIP)
            if piece := unpacker.decompress(rest, _PIECE_BYTES):
                yield piece
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    # What did not fit into the last piece, though all was read.
    if rest := unpacker.flush():
        yield rest
    return unpacker.eof


def _window(start: bytes) -> int:
    """Tell whether `deflate` has its head, which many servers leave out (RFC 9110, 8.4.1.2)."""
    has_head = start[0] & 15 == zlib.DEFLATED and int.from_bytes(start[:2]) % 31 == 0
    return _ZLIB if has_head else _BARE


def packed(body: bytes | None, encoding: str) -> bytes | None:
    """Return the body packed by gzip or deflate, if it should be and is not yet."""
    magic, pack = _PACKERS.get(encoding.strip().lower(), (b"", None))
    if body is None or pack is None or body.startswith(magic):
        return body
    return pack(body)
