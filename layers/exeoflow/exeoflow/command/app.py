"""The command `exeoflow`: its verbs, put together in the order in which the help shows them."""

import sys
from pathlib import Path
from typing import Final

import typer

from exeoflow.command.terminal import harmless
from exeoflow.command.verbs import (
    credentials,
    executions,
    files,
    imports,
    installation,
    keys,
    servers,
    synchronize,
    workflows,
)
from exeoflow.remote.trouble import MISUSED, Trouble

app = typer.Typer(
    help="Workflows as files and as what runs: validate, test, push, run, look.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _room in (servers, files, workflows, executions, synchronize, installation):
    app.add_typer(_room.verbs)
app.add_typer(keys.verbs, name="keys")
app.add_typer(credentials.verbs, name="credentials")
app.add_typer(imports.verbs, name="import")

_CHECKOUT: Final = Path(__file__).parents[4]


def main() -> None:
    """Run the command that the arguments say; what cannot be done is one line."""
    if (_CHECKOUT / "local" / "embedded").is_dir():
        sys.path.append(str(_CHECKOUT))  # the local stack, which `test` and `dev` run
    try:
        app()
    except Trouble as trouble:
        sys.stderr.write(f"{harmless(str(trouble))}\n")
        sys.exit(trouble.status)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `exeoflow ls | head`
        sys.exit(MISUSED)
