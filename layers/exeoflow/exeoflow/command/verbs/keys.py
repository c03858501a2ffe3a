"""API keys of the workspace."""

from typing import Annotated

import typer

from exeoflow.command.verbs.options import Profile, Shown

verbs = typer.Typer(help="API keys of the workspace.", no_args_is_help=True)


@verbs.command("list")
def list_keys(output: Shown = "table", profile: Profile = None) -> None:
    """List the keys."""
    from exeoflow.command import keys

    keys.list_keys(output, profile=profile)


@verbs.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[list[str] | None, typer.Option(help="A permission; all of your own without.")] = None,
    expires: Annotated[str | None, typer.Option(help="A time, as in 2030-01-31T00:00:00Z.")] = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Make a key and print its secret, this once."""
    from exeoflow.command import keys

    keys.create_key(name, scope or [], expires, output, profile=profile)


@verbs.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(help="As `keys list` shows it.")], profile: Profile = None
) -> None:
    """Make a key invalid for ever."""
    from exeoflow.command import keys

    keys.revoke_key(key_id, profile=profile)
