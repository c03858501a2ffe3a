"""Addresses of mail as SES takes them: in ASCII alone.

Sources: RFC 2047 (5) for names, RFC 3490 for domains, and
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
"""

from email.utils import formataddr, getaddresses
from encodings.idna import ToASCII
from typing import Final

_BRACES: Final = "{{"


def in_ascii(addresses: str) -> str:
    """Return addresses with names and domains in ASCII; what holds a template or is no address, as it is.

    >>> in_ascii("Müller & Söhne <post@müller.example>")
    '=?utf-8?b?TcO8bGxlciAmIFPDtmhuZQ==?= <post@xn--mller-kva.example>'
    """
    if addresses.isascii() or _BRACES in addresses:
        return addresses
    try:
        return ", ".join(formataddr((name, _address(each))) for name, each in getaddresses([addresses]))
    except UnicodeError:
        return addresses


def _address(text: str) -> str:
    local, at, domain = text.rpartition("@")
    if not at:
        return text
    return local + at + ".".join(ToASCII(label).decode() for label in domain.split("."))
