"""A folder and a server, brought to the same."""

import sys
from typing import Annotated, Literal

import typer

from exeoflow.command.verbs.options import WORKFLOWS, Folder, Profile

verbs = typer.Typer()


@verbs.command()
def pull(
    folder: Folder = WORKFLOWS,
    force: Annotated[bool, typer.Option(help="Also over what changed here.")] = False,
    suffix: Annotated[Literal[".yaml", ".json"], typer.Option("--as", help="How new files end.")] = ".yaml",
    profile: Profile = None,
) -> None:
    """Write a server's workflows into a folder."""
    from exeoflow.command.synchronize import command

    raise typer.Exit(command.pull(folder, force=force, suffix=suffix, profile=profile))


@verbs.command()
def diff(
    folder: Folder = WORKFLOWS,
    check: Annotated[bool, typer.Option(help="A difference is a failure.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also what is only on the server.")] = False,
    profile: Profile = None,
) -> None:
    """Print how a folder and a server differ: by node and connection."""
    from exeoflow.command.synchronize import command

    raise typer.Exit(command.diff(folder, check=check, everything=everything, profile=profile))


@verbs.command()
def push(  # noqa: PLR0913, PLR0917  its options
    folder: Folder = WORKFLOWS,
    prune: Annotated[bool, typer.Option(help="Delete what lost its file.")] = False,
    force: Annotated[bool, typer.Option(help="Also over what changed on the server.")] = False,
    check: Annotated[bool, typer.Option(help="Write nothing; a difference is a failure.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before deleting.")] = False,
    comment: Annotated[str, typer.Option("--message", "-m", help="Why, for the list of revisions.")] = "",
    managed: Annotated[bool, typer.Option(help="From now on only a push changes them.")] = False,
    profile: Profile = None,
) -> None:
    """Write a folder's workflows onto a server; all are checked before the first is written."""
    from exeoflow.command.synchronize import command
    from exeoflow.command.synchronize.push import Wishes

    if check:
        raise typer.Exit(command.diff(folder, check=True, everything=False, profile=profile))
    if prune and not yes and sys.stdin.isatty():
        from exeoflow.command.words import words

        typer.confirm(words("prune_confirm"), abort=True)
    raise typer.Exit(command.push(folder, Wishes(force, prune, comment, managed), profile=profile))
