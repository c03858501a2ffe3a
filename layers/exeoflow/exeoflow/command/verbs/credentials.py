"""Secrets that nodes name."""

from typing import Annotated

import typer

from exeoflow.command.verbs.options import Files, Profile, Secret, Shown

verbs = typer.Typer(help="Secrets that nodes name by their id.", no_args_is_help=True)


@verbs.command("ls")
def list_credentials(output: Shown = "table", profile: Profile = None) -> None:
    """List them; their values can be read by nobody."""
    from exeoflow.command import credentials

    credentials.list_credentials(output, profile=profile)


@verbs.command("set")
def set_credential(  # noqa: PLR0913, PLR0917  its options
    name: Annotated[str, typer.Argument(help="What to call it.")],
    kind: Annotated[str, typer.Option("--type", help="basic, bearer, header, query, digest, ...")],
    host: Annotated[
        list[str] | None, typer.Option(help="A host that it may be sent to; any without.")
    ] = None,
    file: Files = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Keep a secret; its values are asked for, or piped in as JSON."""
    from exeoflow.command import credentials

    credentials.set_credential(name, kind, host or [], file or [], output, profile=profile)


@verbs.command("rotate")
def rotate_credential(name: Secret, file: Files = None, profile: Profile = None) -> None:
    """Replace the values; they are asked for, or piped in as JSON."""
    from exeoflow.command import credentials

    credentials.rotate_credential(name, file or [], profile=profile)


@verbs.command("test")
def try_credential(
    name: Secret,
    url: Annotated[str, typer.Argument(help="Where to send one GET.")],
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Try them by one request; exit status 1 where they are not accepted."""
    from exeoflow.command import credentials

    raise typer.Exit(credentials.try_credential(name, url, output, profile=profile))


@verbs.command("rm")
def remove_credential(
    name: Secret,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    force: Annotated[bool, typer.Option(help="Also if workflows name them.")] = False,
    profile: Profile = None,
) -> None:
    """Delete them."""
    from exeoflow.command import credentials
    from exeoflow.command.words import words

    if not yes:
        typer.confirm(words("credentials_confirm", name=name), abort=True)
    credentials.remove_credential(name, force=force, profile=profile)
