"""Addresses of mail, in the letters that SES takes."""

from email.header import decode_header, make_header
from email.utils import getaddresses

import pytest

from exeoflow.nodes.formats.mail_addresses import in_ascii
from tests.unit.nodes.lowered import lowered


@pytest.mark.parametrize(
    "text",
    [
        "a@b.de",
        "A, B <a@b.de>",
        "Müller {{ $input.name }} <a@b.de>",
        "jürgen@b.de",
        "Grüße",
        f"a@{'ü' * 70}.de",
        "ü@a..de",
    ],
)
def test_what_is_ascii_or_cannot_be_is_left(text: str) -> None:
    assert in_ascii(text) == text


@pytest.mark.parametrize(
    "text", ['"Müller, Jürgen" <a@b.de>, c@d.de', "日本 <a@b.de>", "Ü <a@b.de>, Ö <c@d.de>"]
)
def test_names_are_read_as_they_were_written(text: str) -> None:
    sent = in_ascii(text)

    assert sent.isascii()
    read = [(str(make_header(decode_header(name))), each) for name, each in getaddresses([sent])]
    assert read == getaddresses([text])


def test_a_mail_is_sent_in_them() -> None:
    config: dict[str, object] = {
        "sender": "Ü <a@b.de>",
        "to": ["Ö <c@d.de>", "{{ $input.mail }}"],
        "subject": "Ä",
        "text": "ß",
    }

    sent = str(lowered("email", config))

    assert "=?utf-8?b?w5w=?= <a@b.de>" in sent
    assert "=?utf-8?b?w5Y=?= <c@d.de>" in sent
