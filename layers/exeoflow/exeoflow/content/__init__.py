"""Contents of other systems as data: JSON with exact numbers, XML, CSV, character sets, PDFs, spreadsheets.

What comes from outside may lie about itself, be endless or be made to hurt: whatever cannot be read is a
`ContentInvalid`, and nothing is read that lies outside the text.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from exeoflow.content.charsets import decoded
from exeoflow.content.errors import ContentInvalid, EntitiesDeclared, NestedTooDeep, RowsTooLarge
from exeoflow.content.formats import FORMATS, format_of, reader_of

if TYPE_CHECKING:
    from exeoflow.content.csv_rows import read_csv
    from exeoflow.content.exact_json import read_exact_json
    from exeoflow.content.pdf_text import read_pdf
    from exeoflow.content.sheets import read_xlsx, write_xlsx
    from exeoflow.content.xml_tree import read_xml, write_xml

__all__ = [
    "FORMATS",
    "ContentInvalid",
    "EntitiesDeclared",
    "NestedTooDeep",
    "RowsTooLarge",
    "decoded",
    "format_of",
    "read_csv",
    "read_exact_json",
    "read_pdf",
    "read_xlsx",
    "read_xml",
    "reader_of",
    "write_xlsx",
    "write_xml",
]

_MODULES = {
    "read_csv": "csv_rows",
    "read_exact_json": "exact_json",
    "read_pdf": "pdf_text",
    "read_xlsx": "sheets",
    "read_xml": "xml_tree",
    "write_xlsx": "sheets",
    "write_xml": "xml_tree",
}


def __getattr__(name: str) -> object:
    """Load what reads a format when it is asked for: a cold start would wait 30 ms for all of them."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
