"""Files of workflows, without a server, or with one that `dev` starts."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from exeoflow.command.verbs.options import WORKFLOWS, Folder, Paths, Shown

verbs = typer.Typer()


@verbs.command()
def init(folder: Annotated[Path, typer.Argument(help="Where.")] = Path()) -> None:
    """Begin a folder of workflows: one with cases, a check for pull requests, words for agents."""
    from exeoflow.command import scaffold

    scaffold.init(folder)


@verbs.command()
def new(
    name: Annotated[str, typer.Argument(help="What the workflow is called.")],
    template: Annotated[
        Literal["manual", "webhook", "schedule"], typer.Option(help="How it begins.")
    ] = "manual",
    folder: Annotated[Path, typer.Option(help="Where.")] = WORKFLOWS,
) -> None:
    """Begin a workflow in a new file."""
    from exeoflow.command import scaffold

    scaffold.new(name, template, folder)


@verbs.command()
def dev(folder: Folder = WORKFLOWS, port: Annotated[int, typer.Option(help="Of the server.")] = 3000) -> None:
    """Serve on this machine, and push the folder at each save."""
    from exeoflow.command import dev

    raise typer.Exit(dev.dev(folder, port))


@verbs.command()
def validate(
    paths: Paths = None,
    form: Annotated[
        Literal["text", "github", "json"], typer.Option("--format", help="How to print faults.")
    ] = "text",
) -> None:
    """Check workflows without a server: every fault, with its line."""
    from exeoflow.command import offline

    raise typer.Exit(offline.validate(paths or [WORKFLOWS], form))


@verbs.command("compile")
def compile_command(
    path: Annotated[Path, typer.Argument(help="A workflow.")], output: Shown = "json"
) -> None:
    """Print the state machine of a workflow, which state is which node, and the budgets."""
    from exeoflow.command import offline

    raise typer.Exit(offline.compile_one(path, output))


@verbs.command()
def cost(paths: Paths = None, output: Shown = "table") -> None:
    """Print what runs cost at least and at most, and what limits they come near."""
    from exeoflow.command import offline

    raise typer.Exit(offline.cost(paths or [WORKFLOWS], output))


@verbs.command()
def graph(
    path: Annotated[Path, typer.Argument(help="A workflow.")],
    as_svg: Annotated[
        bool, typer.Option("--svg/--mermaid", help="As a drawing, or as text that becomes one.")
    ] = False,
) -> None:
    """Print the picture of a workflow."""
    from exeoflow.command import offline

    raise typer.Exit(offline.graph(path, as_svg=as_svg))


@verbs.command("test")
def run_cases(
    paths: Paths = None,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit report there.")] = None,
    only: Annotated[str | None, typer.Option("-k", help="Only cases with this in their name.")] = None,
) -> None:
    """Run the cases of workflows on this machine, in no time and without a server."""
    from exeoflow.command.cases import command

    raise typer.Exit(command.run_all(paths or [WORKFLOWS], junit, only=only))
