"""Faults of workflow files, each with the line it is on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from exeoflow.command.documents.paths import parts_of
from exeoflow.command.documents.reading import Document, Place, UnreadableFile
from exeoflow.command.terminal import colour_of, complaints, say, show
from exeoflow.diagnostics.rendering import RenderedDiagnostic

Format = Literal["text", "github", "json"]
UNREADABLE: Final = "file-unreadable"
NAME_UNKNOWN: Final = "workflow-name-unknown"


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault or warning: where, how bad, and what to do."""

    file: str
    line: int
    column: int
    severity: str
    rule: str
    path: str
    message: str
    hint: str = ""


def unreadable(path: Path, error: UnreadableFile) -> FileFault:
    """Say why a file is no document."""
    place = error.place or Place(1, 1)
    return FileFault(str(path), place.line, place.column, "error", UNREADABLE, "", str(error))


def fault_of(document: Document, diagnostic: RenderedDiagnostic | Mapping[str, Any]) -> FileFault:
    """Give a diagnostic its place in the file."""
    place = document.place_of(parts_of(diagnostic["path"], document.value))
    return FileFault(
        str(document.path),
        place.line,
        place.column,
        str(diagnostic["severity"]),
        diagnostic["rule"],
        diagnostic["path"],
        diagnostic["message"],
        diagnostic["hint"],
    )


def show_faults(faults: Iterable[FileFault], form: Format) -> None:
    """Print faults, in the order of files and lines."""
    found = sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column))
    if form == "json":
        show([asdict(fault) for fault in found], "json")
        return
    for fault in found:
        if form == "github":
            say(_annotation(fault))
        else:
            _show_text(fault)


def _show_text(fault: FileFault) -> None:
    from rich.text import Text

    line = Text(f"{fault.file}:{fault.line}:{fault.column}: ", style="bold")
    line.append(fault.severity, style=colour_of(fault.severity))
    line.append(f": {fault.message}")
    line.append(f" [{fault.rule}]", style="dim")
    out = complaints()
    out.print(line)
    if fault.hint:
        out.print(Text(f"    {fault.hint}", style="dim"))


def _annotation(fault: FileFault) -> str:
    """https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message."""
    level = "error" if fault.severity == "error" else "warning"
    title, text = _escaped(fault.rule, is_property=True), _escaped(f"{fault.message} {fault.hint}".strip())
    file = _escaped(fault.file, is_property=True)
    return f"::{level} file={file},line={fault.line},col={fault.column},title={title}::{text}"


def _escaped(text: str, *, is_property: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if is_property else escaped
