"""Arguments and options that several verbs have."""

from pathlib import Path
from typing import Annotated, Final

import typer

from exeoflow.command.terminal import Output

Folder = Annotated[Path, typer.Argument(help="The folder of the workflows.")]
Paths = Annotated[
    list[Path] | None, typer.Argument(help="Files and folders; without any, the folder `workflows`.")
]
Profile = Annotated[str | None, typer.Option("--profile", help="A server of `exeoflow login`.")]
Shown = Annotated[Output, typer.Option("--output", "-o", help="How to print: table, json or yaml.")]
Name = Annotated[str, typer.Argument(help="A name, an id, or the beginning of one.")]
Run = Annotated[str, typer.Argument(help="The id of a run, its beginning, or `last`.")]
Secret = Annotated[str, typer.Argument(help="The name or the id of credentials.")]
Files = Annotated[
    list[str] | None, typer.Option("--file", help="FIELD=FILE: a value is what is in the file.")
]

WORKFLOWS: Final = Path("workflows")
"""Where a folder of workflows is, unless it is said."""
