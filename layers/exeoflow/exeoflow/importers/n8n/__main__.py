"""`python -m exeoflow.importers.n8n FILE|-`: imports an export of n8n.

Prints `workflow` and `report`, or `diagnostics` and exits with status 1.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from exeoflow.diagnostics import render
from exeoflow.importers.n8n.importing import import_export
from exeoflow.importers.n8n.reading import parse_export
from exeoflow.importers.n8n.report import report_of
from exeoflow.importers.n8n.source import Export
from exeoflow.texts import LANGUAGES


def main(arguments: list[str] | None = None) -> int:
    """Imports as the arguments say; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m exeoflow.importers.n8n", description="Import a workflow of n8n."
    )
    parser.add_argument("file", metavar="FILE", help="an export as JSON, - for standard input")
    parser.add_argument("--language", choices=LANGUAGES, default="de", help="language of the report")
    options = parser.parse_args(arguments)
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        parser.error(f"{options.file} cannot be read: {error.strerror}")
    export = parse_export(data)
    if not isinstance(export, Export):
        _print({"diagnostics": [render(each, options.language) for each in export]})
        return 1
    done = import_export(export)
    _print({"workflow": done.workflow, "report": report_of(done, options.language)})
    return 0


def _print(value: Any) -> None:  # noqa: ANN401 - any JSON
    sys.stdout.write(json.dumps(value, ensure_ascii=True, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
