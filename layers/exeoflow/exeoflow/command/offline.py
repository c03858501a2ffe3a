"""Commands that need no server: validate, compile, cost, graph."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from exeoflow.command.checking.faults import Format, show_faults, unreadable
from exeoflow.command.checking.files import check_all, compile_file, faults_of, read_or_fault
from exeoflow.command.documents.reading import UnreadableFile
from exeoflow.command.documents.workflow_files import WorkflowFile, read_workflow_file, workflow_paths
from exeoflow.command.terminal import Output, say, show, table
from exeoflow.command.words import words
from exeoflow.compiler import CompiledWorkflow
from exeoflow.remote.pictures import mermaid, svg
from exeoflow.remote.trouble import FAILED, Trouble


def validate(paths: Sequence[Path], form: Format) -> int:
    """Check all files with all that is known without a server; return the exit status."""
    files = _files(paths)
    faults = check_all(files)
    show_faults(faults, form)
    errors = sum(fault.severity == "error" for fault in faults)
    if form == "text":
        warnings = sum(fault.severity == "warning" for fault in faults)
        say(words("validate_sum", files=len(files), errors=errors, warnings=warnings))
    return FAILED if errors else 0


def compile_one(path: Path, output: Output) -> int:
    """Print the state machine of a workflow."""
    found = _compiled(path)
    if found is None:
        return FAILED
    _, compiled = found
    show(
        {
            "definition": compiled.definition,
            "node_of_state": compiled.node_of_state,
            "budgets": compiled.budgets,
        },
        "json" if output == "table" else output,
    )
    return 0


def cost(paths: Sequence[Path], output: Output) -> int:
    """Print what a run of each workflow costs at least and at most, in list prices of AWS."""
    found = [_compiled(path) for path in dict.fromkeys(_files(paths))]
    status = FAILED if None in found else 0
    rows = [{"workflow": name, **compiled.budgets} for name, compiled in filter(None, found)]
    if output != "table":
        show(rows, output)
        return status
    table([words(f"cost_{name}") for name in _COST_COLUMNS], [_cost_row(row) for row in rows])
    return status


_COST_COLUMNS: Final = ("workflow", "states", "entered", "events", "price", "bytes")


def _cost_row(row: Mapping[str, Any]) -> list[str]:
    if "states" not in row:
        return [str(row["workflow"]), *["-"] * (len(_COST_COLUMNS) - 1)]
    entered, price = row["states_entered"], row["price_per_1000_runs"]
    return [
        str(row["workflow"]),
        f"{row['states']:,}",
        _range(entered["min"], entered["max"]),
        _number(row["history_events"]["max"]),
        _range(price["min"], price["max"]),
        f"{row['definition_bytes']:,}",
    ]


def _range(least: float, most: float | None) -> str:
    if least == most:
        return _number(least)
    return words("cost_range", least=_number(least), most=_number(most))


def _number(value: float | None) -> str:
    return words("cost_no_bound") if value is None else f"{value:,}"


def graph(path: Path, *, as_svg: bool) -> int:
    """Print the picture of a workflow: a Mermaid flowchart, or SVG."""
    try:
        file = read_workflow_file(path)
    except UnreadableFile as error:
        show_faults([unreadable(path, error)], "text")
        return FAILED
    say(svg(file.graph) if as_svg else mermaid(file.graph))
    return 0


def _compiled(path: Path) -> tuple[str, CompiledWorkflow] | None:
    """The name of a workflow and what it is compiled to, or nothing after its faults were shown."""
    read = read_or_fault(path)
    if not isinstance(read, WorkflowFile):
        show_faults([read], "text")
        return None
    compiled = compile_file(read)
    if isinstance(compiled, CompiledWorkflow):
        return read.name, compiled
    show_faults(faults_of(read, compiled.diagnostics), "text")
    return None


def _files(paths: Sequence[Path]) -> list[Path]:
    try:
        found = list(workflow_paths(paths))
    except FileNotFoundError as error:
        raise Trouble(words("path_unknown", path=error.args[0])) from error
    if not found:
        raise Trouble(words("paths_without_workflow", paths=", ".join(map(str, paths))))
    return found
