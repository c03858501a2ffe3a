"""Archives are read within bounds, whatever they say of themselves, and written the same each time."""

import gzip
import io
import random
import tarfile
import zipfile
from typing import Any

import pytest

from exeoflow.content import archives
from exeoflow.content.archives import ArchiveTooLarge, pack, unpack
from exeoflow.content.errors import ContentInvalid

FILES = {"a.txt": b"a" * 1000, "sub/b ä.bin": bytes(range(256)), "empty": b""}


@pytest.mark.parametrize("form", ["zip", "tar", "tar_gz"])
def test_what_is_packed_comes_out_again(form: str) -> None:
    packed = pack(FILES, form)

    assert list(unpack(packed)) == list(FILES.items())
    assert pack(FILES, form) == packed
    assert form == "tar" or len(packed) < 1000


def test_gzip_holds_one_file_without_a_name() -> None:
    packed = pack({"a": b"abc"}, "gzip")

    assert list(unpack(packed)) == [(None, b"abc")]
    with pytest.raises(ContentInvalid, match="one file"):
        pack(FILES, "gzip")


def zipped(**options: Any) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", **options) as archive:
        archive.mkdir("folder")
        archive.writestr("folder/a", b"abc" * 100)
    return content.getvalue()


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_zips_of_others_are_read(method: int) -> None:
    assert list(unpack(zipped(compression=method))) == [("folder/a", b"abc" * 100)]


def test_a_broken_zip_of_another_packing_is_told() -> None:
    content = bytearray(zipped(compression=zipfile.ZIP_LZMA))
    at = content.index(b"folder/a") + len("folder/a") + 9
    content[at : at + 8] = b"\xff" * 8

    with pytest.raises(ContentInvalid, match="broken"):
        list(unpack(bytes(content)))


def test_an_archive_without_files_has_none() -> None:
    assert list(unpack(pack({}, "zip"))) == []


def test_of_a_tar_only_files_are_taken() -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo("x")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        entry = tarfile.TarInfo("../../a")
        entry.size = 3
        archive.addfile(entry, io.BytesIO(b"abc"))

    assert list(unpack(content.getvalue())) == [("../../a", b"abc")]


@pytest.mark.parametrize("form", ["zip", "tar", "tar_gz", "gzip"])
def test_a_bomb_is_not_unpacked(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack({"zeros": bytes(100_000)}, form)
    monkeypatch.setattr(archives, "MAX_BYTES", 50_000)

    with pytest.raises(ArchiveTooLarge, match="more than 50,000 bytes"):
        list(unpack(packed))


@pytest.mark.parametrize("form", ["zip", "tar"])
def test_many_small_files_are_too_many_together(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack({str(each): bytes(100) for each in range(20)}, form)
    monkeypatch.setattr(archives, "MAX_BYTES", 1_950)
    with pytest.raises(ArchiveTooLarge, match="bytes"):
        list(unpack(packed))

    monkeypatch.setattr(archives, "MAX_FILES", 19)
    with pytest.raises(ArchiveTooLarge):
        list(unpack(packed))


def test_files_without_bytes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILES", 3)

    for form in ("zip", "tar"):
        with pytest.raises(ArchiveTooLarge, match="more than 3 files"):
            list(unpack(pack(dict.fromkeys("abcd", b""), form)))


def test_a_zip_that_lies_about_its_size_is_read_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = bytearray(pack({"a": bytes(100_000)}, "zip"))
    at = packed.index(b"PK\x01\x02") + 24
    packed[at : at + 4] = (10).to_bytes(4, "little")
    monkeypatch.setattr(archives, "MAX_BYTES", 50_000)

    try:
        found = sum(len(content) for _, content in unpack(bytes(packed)))
    except ContentInvalid:
        found = 0

    assert found <= 10


def test_an_encrypted_zip_is_told() -> None:
    packed = bytearray(pack({"a": b"abc"}, "zip"))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(ContentInvalid, match="encrypted"):
        list(unpack(bytes(packed)))


def test_a_packing_that_nobody_knows_is_told() -> None:
    packed = bytearray(pack({"a": b"abc"}, "zip"))
    packed[packed.index(b"PK\x01\x02") + 10] = 97

    with pytest.raises(ContentInvalid, match="not read"):
        list(unpack(bytes(packed)))


@pytest.mark.parametrize(
    "content", [b"", b"plain", b"PK", b"PK\x03\x04", gzip.compress(b"abc", mtime=0)[:-6]]
)
def test_what_is_no_archive_is_told(content: bytes) -> None:
    with pytest.raises(ContentInvalid):
        list(unpack(content))


@pytest.mark.parametrize("form", ["zip", "tar", "tar_gz", "gzip"])
def test_broken_archives_are_read_or_told(form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - no secret
    whole = pack(FILES if form != "gzip" else {"a": FILES["a.txt"]}, form)

    for _ in range(200):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            found = list(unpack(bytes(broken)))
        except ContentInvalid:
            continue
        assert len(found) <= len(FILES)


@pytest.mark.parametrize("form", ["zip", "tar"])
def test_names_are_texts_that_can_be_written(form: str) -> None:
    assert list(unpack(pack({"a\ud83d": b"abc"}, form))) == [("a?", b"abc")]
    with pytest.raises(ContentInvalid, match="a name"):
        pack({"a\0b": b""}, form)


def test_a_name_in_another_encoding_is_a_text() -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", encoding="latin-1", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("ä"))

    assert list(unpack(content.getvalue())) == [("?", b"")]
