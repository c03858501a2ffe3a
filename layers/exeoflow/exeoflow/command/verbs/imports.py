"""Workflows of other systems."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from exeoflow.command.verbs.options import Profile, Shown

verbs = typer.Typer(help="Workflows of other systems.", no_args_is_help=True)

Into: TypeAlias = Annotated[Path | None, typer.Option(help="Write files there; onto the server otherwise.")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Only say what would become of them.")]
Force: TypeAlias = Annotated[bool, typer.Option(help="Also over files that are there.")]


def _add_verb(form: str, purpose: str, files: str) -> None:
    """Add the verb of a format; all of them have the same options."""

    @verbs.command(form, help=purpose)
    def import_files(  # noqa: PLR0913, PLR0917  its options
        paths: Annotated[list[Path], typer.Argument(help=files)],
        into: Into = None,
        dry_run: DryRun = False,
        force: Force = False,
        output: Shown = "table",
        profile: Profile = None,
    ) -> None:
        from exeoflow.command.imports import command
        from exeoflow.importers.answers import ImportFormat

        wishes = command.Wishes(ImportFormat(form), into, dry_run, force)
        raise typer.Exit(command.import_files(paths, wishes, output, profile=profile))


_add_verb(
    "n8n",
    "Make workflows of n8n's exports, and say of each node how far it means the same.",
    "Exports, or folders of them.",
)
_add_verb(
    "asl",
    "Make workflows of state machines of Step Functions, and say of each state how far it means the same.",
    "Definitions of state machines, or folders of them.",
)
