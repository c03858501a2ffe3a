"""What is printed: tables and colours for people, JSON or YAML for programs."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from rich.console import Console

Output = Literal["table", "json", "yaml"]

_COLOURS: Final = {
    "success": "green",
    "active": "green",
    "failed": "red",
    "error": "red",
    "running": "cyan",
    "cancelled": "yellow",
    "warning": "yellow",
    "inactive": "dim",
    "info": "dim",
}


# What moves a terminal's cursor, changes its title or turns the direction of a line: C0 but for tabs and line
# ends, DEL, C1, and Unicode's overrides of direction.
_UNSEEN: Final = (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN: Final = dict.fromkeys(_UNSEEN, "\ufffd")
_ESCAPED: Final = {code: f"\\u{code:04x}" for code in _UNSEEN}
_ID: Final = re.compile(r"[a-z]+_[0-9a-z]{16,}")
# What the other columns of a table need at least, each: a word of a status.
_ROOM_BESIDE_IDS: Final = 8


def harmless(text: str) -> str:
    r"""Show what would steer a terminal: names, data and answers of servers are written by others.

    >>> harmless("done\x1b]0;title\x07")
    'done�]0;title�'
    """
    return text.translate(_SHOWN)


def console() -> "Console":
    """Return where a person reads."""
    return _harmless_console()(highlight=False, soft_wrap=not sys.stdout.isatty())


def complaints() -> "Console":
    """Return where a person reads what went wrong."""
    return _harmless_console()(stderr=True, highlight=False, soft_wrap=True)


@cache
def _harmless_console() -> "type[Console]":
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class HarmlessConsole(Console):
        """Writes its own control sequences and nobody else's."""

        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterator[Segment]:
            for text, style, control in super().render(renderable, options):
                yield Segment(text if control else harmless(text), style, control)

    return HarmlessConsole


def say(line: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{harmless(line)}\n")


def colour_of(word: str) -> str:
    """Return the colour of a status or severity."""
    return _COLOURS.get(word, "default")


def show(value: Any, output: Output) -> None:
    """Print data for a program: what would steer a terminal is escaped, so that nothing of it is lost."""
    if output == "yaml":
        import yaml

        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
        if harmless(text) != text:
            text = yaml.safe_dump(value, sort_keys=False)
        sys.stdout.write(text)
    else:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2).translate(_ESCAPED) + "\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows; a status has its colour."""
    from rich.table import Table
    from rich.text import Text

    drawn, paper = Table(box=None, pad_edge=False, header_style="bold"), console()
    written = [[str(cell) for cell in row] for row in rows]
    for title, *cells in zip(columns, *written, strict=True):
        # What is folded cannot be copied with one movement.
        longest = max((len(cell) for cell in cells if _ID.fullmatch(cell)), default=0)
        is_whole = 0 < longest <= paper.width - _ROOM_BESIDE_IDS * (len(columns) - 1)
        drawn.add_column(title, overflow="fold", no_wrap=is_whole)
    for row in written:
        drawn.add_row(*(Text(cell, style=colour_of(cell)) for cell in row))
    paper.print(drawn)


def lists(value: Mapping[str, Any], name: str, output: Output, columns: Mapping[str, str]) -> None:
    """Print a list of an answer: as data, or its columns (title to field) as a table."""
    if output != "table":
        show(value[name], output)
        return
    rows = ([_cell(each.get(field)) for field in columns.values()] for each in value[name])
    table(list(columns), rows)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)
