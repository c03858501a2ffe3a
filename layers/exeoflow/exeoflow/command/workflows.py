"""Commands about stored workflows: ls, get, activate, deactivate, delete."""

from pathlib import Path
from typing import Final, Literal

from exeoflow.command.catalogue import all_workflows, workflow_id_of, workflow_of
from exeoflow.command.connection import connect
from exeoflow.command.terminal import Output, lists, say, show
from exeoflow.command.words import titled, words

_COLUMNS: Final = {
    "workflows_name": "name",
    "workflows_id": "id",
    "workflows_status": "status",
    "workflows_changed": "updated_at",
}


def list_workflows(output: Output, *, status: str | None, profile: str | None) -> None:
    """List all workflows."""
    listed = all_workflows(connect(profile))
    kept = [each for each in listed if status is None or each["status"] == status]
    lists({"workflows": kept}, "workflows", output, titled(_COLUMNS))


def get_workflow(said: str, output: Output, *, file: Path | None, profile: str | None) -> None:
    """Print a workflow, or write it to a file."""
    workflow, _ = workflow_of(connect(profile), said)
    if file is None:
        show(workflow, "yaml" if output == "table" else output)
        return
    from exeoflow.command.documents.writing import write_workflow_file

    write_workflow_file(file, workflow)
    say(str(file))


def set_status(said: str, status: Literal["active", "inactive"], *, profile: str | None) -> None:
    """Let the triggers of a workflow start it, or not."""
    connection = connect(profile)
    workflow_id = workflow_id_of(connection, said)
    changed = connection.post(f"/v1/workflows/{workflow_id}/status", {"status": status})
    say(words(f"workflow_{status}", name=said))
    for webhook in changed.get("webhooks", ()):
        say(f"{webhook['node_id']}  {webhook['url']}")
        if "token" in webhook:
            say(words("workflow_token", token=webhook["token"]))
    for schedule in changed.get("schedules", ()):
        say(f"{schedule['node_id']}  {', '.join(schedule['next_runs'] or ['-'])}")


def delete_workflow(said: str, *, force: bool, profile: str | None) -> None:
    """Delete a workflow; with `force` also one that others start."""
    connection = connect(profile)
    workflow_id = workflow_id_of(connection, said)
    query = {"force": "true"} if force else None
    connection.call("DELETE", f"/v1/workflows/{workflow_id}", query=query)
    say(words("workflow_deleted", name=said))
