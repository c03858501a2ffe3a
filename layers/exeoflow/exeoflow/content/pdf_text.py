"""The text of a PDF, page by page.

Source: ISO 32000-1, read by pypdf, which bounds what a compressed stream may grow to.
"""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from exeoflow.content.errors import ContentInvalid
from exeoflow.model.json import Json

_MOST_TEXT = 1_000_000
"""Characters of all pages: far more than a state may carry, and little enough to be read in seconds."""
_OF_DAMAGE = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
)
"""What the reader stumbles over in a file that is no PDF or a broken one."""


def read_pdf(data: bytes) -> Json:
    """Read the text of each page as `pages`, and what the document says of itself as `info`.

    A page that is only a picture has an empty text. Raises `ContentInvalid` for what is no PDF, is locked by
    a password, or has more than a million characters.
    """
    try:
        return _read(PdfReader(io.BytesIO(data)))
    except ContentInvalid:
        raise
    except _OF_DAMAGE:
        raise ContentInvalid("it is no PDF") from None


def _read(reader: PdfReader) -> Json:
    if reader.is_encrypted and not reader.decrypt(""):
        raise ContentInvalid("the PDF is locked by a password")
    info = {str(name).removeprefix("/"): str(value) for name, value in (reader.metadata or {}).items()}
    return {"pages": _pages(reader), "info": info}


def _pages(reader: PdfReader) -> list[Json]:
    found: list[Json] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > _MOST_TEXT:
            raise ContentInvalid(f"the PDF has more than {_MOST_TEXT} characters")
        found.append(text)
    return found
