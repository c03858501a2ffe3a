"""`python -m local backup FILE`: a consistent copy of a server's state, also while it runs."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from local.state.folder import DATABASE


def main(arguments: Sequence[str]) -> int:
    """Write the copy and return the exit status."""
    options = _parser().parse_args(arguments)
    state = options.data / DATABASE
    if not state.is_file():
        sys.stderr.write(f"There is no state in {options.data}: name its folder by --data.\n")
        return 1
    try:
        _copy(state, options.file)
    except (sqlite3.Error, OSError) as error:
        sys.stderr.write(f"The backup {options.file} cannot be written: {error}\n")
        return 1
    sys.stdout.write(f"{options.file}: {options.file.stat().st_size:,} bytes\n")
    return 0


def _copy(state: Path, file: Path) -> None:
    file.touch(mode=0o600, exist_ok=False)  # an earlier backup is never overwritten
    source = sqlite3.connect(f"{state.resolve().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(file)) as copy:
        source.backup(copy)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local backup", description="Copy the state of a local server, also while it runs."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy, which must not exist")
    parser.add_argument(
        "--data", type=Path, default=Path(".exeoflow"), help="folder of the state (default: .exeoflow)"
    )
    return parser
