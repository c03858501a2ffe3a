"""Which formats of data there are, what media types stand for them, and what reads them."""

from collections.abc import Callable
from typing import Final

from exeoflow.model.json import Json

FORMATS: Final = ("json", "xml", "csv")

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


def reader_of(name: str) -> Callable[[str], Json]:
    r"""Return what reads a text of a format; it is loaded now, for most functions need but one.

    >>> reader_of("csv")("a,b\n1,2")
    [{'a': '1', 'b': '2'}]
    """
    if name == "xml":
        from exeoflow.content.xml_tree import read_xml  # noqa: PLC0415

        return read_xml
    if name == "csv":
        from exeoflow.content.csv_rows import read_csv  # noqa: PLC0415

        return read_csv
    if name == "jsonl":
        from exeoflow.content.json_lines import read_json_lines  # noqa: PLC0415

        return read_json_lines
    from exeoflow.content.exact_json import read_exact_json  # noqa: PLC0415

    return read_exact_json
