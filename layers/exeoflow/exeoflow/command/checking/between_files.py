"""Faults that only several files together show: names that nobody has, or two have, and circles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

from exeoflow.command.checking.faults import NAME_UNKNOWN, FileFault
from exeoflow.command.documents.reading import Place
from exeoflow.command.documents.references import is_id, references_of
from exeoflow.command.documents.workflow_files import WorkflowFile
from exeoflow.command.words import words
from exeoflow.diagnostics.path import join_path

NAME_TWICE: Final = "workflow-name-twice"
CIRCLE: Final = "sub-workflow-cycle"
_NAMES_FIRST: Final = 20


@dataclass(frozen=True, slots=True)
class NamedWorkflow:
    """A reference to a workflow by its name, and where it stands; `is_run` if a node runs it."""

    name: str
    path: str
    place: Place
    is_run: bool


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What is wrong with one file by itself, what its workflow is called, and whom it names."""

    file: Path
    faults: tuple[FileFault, ...]
    name: str | None = None
    names: tuple[NamedWorkflow, ...] = ()


def names_in(file: WorkflowFile) -> Iterator[NamedWorkflow]:
    """Yield the workflows that a file names."""
    for parts, text in references_of(file.content):
        if not is_id(text):
            place = file.document.place_of(parts)
            yield NamedWorkflow(text, join_path(*parts), place, is_run=parts[0] == "nodes")


def faults_between(checked: Sequence[CheckedFile]) -> Iterator[FileFault]:
    """Yield the faults of all files together."""
    names = frozenset(each.name for each in checked if each.name is not None)
    for each in checked:
        yield from _unknown_names(each, names)
    yield from _names_of_several(checked)
    yield from _circle(checked)


def _unknown_names(checked: CheckedFile, names: frozenset[str]) -> Iterator[FileFault]:
    for each in checked.names:
        if each.name not in names:
            known = ", ".join(sorted(names)[:_NAMES_FIRST])
            hint = words("name_unknown_hint", known=known)
            message = words("name_unknown", name=each.name)
            yield _fault(checked, each.place, "error", NAME_UNKNOWN, each.path, message, hint)


def _names_of_several(checked: Sequence[CheckedFile]) -> Iterator[FileFault]:
    """A warning only, for two folders may go to two servers; `push` takes no folder in which it is so."""
    times = Counter(each.name for each in checked)
    for each in checked:
        if each.name is not None and times[each.name] > 1:
            paths = ", ".join(str(other.file) for other in checked if other.name == each.name)
            message = words("plan_two_files", name=each.name, paths=paths)
            yield _fault(each, Place(1, 1), "warning", NAME_TWICE, "name", message)


def _circle(checked: Sequence[CheckedFile]) -> Iterator[FileFault]:
    by_name = {each.name: each for each in checked if each.name is not None}
    sorter = TopologicalSorter(
        {name: [run.name for run in each.names if run.is_run] for name, each in by_name.items()}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        first = by_name[circle[0]]
        at = next(each for each in first.names if each.is_run and each.name == circle[1])
        message = words("order_circle", circle=" → ".join(circle))
        yield _fault(first, at.place, "error", CIRCLE, at.path, message)


def _fault(  # noqa: PLR0913, PLR0917  (each is one part of a fault)
    checked: CheckedFile, place: Place, severity: str, rule: str, path: str, message: str, hint: str = ""
) -> FileFault:
    return FileFault(str(checked.file), place.line, place.column, severity, rule, path, message, hint)
