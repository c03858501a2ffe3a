"""Attachments of mails: given, or in files."""

import base64
from typing import Any

import pytest

from exeoflow.service.files.errors import FileFailed
from exeoflow.service.ports.objects import Attachment
from tests.unit.service.files.desk import Desk

MAIL = {"Content": {"Simple": {"Subject": {"Data": "s"}}}}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def sent(desk: Desk, attachments: object) -> list[Attachment]:
    assert desk.run("mail", mail=MAIL, attachments=attachments) == {"message_id": "mail-1"}
    [(mail, attached)] = desk.mails.sent
    assert mail == MAIL
    return attached


@pytest.mark.parametrize(
    ("given", "attachment"),
    [
        ({"filename": "a.txt", "content": "ä"}, Attachment("a.txt", "ä".encode(), "text/plain", None)),
        (
            {"filename": "a.json", "content": {"n": [1]}},
            Attachment("a.json", b'{"n":[1]}', "application/json", None),
        ),
        (
            {
                "filename": "ü.png",
                "content": "/wA=",
                "encoding": "base64",
                "content_type": "image/png",
                "content_id": "logo",
            },
            Attachment("ü.png", b"\xff\0", "image/png", "logo"),
        ),
        (
            {"filename": "a", "content": "\ud83d", "content_type": "", "encoding": None},
            Attachment("a", b"?", None, None),
        ),
    ],
)
def test_what_is_given_goes_with_the_mail(desk: Desk, given: dict[str, Any], attachment: Attachment) -> None:
    assert sent(desk, [given]) == [attachment]


def test_a_file_goes_as_its_bytes_and_of_its_type(desk: Desk) -> None:
    file = desk.run("write", value="n;m\n1;2\n", content_type="text/csv")

    attached = sent(
        desk,
        [
            {"filename": "a.csv", "content": file},
            {"filename": "b.bin", "content": file, "content_type": "application/octet-stream"},
        ],
    )

    assert [(each.content, each.content_type) for each in attached] == [
        (b"n;m\n1;2\n", "text/csv"),
        (b"n;m\n1;2\n", "application/octet-stream"),
    ]


@pytest.mark.parametrize(("given", "count"), [(None, 0), ([], 0), ({"filename": "a", "content": "b"}, 1)])
def test_there_may_be_none_and_one_that_is_no_list(desk: Desk, given: object, count: int) -> None:
    assert len(sent(desk, given)) == count


@pytest.mark.parametrize(
    ("attachments", "error"),
    [
        (["a"], "attachments[0] must be an object with filename and content"),
        ([{"content": "a"}], "attachments[0] needs a filename"),
        ([{"filename": 7, "content": "a"}], "filename of attachments[0] must be a text"),
        ([{"filename": "a", "content": "ä", "encoding": "base64"}], "content of attachments[0] is no base64"),
        ([{"filename": "a", "content": "a", "encoding": "hex"}], "encoding of attachments[0] must be base64"),
        ([{"filename": "a", "content": "a"}] * 101, "a mail has 100 attachments at most"),
        (
            [
                {
                    "filename": "a",
                    "content": {"exeoflow:file": "exec_9/f", "size": 1, "content_type": "a/b"},
                }
            ],
            "there is no such file, or no longer: files go with their executions",
        ),
    ],
)
def test_what_cannot_be_attached_is_refused_and_nothing_is_sent(
    desk: Desk, attachments: object, error: str
) -> None:
    with pytest.raises(FileFailed) as raised:
        desk.run("mail", mail=MAIL, attachments=attachments)

    assert str(raised.value) == error
    assert desk.mails.sent == []


@pytest.mark.parametrize(("size", "is_sent"), [(29_230_000, True), (29_231_000, False)])
def test_a_mail_has_no_more_than_ses_takes(desk: Desk, size: int, is_sent: bool) -> None:  # noqa: FBT001
    """In base64 with its line ends: 57 bytes become 78."""
    file = desk.run("write", value="a" * size)

    if is_sent:
        [attached] = sent(desk, [{"filename": "a", "content": file}])
        assert len(base64.encodebytes(attached.content)) < 40_000_000
    else:
        with pytest.raises(FileFailed, match="40,000,000 bytes"):
            desk.run("mail", mail=MAIL, attachments=[{"filename": "a", "content": file}])
        assert desk.mails.sent == []
