"""How runs are printed for people: a line, a run with its steps, their data, and how it ended."""

import json
from typing import TYPE_CHECKING, Any

from exeoflow.command.terminal import colour_of, complaints, console, show, table
from exeoflow.command.words import words

if TYPE_CHECKING:
    from rich.table import Table


def print_execution(execution: dict[str, Any]) -> None:
    """Print a run with its steps, and with what each was given and put out where that is there."""
    from rich.text import Text

    status = str(execution["status"])
    head = Text(f"{execution['workflow_name']}  {execution['id']}  ", style="bold")
    head.append(status, style=colour_of(status))
    head.append(f"  {execution['started_at']}", style="dim")
    console().print(head)
    if any("input" in step for step in execution["steps"]):
        _print_data(execution["steps"])
    else:
        console().print(steps_table(execution))
    print_end(execution)


def steps_table(execution: dict[str, Any]) -> "Table":
    """Return the steps of a run with their states and milliseconds."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column, is_number in (("step", False), ("status", False), ("duration", True)):
        drawn.add_column(words(f"runs_{column}"), justify="right" if is_number else "left")
    for step in execution["steps"]:
        status = str(step["status"])
        drawn.add_row(
            Text(str(step["node_name"] or step["node_id"])),
            Text(status, style=colour_of(status)),
            "" if step["duration"] is None else str(step["duration"]),
        )
    return drawn


def _print_data(steps: list[dict[str, Any]]) -> None:
    rows = (
        [
            step["node_name"] or step["node_id"],
            step["status"],
            json.dumps(step.get("input"), ensure_ascii=False),
            json.dumps(step.get("output"), ensure_ascii=False),
        ]
        for step in steps
    )
    table([words(f"runs_{name}") for name in ("step", "status", "input", "output")], rows)


def print_end(execution: dict[str, Any]) -> None:
    """Print the output of a run that succeeded; of one that failed its error, and where."""
    error = execution.get("error")
    if error:
        at = error.get("node_id")
        where = words("execution_at", error=error["code"], node=at) if at else error["code"]
        complaints().print(f"{where}: ", style="red", markup=False, end="")
        complaints().print(str(error["message"]), markup=False)
    elif execution.get("status") == "success":
        show(execution.get("output"), "json")


def print_line(execution: dict[str, Any]) -> None:
    """Print a run as one line."""
    from rich.text import Text

    status = str(execution["status"])
    line = Text(f"{execution['started_at']}  {execution['id']}  ")
    line.append(f"{status:<9}", style=colour_of(status))
    line.append(f"  {execution['workflow_name']}")
    if execution["duration"] is not None:
        line.append(f"  {execution['duration']} ms", style="dim")
    console().print(line)
