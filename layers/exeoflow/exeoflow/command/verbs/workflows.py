"""Workflows of a server."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from exeoflow.command.verbs.options import Name, Profile, Shown

verbs = typer.Typer()


@verbs.command()
def ls(
    status: Annotated[Literal["active", "inactive"] | None, typer.Option(help="Only these.")] = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """List the workflows of a server."""
    from exeoflow.command import workflows

    workflows.list_workflows(output, status=status, profile=profile)


@verbs.command()
def get(
    name: Name,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Write it there.")] = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Print a workflow, or write it to a file."""
    from exeoflow.command import workflows

    workflows.get_workflow(name, output, file=file, profile=profile)


@verbs.command()
def activate(name: Name, profile: Profile = None) -> None:
    """Let the triggers of a workflow start it."""
    from exeoflow.command import workflows

    workflows.set_status(name, "active", profile=profile)


@verbs.command()
def deactivate(name: Name, profile: Profile = None) -> None:
    """Let the triggers of a workflow start it no more."""
    from exeoflow.command import workflows

    workflows.set_status(name, "inactive", profile=profile)


@verbs.command()
def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    force: Annotated[bool, typer.Option(help="Also if others start it.")] = False,
    profile: Profile = None,
) -> None:
    """Delete a workflow."""
    from exeoflow.command import workflows
    from exeoflow.command.words import words

    if not yes:
        typer.confirm(words("workflow_confirm", name=name), abort=True)
    workflows.delete_workflow(name, force=force, profile=profile)
