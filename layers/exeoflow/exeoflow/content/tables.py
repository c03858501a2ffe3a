"""Rows of objects, or of lists, as a table of texts, and a table as CSV (RFC 4180)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from exeoflow.content.errors import ContentInvalid
from exeoflow.model.json import Json


def columns_of(rows: Iterable[Json]) -> list[str]:
    """Return the names of rows in the order in which they first come. Raises `ContentInvalid`."""
    return list(dict.fromkeys(name for row in rows for name in _names(row)))


def rows_of(rows: Iterable[Json], columns: Sequence[str]) -> Iterator[Sequence[Json]]:
    """Yield the values of each row: an object's by the columns, a list's as they are, a single one."""
    for row in rows:
        if isinstance(row, Mapping):
            yield [row.get(name) for name in columns]
        else:
            yield row if isinstance(row, list) else [row]


def write_csv(rows: Iterable[Sequence[Json]], delimiter: str = ",") -> str:
    r"""Write rows as CSV; null is empty, and what is no text is JSON.

    >>> write_csv([["a", "b c"], [1, None]])
    'a,b c\r\n1,\r\n'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return text.getvalue()


def cell_text(cell: Json) -> str:
    """Return a value as the text of a cell."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False, separators=(",", ":"))


def _names(row: Json) -> Sequence[str]:
    if isinstance(row, Mapping):
        return tuple(row)
    if isinstance(row, list):
        return ()
    raise ContentInvalid("a table needs a list of objects, or of lists")
