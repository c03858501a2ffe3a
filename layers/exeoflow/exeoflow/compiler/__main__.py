"""`python -m exeoflow.compiler FILE|-`: compiles the workflow in a JSON file or on standard input.

Prints `definition`, `node_of_state` and `budgets`, or `diagnostics` and exits with status 1.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.diagnostics import render
from exeoflow.texts import LANGUAGES


def main(arguments: list[str] | None = None) -> int:
    """Compiles as the arguments say; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    compiled = compile_workflow(_read(options.file, parser), fold=options.fold)
    diagnostics = [render(each, options.language) for each in compiled.diagnostics]
    if not isinstance(compiled, CompiledWorkflow):
        _print({"diagnostics": diagnostics})
        return 1
    often_empty = {
        "folded": compiled.folded,
        "wrapped_triggers": compiled.wrapped_triggers,
        "diagnostics": diagnostics,
    }
    _print(
        {
            "definition": compiled.definition,
            "node_of_state": compiled.node_of_state,
            "budgets": compiled.budgets,
            **{name: value for name, value in often_empty.items() if value},
        }
    )
    return 0


def _read(file: str, parser: argparse.ArgumentParser) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        parser.error(f"{file} cannot be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        parser.error(f"not JSON: {error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m exeoflow.compiler", description="Compile a workflow to ASL."
    )
    parser.add_argument("file", metavar="FILE", help="a workflow as JSON, - for standard input")
    parser.add_argument("--fold", action="store_true", help="fold pure nodes into neighbouring states")
    parser.add_argument("--language", choices=LANGUAGES, default="de", help="language of the diagnostics")
    return parser


def _print(value: Any) -> None:  # noqa: ANN401 - any JSON
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
