"""Servers that are known here: login, profile, open."""

from typing import Annotated

import typer

from exeoflow.command.verbs.options import Profile

verbs = typer.Typer()


@verbs.command()
def login(
    url: Annotated[str, typer.Argument(help="The address of the API.")],
    name: Annotated[str, typer.Option("--name", help="What to call this server here.")] = "default",
    key: Annotated[
        str | None, typer.Option("--key", envvar="EXEOFLOW_KEY", help="The key; asked for otherwise.")
    ] = None,
) -> None:
    """Keep the address of a server and a key for it."""
    from exeoflow.command import profiles

    profiles.login(url, name, key)


@verbs.command()
def profile(
    name: Annotated[str | None, typer.Argument(help="The one to use from now on.")] = None,
) -> None:
    """List the servers that are known here, or choose one."""
    from exeoflow.command import profiles

    profiles.show_profiles(name)


@verbs.command("open")
def open_console(
    name: Annotated[str | None, typer.Argument(help="A workflow to open.")] = None,
    prints: Annotated[bool, typer.Option("--print", help="Print the address instead.")] = False,
    profile: Profile = None,
) -> None:
    """Open the console in a browser."""
    from exeoflow.command import profiles

    profiles.open_console(name, prints=prints, profile=profile)
