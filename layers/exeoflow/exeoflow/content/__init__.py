"""Texts of other systems as data: JSON with exact numbers, XML, CSV, and the character sets they come in.

What comes from outside may lie about itself, be endless or be made to hurt: whatever cannot be read is a
`ContentInvalid`, and nothing is read that lies outside the text.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from exeoflow.content.charsets import decoded
from exeoflow.content.csv_rows import read_csv
from exeoflow.content.errors import ContentInvalid
from exeoflow.content.exact_json import read_exact_json
from exeoflow.content.xml_tree import read_xml, write_xml
from exeoflow.model.json import Json

__all__ = [
    "READERS",
    "ContentInvalid",
    "decoded",
    "format_of",
    "read_csv",
    "read_exact_json",
    "read_xml",
    "write_xml",
]

READERS: Mapping[str, Callable[[str], Json]] = MappingProxyType(
    {"json": read_exact_json, "xml": read_xml, "csv": read_csv}
)
"""What reads a text of each format."""

_TEXT = ("javascript", "ecmascript", "yaml", "x-www-form-urlencoded", "graphql", "x-ndjson", "sql", "rtf")
# Documents that people look at: their tree is of little use, their text is.
_MARKUP = frozenset({"image/svg+xml", "application/xhtml+xml"})


def format_of(media_type: str) -> str | None:
    """Return what a media type in lower case stands for: `json`, `xml`, `csv`, `text`; None for bytes.

    >>> format_of("application/problem+json"), format_of("text/xml"), format_of("image/png")
    ('json', 'xml', None)
    """
    if media_type.endswith(("/json", "+json")):
        return "json"
    if media_type.endswith(("/xml", "+xml")) and media_type not in _MARKUP:
        return "xml"
    if media_type.endswith("/csv"):
        return "csv"
    is_text = media_type.startswith("text/") or media_type.endswith(_TEXT) or media_type in _MARKUP
    return "text" if is_text else None
