"""Spreadsheets in Excel's form (.xlsx) as rows, and rows as spreadsheets.

Source: ISO/IEC 29500 (Office Open XML).
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel
from xlsxwriter import Workbook
from xlsxwriter.exceptions import InvalidWorksheetName

from exeoflow.content.csv_rows import names_of, row_of
from exeoflow.content.errors import ContentInvalid
from exeoflow.model.json import Json

_MOST_BYTES = 30_000_000
"""Unpacked: a small archive may hold gigabytes."""
_MOST_CELLS = 500_000
_MOST_LETTERS = 32_767
"""In a cell: Excel's own limit."""
_OF_DAMAGE = (zipfile.BadZipFile, OSError, SyntaxError, ValueError, LookupError, TypeError, AttributeError)
"""What the reader stumbles over in a file that is no spreadsheet, or a broken one; XML's is a SyntaxError."""
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The same rows are the same bytes."""


def read_xlsx(
    data: bytes, *, sheet: str | None = None, has_header: bool = True, counts_dates: bool = False
) -> Json:
    """Read the rows of a sheet, the first one unless it is named, as `read_csv` does, without empty ones.

    Numbers and truth values are themselves, an empty cell is null, a formula is what it last yielded. A date
    is `2026-07-01T12:00:00`, or with `counts_dates` the number of days by which the sheet counts it. Raises
    `ContentInvalid`, too, for more than 500,000 cells or 30 MB unpacked.
    """
    try:
        rows = [
            [_value(cell, counts_dates=counts_dates) for cell in row]
            for row in _cells(data, sheet)
            if any(cell is not None for cell in row)
        ]
    except ContentInvalid:
        raise
    except _OF_DAMAGE:
        raise ContentInvalid("it is no spreadsheet in Excel's form (.xlsx)") from None
    if not has_header:
        return rows
    head = rows[0] if rows else []
    unnamed = max(map(len, rows), default=0) - len(head)
    names = names_of("" if name is None else str(name) for name in [*head, *[None] * unnamed])
    return [row_of(names, row) for row in rows[1:]]


def _cells(data: bytes, sheet: str | None) -> Iterator[Sequence[Any]]:
    """The rows of a sheet, none of which is more than is read for."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
            raise ContentInvalid("the spreadsheet is too large")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    if sheet is not None and sheet not in book.sheetnames:
        raise ContentInvalid("the spreadsheet has no sheet of this name")
    chosen = book[sheet or book.sheetnames[0]]
    chosen.reset_dimensions()
    count = 0
    for row in chosen.iter_rows(values_only=True):
        count += len(row) + 1
        if count > _MOST_CELLS:
            raise ContentInvalid("the spreadsheet is too large")
        yield row


def _value(cell: Any, *, counts_dates: bool) -> Json:  # noqa: ANN401 - what a cell may hold
    match cell:
        case datetime() | date() | time() | timedelta() if counts_dates:
            return float(to_excel(cell))
        case timedelta():
            return cell / timedelta(days=1)
        case datetime() | date() | time():
            return cell.isoformat()
        case None | bool() | int() | float() | str():
            return cell
    return str(cell)


def write_xlsx(rows: Iterable[Sequence[Json]], *, sheet: str | None = None) -> bytes:
    """Write rows of cells as a spreadsheet of one sheet; a text stays one, even if it looks like a formula.

    Raises `ContentInvalid` for a name that no sheet may have, and for what is longer than a cell.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(file, options)
    book.set_properties({"created": _CREATED})
    try:
        page = book.add_worksheet(sheet)
    except InvalidWorksheetName:
        raise ContentInvalid("a sheet may not have this name") from None
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if page.write(number, column, _written(cell)):
                raise ContentInvalid("the rows do not fit a spreadsheet")
    book.close()
    return file.getvalue()


def _written(cell: Json) -> Json:
    if isinstance(cell, list | dict):
        cell = json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, str) and len(cell) > _MOST_LETTERS:
        raise ContentInvalid(f"a cell holds at most {_MOST_LETTERS} characters")
    return cell
