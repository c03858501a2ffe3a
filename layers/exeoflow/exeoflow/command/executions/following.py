"""Watching a run until it ends: its steps are drawn in place, each time that it has changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from exeoflow.command.executions.showing import print_end, steps_table
from exeoflow.command.terminal import Output, console
from exeoflow.remote.connection import Connection

_WAIT_SECONDS: Final = 20

_Draw = Callable[[dict[str, Any]], None]


def watch(connection: Connection, execution_id: str, output: Output) -> dict[str, Any]:
    """Show a run while it goes on; return it as it ended."""
    last: dict[str, Any] = {}
    with live(output) as draw:
        for execution in _changes(connection, execution_id):
            last = execution
            draw(execution)
    if output == "table":
        print_end(last)
    return last


def _changes(connection: Connection, execution_id: str) -> Iterator[dict[str, Any]]:
    """Yield a run at each of its changes, the last time when it has ended."""
    query: dict[str, Any] = {}
    while True:
        execution = connection.get(f"/v1/executions/{execution_id}", query)
        yield execution
        if execution["status"] != "running":
            return
        query = {"wait": _WAIT_SECONDS, "after": execution["version"]}


@contextmanager
def live(output: Output) -> Iterator[_Draw]:
    """Give what draws the steps of a run while it is followed: a table in place, nothing for programs."""
    if output != "table":
        yield _draw_nothing
        return
    from rich.live import Live

    drawing = Live(console=console(), auto_refresh=False)
    drawing.start()
    try:
        yield lambda execution: drawing.update(steps_table(execution), refresh=True)
    finally:
        drawing.stop()
        if not drawing.console.is_terminal:
            # Where nobody looks, the table is printed once, and ends without a line's end.
            drawing.console.print()


def _draw_nothing(_: object) -> None:
    """A program reads the end."""
