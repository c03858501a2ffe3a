"""Draws a session at a terminal for the docs: `python -m tests.integration.command.picture FILE.svg`.

What it shows is what the commands print, from a folder of its own and a server of its own.
"""

import io
import re
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from tests.e2e.local_server import running
from tests.integration.command.conftest import Shell

_COLUMNS: Final = 108
_FILE: Final = "workflows/hello.yaml"


def main(target: Path) -> None:
    """Run the session, and write its picture."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder, running("--data", f"{folder}/state") as server:
        terminal = _Terminal(Shell(Path(folder), server.url), console)
        terminal.says("init")
        terminal.breaks("$trigger", "$trigge")
        terminal.says("validate", "workflows")
        terminal.breaks("$trigge", "$trigger")
        terminal.says("test", "workflows")
        terminal.says("push", "-m", "Greet everybody")
        terminal.says("run", "Hello", "-i", '{"name": "Ada"}')
        terminal.says("show", "last", "--data")
    target.write_text(_without_fonts(console.export_svg(title="exeoflow")), encoding="utf-8")


def _without_fonts(svg: str) -> str:
    """Leave out the fonts that whoever looks would load from elsewhere."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


class _Terminal:
    """Types commands and keeps what they answer, in its colours."""

    def __init__(self, shell: Shell, console: Console) -> None:
        self._shell = shell
        self._console = console

    def says(self, *arguments: str) -> None:
        """Run a command of exeoflow."""
        self._type(f"exeoflow {shlex.join(arguments)}")
        done = self._shell(*arguments, FORCE_COLOR="1", COLUMNS=str(_COLUMNS))
        for line in (done.stderr + done.stdout).splitlines():
            self._console.print(Text.from_ansi(line))

    def breaks(self, before: str, after: str) -> None:
        """Change the workflow by hand."""
        self._type(f"sed -i 's/\\{before}/\\{after}/' {_FILE}")
        self._shell.write(_FILE, self._shell.read(_FILE).replace(before, after))

    def _type(self, line: str) -> None:
        self._console.print(Text.assemble(("$ ", "bold green"), (line, "bold")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
