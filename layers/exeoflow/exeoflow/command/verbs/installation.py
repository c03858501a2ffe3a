"""What is installed here: whether all is there, the tools it serves to agents, its version."""

import typer

from exeoflow.command.verbs.options import Profile
from exeoflow.remote.trouble import Trouble

verbs = typer.Typer()


@verbs.command()
def doctor(profile: Profile = None) -> None:
    """Look whether all is there that the other commands need."""
    from exeoflow.command import doctor

    raise typer.Exit(doctor.doctor(profile))


@verbs.command()
def mcp(profile: Profile = None) -> None:
    """Serve tools for agents on standard input and output (needs exeoflow[mcp])."""
    try:
        from exeoflow.command.agents.server import serve
    except ModuleNotFoundError as error:
        from exeoflow.command.words import words

        raise Trouble(words("mcp_missing", module=error.name)) from error

    serve(profile)


@verbs.command()
def version() -> None:
    """Print the version."""
    from importlib import metadata

    typer.echo(metadata.version("exeoflow"))
