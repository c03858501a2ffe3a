"""Workflows of other systems."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from exeoflow.command.verbs.options import Profile, Shown

verbs = typer.Typer(help="Workflows of other systems.", no_args_is_help=True)

Into: TypeAlias = Annotated[Path | None, typer.Option(help="Write files there; onto the server otherwise.")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Only say what would become of them.")]
Force: TypeAlias = Annotated[bool, typer.Option(help="Also over files that are there.")]


@verbs.command("n8n")
def import_n8n(  # noqa: PLR0913, PLR0917  its options
    paths: Annotated[list[Path], typer.Argument(help="Exports, or folders of them.")],
    into: Into = None,
    dry_run: DryRun = False,
    force: Force = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Make workflows of n8n's exports, and say of each node how far it means the same."""
    from exeoflow.command.imports import command
    from exeoflow.importers.answers import ImportFormat

    wishes = command.Wishes(ImportFormat.N8N, into, dry_run, force)
    raise typer.Exit(command.import_files(paths, wishes, output, profile=profile))


@verbs.command("asl")
def import_asl(  # noqa: PLR0913, PLR0917  its options
    paths: Annotated[list[Path], typer.Argument(help="Definitions of state machines, or folders of them.")],
    into: Into = None,
    dry_run: DryRun = False,
    force: Force = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Make workflows of state machines of Step Functions, and say of each state how far it means the same."""
    from exeoflow.command.imports import command
    from exeoflow.importers.answers import ImportFormat

    wishes = command.Wishes(ImportFormat.ASL, into, dry_run, force)
    raise typer.Exit(command.import_files(paths, wishes, output, profile=profile))
