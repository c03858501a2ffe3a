"""Files in one: ZIP, tar and gzip, read within bounds and written the same for the same files.

What an archive says of itself is not believed: sizes are those of the bytes that come out of it. Names are
only told, nothing is ever put anywhere by them.
"""

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Protocol

from exeoflow.content.errors import ContentInvalid

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "zip": "application/zip",
    "gzip": "application/gzip",
    "tar": "application/x-tar",
    "tar_gz": "application/gzip",
}
MAX_FILES: Final = 1_000
MAX_BYTES: Final = 64 * 1024 * 1024
"""What all files of an archive may have together, as they come out of it."""
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP can name: that of any file, so that the same files are the same archive."""
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TAR: Final = b"ustar"
_TAR_AT: Final = 257
_ENCRYPTED: Final = 0x1


class _Packed(Protocol):
    """What can be read as far as one wants."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes at most."""
        ...


class ArchiveTooLarge(ContentInvalid):
    """There are more files or bytes in an archive than are taken out of one."""


def pack(files: Mapping[str, bytes], form: str) -> bytes:
    """Put files, by their names, into one. Raises `ContentInvalid` where the form holds a single one only."""
    if any("\0" in name for name in files):
        raise ContentInvalid("a name has a character that ends it")
    match form:
        case "zip":
            return _zipped(files)
        case "tar":
            return _tarred(files)
        case "tar_gz":
            return gzip.compress(_tarred(files), mtime=0)
    if len(files) != 1:
        raise ContentInvalid("gzip holds one file")
    return gzip.compress(next(iter(files.values())), mtime=0)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(_whole(name), _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _tarred(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(_whole(name))
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return written.getvalue()


def unpack(content: bytes) -> Iterator[tuple[str | None, bytes]]:
    """Yield the files of an archive with their names; that of gzip has none. Raises `ContentInvalid`."""
    with _told():
        if content.startswith(_ZIP):
            yield from _of_zip(content)
            return
        if content.startswith(_GZIP):
            with gzip.open(io.BytesIO(content)) as packed:
                content = _bounded(packed, MAX_BYTES)
            if not _is_tar(content):
                yield None, content
                return
        if not _is_tar(content):
            raise ContentInvalid("it is no archive: neither ZIP nor tar nor gzip")
        yield from _of_tar(content)


def _is_tar(content: bytes) -> bool:
    return content[_TAR_AT:].startswith(_TAR)


def _of_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [each for each in archive.infolist() if not each.is_dir()]
        _check_count(len(entries))
        room = MAX_BYTES
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise ContentInvalid("the archive is encrypted")
            with archive.open(entry) as packed:
                found = _bounded(packed, room)
            room -= len(found)
            yield _whole(entry.filename), found


def _of_tar(content: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        room = MAX_BYTES
        count = 0
        for entry in archive:
            packed = archive.extractfile(entry) if entry.isreg() else None
            if packed is None:
                continue
            count += 1
            _check_count(count)
            found = _bounded(packed, room)
            room -= len(found)
            yield _whole(entry.name), found


def _whole(name: str) -> str:
    """A name that can be written: halves of letters, which JSON or another encoding leaves, are `?`."""
    return name.encode(errors="replace").decode()


def _check_count(count: int) -> None:
    if count > MAX_FILES:
        raise ArchiveTooLarge(f"the archive has more than {MAX_FILES:,} files")


def _bounded(packed: _Packed, most: int) -> bytes:
    """Read to the end, or to where it is too much."""
    found = packed.read(most + 1)
    if len(found) > most:
        raise ArchiveTooLarge(f"the files of the archive have more than {MAX_BYTES:,} bytes")
    return found


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError):
        raise ContentInvalid("the archive is broken") from None
    except ContentInvalid:
        # It is a `ValueError`, and told already.
        raise
    except (NotImplementedError, RuntimeError, ValueError):
        raise ContentInvalid("the archive is packed in a way that is not read") from None
