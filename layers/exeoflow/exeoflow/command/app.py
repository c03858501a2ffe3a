"""What commands there are. Each imports what it needs when it runs: the help needs none of it."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from exeoflow.remote.trouble import MISUSED, Trouble

Output = Literal["table", "json", "yaml"]

app = typer.Typer(
    help="Workflows as files and as what runs: validate, test, push, run, look.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
keys = typer.Typer(help="API keys of the workspace.", no_args_is_help=True)
app.add_typer(keys, name="keys")
credentials = typer.Typer(help="Secrets that nodes name by their id.", no_args_is_help=True)
app.add_typer(credentials, name="credentials")
imports = typer.Typer(help="Workflows of other systems.", no_args_is_help=True)
app.add_typer(imports, name="import")

Folder = Annotated[Path, typer.Argument(help="The folder of the workflows.")]
Paths = Annotated[list[Path], typer.Argument(help="Files and folders.")]
Profile = Annotated[str | None, typer.Option("--profile", help="A server of `exeoflow login`.")]
Shown = Annotated[Output, typer.Option("--output", "-o", help="How to print: table, json or yaml.")]
Name = Annotated[str, typer.Argument(help="A name, an id, or the beginning of one.")]
Run = Annotated[str, typer.Argument(help="The id of a run, its beginning, or `last`.")]
Secret = Annotated[str, typer.Argument(help="The name or the id of credentials.")]
Files = Annotated[
    list[str] | None, typer.Option("--file", help="FIELD=FILE: a value is what is in the file.")
]
_WORKFLOWS = Path("workflows")
_CHECKOUT = Path(__file__).parents[4]


@app.command()
def login(
    url: Annotated[str, typer.Argument(help="The address of the API.")],
    name: Annotated[str, typer.Option("--name", help="What to call this server here.")] = "default",
    key: Annotated[
        str | None, typer.Option("--key", envvar="EXEOFLOW_KEY", help="The key; asked for otherwise.")
    ] = None,
) -> None:
    """Keep the address of a server and a key for it."""
    from exeoflow.command.profiles import login as run

    run(url, name, key)


@app.command()
def profile(
    name: Annotated[str | None, typer.Argument(help="The one to use from now on.")] = None,
) -> None:
    """List the servers that are known here, or choose one."""
    from exeoflow.command.profiles import show_profiles

    show_profiles(name)


@app.command("open")
def open_console(
    name: Annotated[str | None, typer.Argument(help="A workflow to open.")] = None,
    prints: Annotated[bool, typer.Option("--print", help="Print the address instead.")] = False,
    profile: Profile = None,
) -> None:
    """Open the console in a browser."""
    from exeoflow.command.profiles import open_console as run

    run(name, prints=prints, profile=profile)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where.")] = Path()) -> None:
    """Begin a folder of workflows: one with cases, a check for pull requests, words for agents."""
    from exeoflow.command.scaffold import init as run

    run(folder)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the workflow is called.")],
    template: Annotated[
        Literal["manual", "webhook", "schedule"], typer.Option(help="How it begins.")
    ] = "manual",
    folder: Annotated[Path, typer.Option(help="Where.")] = _WORKFLOWS,
) -> None:
    """Begin a workflow in a new file."""
    from exeoflow.command.scaffold import new as run

    run(name, template, folder)


@app.command()
def dev(
    folder: Folder = _WORKFLOWS, port: Annotated[int, typer.Option(help="Of the server.")] = 3000
) -> None:
    """Serve on this machine, and push the folder at each save."""
    from exeoflow.command.dev import dev as run

    raise typer.Exit(run(folder, port))


@app.command()
def validate(
    paths: Paths,
    form: Annotated[
        Literal["text", "github", "json"], typer.Option("--format", help="How to print faults.")
    ] = "text",
) -> None:
    """Check workflows without a server: every fault, with its line."""
    from exeoflow.command.offline import validate as run

    raise typer.Exit(run(paths, form))


@app.command("compile")
def compile_command(
    path: Annotated[Path, typer.Argument(help="A workflow.")], output: Shown = "json"
) -> None:
    """Print the state machine of a workflow, which state is which node, and the budgets."""
    from exeoflow.command.offline import compile_one

    raise typer.Exit(compile_one(path, output))


@app.command()
def cost(paths: Paths, output: Shown = "table") -> None:
    """Print what runs cost at least and at most, and what limits they come near."""
    from exeoflow.command.offline import cost as run

    raise typer.Exit(run(paths, output))


@app.command()
def graph(
    path: Annotated[Path, typer.Argument(help="A workflow.")],
    as_svg: Annotated[
        bool, typer.Option("--svg/--mermaid", help="As a drawing, or as text that becomes one.")
    ] = False,
) -> None:
    """Print the picture of a workflow."""
    from exeoflow.command.offline import graph as run

    raise typer.Exit(run(path, as_svg=as_svg))


@app.command("test")
def run_cases(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders with cases.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit report there.")] = None,
    only: Annotated[str | None, typer.Option("-k", help="Only cases with this in their name.")] = None,
) -> None:
    """Run the cases of workflows on this machine, in no time and without a server."""
    from exeoflow.command.cases.command import run_all

    raise typer.Exit(run_all(paths or [_WORKFLOWS], junit, only=only))


@app.command()
def ls(
    status: Annotated[Literal["active", "inactive"] | None, typer.Option(help="Only these.")] = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """List the workflows of a server."""
    from exeoflow.command.workflows import list_workflows

    list_workflows(output, status=status, profile=profile)


@app.command()
def get(
    name: Name,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Write it there.")] = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Print a workflow, or write it to a file."""
    from exeoflow.command.workflows import get_workflow

    get_workflow(name, output, file=file, profile=profile)


@app.command()
def activate(name: Name, profile: Profile = None) -> None:
    """Let the triggers of a workflow start it."""
    from exeoflow.command.workflows import set_status

    set_status(name, "active", profile=profile)


@app.command()
def deactivate(name: Name, profile: Profile = None) -> None:
    """Let the triggers of a workflow start it no more."""
    from exeoflow.command.workflows import set_status

    set_status(name, "inactive", profile=profile)


@app.command()
def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    force: Annotated[bool, typer.Option(help="Also if others start it.")] = False,
    profile: Profile = None,
) -> None:
    """Delete a workflow."""
    from exeoflow.command.workflows import delete_workflow

    if not yes:
        from exeoflow.command.words import words

        typer.confirm(words("workflow_confirm", name=name), abort=True)
    delete_workflow(name, force=force, profile=profile)


@app.command("run")
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
    from exeoflow.command.executions import run

    raise typer.Exit(run(name, given, output, follow=follow, profile=profile))


@app.command()
def runs(
    workflow: Annotated[str | None, typer.Option("--workflow", "-w", help="Only of this one.")] = None,
    status: Annotated[str | None, typer.Option(help="running, success, failed or cancelled.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many.")] = 20,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """List runs, newest first."""
    from exeoflow.command.executions import runs as run

    run(workflow, status, limit, output, profile=profile)


@app.command()
def show(
    run: Run,
    data: Annotated[bool, typer.Option("--data", help="Also what each step was given and put out.")] = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Print a run with its steps."""
    from exeoflow.command.executions import show_execution

    raise typer.Exit(show_execution(run, output, data=data, profile=profile))


@app.command()
def logs(
    workflow: Annotated[str | None, typer.Option("--workflow", "-w", help="Only of this one.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with those to come.")] = False,
    profile: Profile = None,
) -> None:
    """Print a line per run, oldest first."""
    from exeoflow.command.executions import logs as run

    run(workflow, follow=follow, profile=profile)


@app.command()
def cancel(run: Run, profile: Profile = None) -> None:
    """Cancel a run."""
    from exeoflow.command.executions import cancel as cancel_run

    cancel_run(run, profile=profile)


@app.command()
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
    from exeoflow.command.executions import retry as again

    again(run, start=start, items="failed" if failed_items else None, profile=profile)


@app.command()
def approve(
    run: Run,
    node: Annotated[str | None, typer.Option(help="Which node, if several wait.")] = None,
    reject: Annotated[bool, typer.Option("--reject", help="Reject it.")] = False,
    data: Annotated[str | None, typer.Option(help="JSON that goes along.")] = None,
    profile: Profile = None,
) -> None:
    """Answer what a run waits for."""
    from exeoflow.command.approvals import approve as run_command

    run_command(run, node=node, reject=reject, data=data, profile=profile)


@app.command()
def pull(
    folder: Folder = _WORKFLOWS,
    force: Annotated[bool, typer.Option(help="Also over what changed here.")] = False,
    suffix: Annotated[Literal[".yaml", ".json"], typer.Option("--as", help="How new files end.")] = ".yaml",
    profile: Profile = None,
) -> None:
    """Write a server's workflows into a folder."""
    from exeoflow.command.synchronize.command import pull as run

    raise typer.Exit(run(folder, force=force, suffix=suffix, profile=profile))


@app.command()
def diff(
    folder: Folder = _WORKFLOWS,
    check: Annotated[bool, typer.Option(help="A difference is a failure.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also what is only on the server.")] = False,
    profile: Profile = None,
) -> None:
    """Print how a folder and a server differ: by node and connection."""
    from exeoflow.command.synchronize.command import diff as run

    raise typer.Exit(run(folder, check=check, everything=everything, profile=profile))


@app.command()
def push(  # noqa: PLR0913, PLR0917  its options
    folder: Folder = _WORKFLOWS,
    prune: Annotated[bool, typer.Option(help="Delete what lost its file.")] = False,
    force: Annotated[bool, typer.Option(help="Also over what changed on the server.")] = False,
    check: Annotated[bool, typer.Option(help="Write nothing; a difference is a failure.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before deleting.")] = False,
    comment: Annotated[str, typer.Option("--message", "-m", help="Why, for the list of revisions.")] = "",
    managed: Annotated[bool, typer.Option(help="From now on only a push changes them.")] = False,
    profile: Profile = None,
) -> None:
    """Write a folder's workflows onto a server; all are checked before the first is written."""
    from exeoflow.command.synchronize.command import diff as compare
    from exeoflow.command.synchronize.command import push as run
    from exeoflow.command.synchronize.push import Wishes

    if check:
        raise typer.Exit(compare(folder, check=True, everything=False, profile=profile))
    if prune and not yes and sys.stdin.isatty():
        from exeoflow.command.words import words

        typer.confirm(words("prune_confirm"), abort=True)
    raise typer.Exit(run(folder, Wishes(force, prune, comment, managed), profile=profile))


@app.command()
def doctor(profile: Profile = None) -> None:
    """Look whether all is there that the other commands need."""
    from exeoflow.command.doctor import doctor as run

    raise typer.Exit(run(profile))


@app.command()
def mcp(profile: Profile = None) -> None:
    """Serve tools for agents on standard input and output (needs exeoflow[mcp])."""
    try:
        from exeoflow.command.agents.server import serve
    except ModuleNotFoundError as error:
        from exeoflow.command.words import words

        raise Trouble(words("mcp_missing", module=error.name)) from error

    serve(profile)


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as version_of

    typer.echo(version_of("exeoflow"))


@keys.command("list")
def list_keys(output: Shown = "table", profile: Profile = None) -> None:
    """List the keys."""
    from exeoflow.command.keys import list_keys as run

    run(output, profile=profile)


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[list[str] | None, typer.Option(help="A permission; all of your own without.")] = None,
    expires: Annotated[str | None, typer.Option(help="A time, as in 2030-01-31T00:00:00Z.")] = None,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Make a key and print its secret, this once."""
    from exeoflow.command.keys import create_key as run

    run(name, scope or [], expires, output, profile=profile)


@keys.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(help="As `keys list` shows it.")], profile: Profile = None
) -> None:
    """Make a key invalid for ever."""
    from exeoflow.command.keys import revoke_key as run

    run(key_id, profile=profile)


@credentials.command("ls")
def list_credentials(output: Shown = "table", profile: Profile = None) -> None:
    """List them; their values can be read by nobody."""
    from exeoflow.command.credentials import list_credentials as run

    run(output, profile=profile)


@credentials.command("set")
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
    from exeoflow.command.credentials import set_credential as run

    run(name, kind, host or [], file or [], output, profile=profile)


@credentials.command("rotate")
def rotate_credential(name: Secret, file: Files = None, profile: Profile = None) -> None:
    """Replace the values; they are asked for, or piped in as JSON."""
    from exeoflow.command.credentials import rotate_credential as run

    run(name, file or [], profile=profile)


@credentials.command("test")
def try_credential(
    name: Secret,
    url: Annotated[str, typer.Argument(help="Where to send one GET.")],
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Try them by one request; exit status 1 where they are not accepted."""
    from exeoflow.command.credentials import try_credential as run

    raise typer.Exit(run(name, url, output, profile=profile))


@credentials.command("rm")
def remove_credential(
    name: Secret,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    force: Annotated[bool, typer.Option(help="Also if workflows name them.")] = False,
    profile: Profile = None,
) -> None:
    """Delete them."""
    from exeoflow.command.credentials import remove_credential as run
    from exeoflow.command.words import words

    if not yes:
        typer.confirm(words("credentials_confirm", name=name), abort=True)
    run(name, force=force, profile=profile)


@imports.command("n8n")
def import_n8n(  # noqa: PLR0913, PLR0917  its options
    paths: Annotated[list[Path], typer.Argument(help="Exports, or folders of them.")],
    into: Annotated[Path | None, typer.Option(help="Write files there; onto the server otherwise.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would become of them.")] = False,
    force: Annotated[bool, typer.Option(help="Also over files that are there.")] = False,
    output: Shown = "table",
    profile: Profile = None,
) -> None:
    """Make workflows of n8n's exports, and say of each node how far it means the same."""
    from exeoflow.command.imports.command import Wishes
    from exeoflow.command.imports.command import import_n8n as run

    raise typer.Exit(run(paths, Wishes(into, dry_run, force), output, profile=profile))


@imports.callback()
def _of_other_systems() -> None:
    """Workflows of other systems."""  # keeps `n8n` a word of its own while it is the only one


def main() -> None:
    """Run the command that the arguments say; what cannot be done is one line."""
    if (_CHECKOUT / "local" / "embedded").is_dir():
        sys.path.append(str(_CHECKOUT))  # the local stack, which `test` and `dev` run
    try:
        app()
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        sys.exit(trouble.status)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `exeoflow ls | head`
        sys.exit(MISUSED)
