"""What `Content-Type` says: the media type, and the character set beside it."""

from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type in lower case, empty if none is said, and the character set that is said."""

    name: str
    charset: str | None


def media_type_of(header: str) -> MediaType:
    """Read the header's value.

    >>> media_type_of("Text/CSV; charset=iso-8859-1")
    MediaType(name='text/csv', charset='iso-8859-1')
    """
    message = Message()
    message["content-type"] = header
    return MediaType(message.get_content_type() if header else "", message.get_content_charset())
