"""What names of files say by their endings, as Python knows them, whatever the machine it runs on says."""

from functools import cache
from mimetypes import MimeTypes


def type_of_name(name: str) -> str | None:
    """Return the media type that the ending stands for.

    >>> type_of_name("rows.csv"), type_of_name("rows")
    ('text/csv', None)
    """
    return _endings().guess_type(name)[0]


def ending_of(media_type: str) -> str:
    """Return the usual ending with its dot; empty if the type has none.

    >>> ending_of("text/csv"), ending_of("")
    ('.csv', '')
    """
    return _endings().guess_extension(media_type) or ""


@cache
def _endings() -> MimeTypes:
    # Not made at import: the library reads the machine's own lists first, also for who asks for none of them.
    return MimeTypes()
