"""CSV as a list of objects, one per row, by the names in the first row.

Source: RFC 4180, and what spreadsheets write: the delimiter may be a semicolon or a tab.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from exeoflow.content.errors import ContentInvalid
from exeoflow.model.json import Json

_DELIMITERS = ",;\t|"


def read_csv(text: str, *, delimiter: str | None = None, has_header: bool = True) -> Json:
    r"""Read CSV with a row of names, or as lists without one; raises `ContentInvalid`.

    Every value is a text, null where a row is too short. A column without a name, or beyond the names, is
    `column_<number>`; a name that comes again has its number behind it. Without a `delimiter` it is the one
    that the first row has most of.

    >>> read_csv('id;name\n1;"a;b"\n')
    [{'id': '1', 'name': 'a;b'}]
    """
    chosen = delimiter or _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=True)
    try:
        if not has_header:
            return [row for row in rows if row]
        names = names_of(next(rows, []))
        return [row_of(names, row) for row in rows if row]
    except csv.Error:
        raise ContentInvalid(f"it is no CSV (line {rows.line_num})") from None


def _delimiter(text: str) -> str:
    """The delimiter that the first row has most of."""
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def names_of(row: Iterable[str]) -> list[str]:
    """The names of the columns, by the row that has them."""
    names: list[str] = []
    for number, given in enumerate(row, start=1):
        name = given.strip() or f"column_{number}"
        names.append(f"{name}_{number}" if name in names else name)
    return names


def row_of(names: Sequence[str], row: Sequence[Json]) -> dict[str, Json]:
    """A row's values by the names of their columns."""
    beyond = {f"column_{number}": value for number, value in enumerate(row, start=1) if number > len(names)}
    given = {name: row[index] if index < len(row) else None for index, name in enumerate(names)}
    return {**given, **beyond}
