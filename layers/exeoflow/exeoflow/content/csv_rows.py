"""CSV as a list of objects, one per row, by the names in the first row.

Source: RFC 4180, and what spreadsheets write: the delimiter may be a semicolon or a tab.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from exeoflow.content.errors import ContentInvalid, RowsTooLarge
from exeoflow.model.json import Json

_DELIMITERS = ",;\t|"
# A line for Excel, which shows it to nobody.
_SAID_DELIMITER: Final = re.compile(r"sep=([,;\t|])\r?(?:\n|$)", re.IGNORECASE)
MAX_COLUMNS: Final = 16_384
"""As many as a sheet of a spreadsheet has."""
MAX_ABSENT: Final = 1_000_000
"""The values that short rows may lack together: few bytes must not become rows without end."""


# As a file in memory has its lines: a text of them would be there four times as large.
_LINES: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_csv(text: str, *, delimiter: str | None = None, has_header: bool = True) -> Json:
    r"""Read CSV with a row of names, or as lists without one; raises `ContentInvalid`.

    Every value is a text, null where a row is too short. A column without a name, or beyond the names, is
    `column_<number>`; a name that comes again has its number behind it. Without a `delimiter` it is the one
    that a line `sep=;` before the rows names, as Excel has it, or that the first row has most of. More than
    `MAX_COLUMNS` or `MAX_ABSENT` are refused.

    >>> read_csv('id;name\n1;"a;b"\n')
    [{'id': '1', 'name': 'a;b'}]
    """
    return list(csv_rows(text, delimiter=delimiter, has_header=has_header))


def csv_rows(text: str, *, delimiter: str | None = None, has_header: bool = True) -> Iterator[Json]:
    """Yield the rows one after the other: millions of them take far more room than their text."""
    said = _SAID_DELIMITER.match(text)
    chosen = delimiter or (said[1] if said else _delimiter(text))
    lines = (found[0] for found in _LINES.finditer(text, said.end() if said else 0))
    reader = csv.reader(lines, delimiter=chosen, strict=True)
    rows = _bounded(reader)
    try:
        if has_header:
            names = names_of(next(rows, []))
            yield from _objects(names, (row for row in rows if row))
        else:
            yield from (row for row in rows if row)
    except csv.Error:
        raise ContentInvalid(f"it is no CSV (line {reader.line_num})", reader.line_num) from None


def _bounded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        if len(row) > MAX_COLUMNS:
            raise RowsTooLarge(f"a row has more than {MAX_COLUMNS:,} columns")
        yield row


def _objects(names: Sequence[str], rows: Iterable[list[str]]) -> Iterator[Json]:
    absent = 0
    for row in rows:
        absent += max(0, len(names) - len(row))
        if absent > MAX_ABSENT:
            raise RowsTooLarge(
                f"its rows lack more than {MAX_ABSENT:,} of the values that their columns have"
            )
        yield row_of(names, row)


def _delimiter(text: str) -> str:
    """The delimiter that the first row has most of."""
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def names_of(row: Iterable[str]) -> list[str]:
    """The names of the columns, by the row that has them."""
    names: list[str] = []
    taken: set[str] = set()
    for number, given in enumerate(row, start=1):
        name = given.strip() or f"column_{number}"
        names.append(f"{name}_{number}" if name in taken else name)
        taken.add(names[-1])
    return names


def row_of(names: Sequence[str], row: Sequence[Json]) -> dict[str, Json]:
    """A row's values by the names of their columns."""
    if len(row) == len(names):
        return dict(zip(names, row, strict=True))
    beyond = {f"column_{number}": value for number, value in enumerate(row, start=1) if number > len(names)}
    given = {name: row[index] if index < len(row) else None for index, name in enumerate(names)}
    return {**given, **beyond}
