"""The workflows of a folder: one file each, `NAME.yaml`, `NAME.yml` or `NAME.json`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exeoflow.command.documents.reading import Document, UnreadableFile, read_document
from exeoflow.command.words import words

SUFFIXES: Final = (".yaml", ".yml", ".json")
CASES_SUFFIX: Final = ".cases"
"""`order.cases.yaml` has the cases of `order.yaml`."""
_NOT_WORKFLOWS: Final = frozenset({"exeoflow.yaml", "exeoflow.yml", "package.json", "package-lock.json"})
_SKIPPED_FOLDERS: Final = frozenset({"node_modules", "__pycache__"})

KEPT_BY_SERVER: Final = frozenset({"created_at", "updated_at", "next_run", "schedules", "diagnostics"})
"""What an answer of the API has and a file needs not."""
ABOUT_FILE: Final = frozenset({"id", "status", "tags", "managed_by"})
"""What a file says beside the graph."""
ORDER: Final = (
    "id",
    "name",
    "description",
    "status",
    "tags",
    "managed_by",
    "settings",
    "nodes",
    "connections",
)
NODE_ORDER: Final = (
    "id",
    "type",
    "name",
    "config",
    "retry",
    "timeout",
    "on_error",
    "disabled",
    "when_empty",
    "position",
)


@dataclass(frozen=True, slots=True)
class WorkflowFile:
    """A file and the workflow in it."""

    document: Document

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.document.path

    @property
    def content(self) -> dict[str, Any]:
        """The workflow as the file has it, with a name at least, and without what only a server knows."""
        given = {name: part for name, part in self.document.value.items() if name not in KEPT_BY_SERVER}
        return given if "name" in given else {"name": self.name, **given}

    @property
    def name(self) -> str:
        """What people call it; the file's name where the workflow has none."""
        name = self.document.value.get("name")
        return name if isinstance(name, str) and name else self.path.stem

    @property
    def graph(self) -> dict[str, Any]:
        """What a compiler takes."""
        return {name: part for name, part in self.content.items() if name not in ABOUT_FILE}


def read_workflow_file(path: Path) -> WorkflowFile:
    """Read one file. Raises `UnreadableFile`."""
    document = read_document(path)
    if not isinstance(document.value, dict):
        raise UnreadableFile(words("file_no_workflow"))
    return WorkflowFile(document)


def workflow_paths(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are meant: a file itself, of a folder all below it. Raises `FileNotFoundError`."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in _files_below(path) if is_workflow_file(each))
        elif path.exists():
            yield path
        else:
            raise FileNotFoundError(path)


def _files_below(folder: Path) -> Iterator[Path]:
    for each in folder.iterdir():
        if each.name.startswith(".") or each.name in _SKIPPED_FOLDERS:
            continue
        if each.is_dir():
            yield from _files_below(each)
        else:
            yield each


def is_workflow_file(path: Path) -> bool:
    """Tell whether a file of a folder is one of a workflow, by its name."""
    return (
        path.suffix in SUFFIXES and path.name not in _NOT_WORKFLOWS and not path.stem.endswith(CASES_SUFFIX)
    )


def ordered(workflow: Mapping[str, Any]) -> dict[str, Any]:
    """Return a workflow in the order in which files have it, so that equal ones look the same."""
    sorted_nodes = [_in_order(node, NODE_ORDER) for node in workflow.get("nodes", [])]
    rest = {**workflow, "nodes": sorted_nodes}
    return _in_order(rest, ORDER)


def _in_order(given: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    known = {name: given[name] for name in order if name in given}
    return {**known, **{name: part for name, part in given.items() if name not in known}}
