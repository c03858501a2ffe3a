"""Workflows of other systems."""

from pathlib import Path
from typing import Annotated

import typer

from exeoflow.command.verbs.options import Profile, Shown

verbs = typer.Typer(help="Workflows of other systems.", no_args_is_help=True)


@verbs.command("n8n")
def import_n8n(  # noqa: PLR0913, PLR0917  its options
    paths: Annotated[list[Path], typer.Argument(help="Exports, or folders of them.")],
    into: Annotated[Path | None, typer.Option(help="Write files there; onto the server otherwise.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would become of them.")] = False,
    force: Annotated[bool, typer.Option(help="Also over files that are there.")] = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Make workflows of n8n's exports, and say of each node how far it means the same."""
    from exeoflow.command.imports import command

    wishes = command.Wishes(into, dry_run, force)
    raise typer.Exit(command.import_n8n(paths, wishes, output, profile=profile))


@verbs.callback()
def _of_other_systems() -> None:
    """Workflows of other systems."""  # keeps `n8n` a word of its own while it is the only one
