"""Commands about runs: run, runs, show, logs, cancel, retry."""

import json
import time
from collections.abc import Iterator
from typing import Any, Final

from exeoflow.command.catalogue import execution_id_of, workflow_id_of
from exeoflow.command.connection import connect
from exeoflow.command.inputs import given_input
from exeoflow.command.terminal import Output, colour_of, complaints, console, lists, say, show, table
from exeoflow.command.words import titled, words
from exeoflow.remote.connection import Connection
from exeoflow.remote.trouble import FAILED, Refused, Trouble

_INTERRUPTED: Final = 130
_WAIT_SECONDS: Final = 20
_LOOK_EVERY_SECONDS: Final = 2.0
_CONFLICT: Final = 409
_COLUMNS: Final = {
    "runs_id": "id",
    "runs_workflow": "workflow_name",
    "runs_status": "status",
    "runs_started": "started_at",
    "runs_duration": "duration",
}


def run(workflow: str, given: str | None, output: Output, *, follow: bool, profile: str | None) -> int:
    """Start a workflow, and with `follow` watch its steps until it ends; return the exit status."""
    connection = connect(profile)
    workflow_id = workflow_id_of(connection, workflow)
    started = connection.post(f"/v1/workflows/{workflow_id}/execute", {"input": given_input(given)})
    execution_id = str(started["execution_id"])
    if not follow:
        if output == "table":
            say(execution_id)
        else:
            show(started, output)
        return 0
    try:
        ended = _watch(connection, execution_id, output)
    except KeyboardInterrupt:
        _ask_to_cancel(connection, execution_id)
        return _INTERRUPTED
    if output != "table":
        show(ended, output)
    return 0 if ended["status"] == "success" else FAILED


def runs(
    workflow: str | None, status: str | None, limit: int, output: Output, *, profile: str | None
) -> None:
    """List runs, newest first."""
    connection = connect(profile)
    only = workflow_id_of(connection, workflow) if workflow else None
    query = {"workflow_id": only, "status": status, "limit": limit}
    lists(connection.get("/v1/executions", query), "executions", output, titled(_COLUMNS))


def show_execution(said: str, output: Output, *, data: bool, profile: str | None) -> int:
    """Print one run with its steps; with `data` what each was given and put out."""
    connection = connect(profile)
    execution_id = execution_id_of(connection, said)
    execution = connection.get(f"/v1/executions/{execution_id}")
    if data:
        execution["steps"] = list(connection.all(f"/v1/executions/{execution_id}/steps", "steps"))
    if output != "table":
        show(execution, output)
    else:
        _print_execution(execution)
    return FAILED if execution["status"] == "failed" else 0


def logs(workflow: str | None, *, follow: bool, profile: str | None) -> None:
    """Print a line per run, oldest first; with `follow` go on with those to come."""
    connection = connect(profile)
    only = workflow_id_of(connection, workflow) if workflow else None
    seen: dict[str, str] = {}
    while True:
        listed = connection.get("/v1/executions", {"workflow_id": only, "limit": 100})["executions"]
        for execution in reversed(listed):
            if seen.get(execution["id"]) != execution["status"]:
                seen[execution["id"]] = execution["status"]
                _print_line(execution)
        if not follow:
            return
        time.sleep(_LOOK_EVERY_SECONDS)


def cancel(said: str, *, profile: str | None) -> None:
    """Cancel a run."""
    connection = connect(profile)
    execution_id = execution_id_of(connection, said)
    connection.post(f"/v1/executions/{execution_id}/cancel")
    say(words("execution_cancelled", id=execution_id))


def retry(said: str, *, start: str | None, items: str | None, profile: str | None) -> None:
    """Run an execution again, whole or from a node on, of a for_each perhaps for its failed items only."""
    connection = connect(profile)
    execution_id = execution_id_of(connection, said)
    asked = {"from": start, "items": items}
    body = {name: value for name, value in asked.items() if value is not None} or None
    again = connection.post(f"/v1/executions/{execution_id}/retry", body)
    say(str(again["execution_id"]))


def _watch(connection: Connection, execution_id: str, output: Output) -> dict[str, Any]:
    last: dict[str, Any] = {}
    with live(output) as draw:
        for execution in _changes(connection, execution_id):
            last = execution
            draw(execution)
    if output == "table":
        _print_end(last)
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


class _Silent:
    """Draws nothing: a program reads."""

    def __enter__(self) -> Any:
        return _draw_nothing

    def __exit__(self, *_: object) -> None:
        """Nothing was begun."""


def _draw_nothing(_: object) -> None:
    """A program reads the end."""


class _Live:
    """A table of the steps that changes in place; where nobody looks, it is printed once."""

    def __init__(self) -> None:
        from rich.live import Live  # noqa: PLC0415  only who watches

        self._live = Live(console=console(), auto_refresh=False)

    def __enter__(self) -> Any:
        self._live.start()
        return lambda execution: self._live.update(_steps(execution), refresh=True)

    def __exit__(self, *_: object) -> None:
        self._live.stop()
        if not self._live.console.is_terminal:
            # What is printed once ends without a line's end.
            self._live.console.print()


def live(output: Output) -> Any:
    """Return where the steps of a run are drawn while it is followed: nowhere for programs."""
    return _Live() if output == "table" else _Silent()


def _steps(execution: dict[str, Any]) -> Any:
    from rich.table import Table  # noqa: PLC0415  only who watches
    from rich.text import Text  # noqa: PLC0415  likewise

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


def _print_execution(execution: dict[str, Any]) -> None:
    from rich.text import Text  # noqa: PLC0415  programs need no colours

    status = str(execution["status"])
    head = Text(f"{execution['workflow_name']}  {execution['id']}  ", style="bold")
    head.append(status, style=colour_of(status))
    head.append(f"  {execution['started_at']}", style="dim")
    console().print(head)
    if any("input" in step for step in execution["steps"]):
        _print_data(execution["steps"])
    else:
        console().print(_steps(execution))
    _print_end(execution)


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


def _print_end(execution: dict[str, Any]) -> None:
    error = execution.get("error")
    if error:
        at = error.get("node_id")
        where = words("execution_at", error=error["code"], node=at) if at else error["code"]
        complaints().print(f"{where}: ", style="red", markup=False, end="")
        complaints().print(str(error["message"]), markup=False)
    elif execution.get("status") == "success":
        say(json.dumps(execution.get("output"), ensure_ascii=False, indent=2))


def _print_line(execution: dict[str, Any]) -> None:
    from rich.text import Text  # noqa: PLC0415  programs need no colours

    status = str(execution["status"])
    line = Text(f"{execution['started_at']}  {execution['id']}  ")
    line.append(f"{status:<9}", style=colour_of(status))
    line.append(f"  {execution['workflow_name']}")
    if execution["duration"] is not None:
        line.append(f"  {execution['duration']} ms", style="dim")
    console().print(line)


def _ask_to_cancel(connection: Connection, execution_id: str) -> None:
    import typer  # noqa: PLC0415  who presses Ctrl-C is asked

    try:
        wanted = typer.confirm("\n" + words("execution_confirm", id=execution_id), default=False, err=True)
    except (typer.Abort, KeyboardInterrupt):
        wanted = False
    if not wanted:
        return
    try:
        connection.post(f"/v1/executions/{execution_id}/cancel")
    except Refused as refusal:
        if refusal.http_status != _CONFLICT:
            raise
        raise Trouble(words("execution_ended")) from refusal
