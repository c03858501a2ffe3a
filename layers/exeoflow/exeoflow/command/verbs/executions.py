"""Runs of workflows: starting, looking, ending, answering."""

from typing import Annotated

import typer

from exeoflow.command.verbs.options import Name, Profile, Run, Shown

verbs = typer.Typer()


@verbs.command("run")
def run_command(
    name: Name,
    given: Annotated[
        str | None, typer.Option("--input", "-i", help="JSON, @FILE, or - for what is piped in.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Watch its steps until it ends.")] = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Start a workflow."""
    from exeoflow.command.executions import command

    raise typer.Exit(command.run(name, given, output, follow=follow, profile=profile))


@verbs.command()
def runs(
    workflow: Annotated[str | None, typer.Option("--workflow", "-w", help="Only of this one.")] = None,
    status: Annotated[str | None, typer.Option(help="running, success, failed or cancelled.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many.")] = 20,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """List runs, newest first."""
    from exeoflow.command.executions import command

    command.runs(workflow, status, limit, output, profile=profile)


@verbs.command()
def show(
    run: Run,
    data: Annotated[bool, typer.Option("--data", help="Also what each step was given and put out.")] = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Print a run with its steps."""
    from exeoflow.command.executions import command

    raise typer.Exit(command.show_execution(run, output, data=data, profile=profile))


@verbs.command()
def logs(
    workflow: Annotated[str | None, typer.Option("--workflow", "-w", help="Only of this one.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with those to come.")] = False,
    profile: Profile = None,
) -> None:
    """Print a line per run, oldest first."""
    from exeoflow.command.executions import command

    command.logs(workflow, follow=follow, profile=profile)


@verbs.command()
def cancel(run: Run, profile: Profile = None) -> None:
    """Cancel a run."""
    from exeoflow.command.executions import command

    command.cancel(run, profile=profile)


@verbs.command()
def retry(
    run: Run,
    start: Annotated[
        str | None, typer.Option("--from", help="A node: what ran before keeps its outputs.")
    ] = None,
    failed_items: Annotated[
        bool, typer.Option("--failed-items", help="Of a for_each: items that succeeded are not run again.")
    ] = False,
    profile: Profile = None,
) -> None:
    """Run again what has ended."""
    from exeoflow.command.executions import command

    command.retry(run, start=start, items="failed" if failed_items else None, profile=profile)


@verbs.command()
def approve(
    run: Run,
    node: Annotated[str | None, typer.Option(help="Which node, if several wait.")] = None,
    reject: Annotated[bool, typer.Option("--reject", help="Reject it.")] = False,
    data: Annotated[str | None, typer.Option(help="JSON that goes along.")] = None,
    profile: Profile = None,
) -> None:
    """Answer what a run waits for."""
    from exeoflow.command import approvals

    approvals.approve(run, node=node, reject=reject, data=data, profile=profile)
