"""Checking files: each is read and compiled by itself, then all are looked at together."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from exeoflow.command.checking.between_files import CheckedFile, faults_between, names_in
from exeoflow.command.checking.faults import FileFault, fault_of, unreadable
from exeoflow.command.documents.heading import heading_faults
from exeoflow.command.documents.reading import UnreadableFile
from exeoflow.command.documents.references import id_or_stand_in, with_references
from exeoflow.command.documents.workflow_files import WorkflowFile, read_workflow_file
from exeoflow.command.language import users_language
from exeoflow.compiler import CompiledWorkflow, RejectedWorkflow, compile_workflow
from exeoflow.diagnostics import Diagnostic, render

# Below this many files a second process costs more than it brings.
_WORTH_A_PROCESS: Final = 100


def check_all(files: Sequence[Path]) -> list[FileFault]:
    """Check files, on all processors if they are many; names of workflows are looked up among them."""
    if len(files) < _WORTH_A_PROCESS:
        checked = [_check(path) for path in files]
    else:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            size = max(1, len(files) // (8 * (os.cpu_count() or 1)))
            checked = list(pool.map(_check, files, chunksize=size))
    return [fault for each in checked for fault in each.faults] + list(faults_between(checked))


def _check(path: Path) -> CheckedFile:
    read = read_or_fault(path)
    if not isinstance(read, WorkflowFile):
        return CheckedFile(path, (read,))
    found = (*heading_faults(read), *compile_file(read).diagnostics)
    return CheckedFile(path, tuple(faults_of(read, found)), read.name, tuple(names_in(read)))


def read_or_fault(path: Path) -> WorkflowFile | FileFault:
    """Read a file; why it cannot be read is a fault, too."""
    try:
        return read_workflow_file(path)
    except UnreadableFile as error:
        return unreadable(path, error)


def faults_of(file: WorkflowFile, found: Iterable[Diagnostic]) -> Iterator[FileFault]:
    """Yield what was found, each with its place in the file."""
    language = users_language()
    for diagnostic in found:
        yield fault_of(file.document, render(diagnostic, language))


def compile_file(file: WorkflowFile) -> CompiledWorkflow | RejectedWorkflow:
    """Compile the workflow in a file; names in its references stand for ids that they may get."""
    try:
        return compile_workflow(with_references(file.graph, id_or_stand_in))
    except Exception as fault:  # noqa: BLE001  whatever it is, the other files are still to be checked
        values = {"error": type(fault).__name__}
        return RejectedWorkflow((Diagnostic("compiler-failed", "", values=values),))
