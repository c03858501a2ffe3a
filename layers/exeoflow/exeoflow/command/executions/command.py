"""Commands about runs: run, runs, show, logs, cancel, retry."""

import time
from typing import Final

from exeoflow.command.catalogue import execution_id_of, workflow_id_of
from exeoflow.command.connection import connect
from exeoflow.command.executions.following import watch
from exeoflow.command.executions.showing import print_execution, print_line
from exeoflow.command.inputs import given_input
from exeoflow.command.terminal import Output, lists, say, show
from exeoflow.command.words import titled, words
from exeoflow.remote.connection import Connection
from exeoflow.remote.trouble import FAILED, Refused, Trouble

_INTERRUPTED: Final = 130
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
        ended = watch(connection, execution_id, output)
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
        print_execution(execution)
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
                print_line(execution)
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


def _ask_to_cancel(connection: Connection, execution_id: str) -> None:
    import typer

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
