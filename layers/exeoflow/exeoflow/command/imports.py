"""Commands that make workflows of what other systems export: `import n8n`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from exeoflow.command.connection import connect
from exeoflow.command.documents.writing import file_name, write_workflow_file
from exeoflow.command.language import users_language
from exeoflow.command.terminal import Output, complaints, say, show, table
from exeoflow.command.words import words
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.importers.n8n.answers import ImportReport
from exeoflow.importers.n8n.importing import import_export
from exeoflow.importers.n8n.reading import export_of, parse_document
from exeoflow.importers.n8n.report import report_of
from exeoflow.importers.n8n.source import Export
from exeoflow.remote.connection import Connection
from exeoflow.remote.creating import create_once
from exeoflow.remote.trouble import FAILED, Refused, Trouble

_COUNTS: Final = ("nodes", "exact", "approximated", "unsupported")
_EXACT: Final = "exact"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What becomes of the workflows: `into` a folder, onto a server, or nothing (`dry_run`)."""

    into: Path | None = None
    dry_run: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """An export in a file, as it is there and as it was read."""

    path: Path
    document: Any
    export: Export


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a file, or a workflow in it, is not imported."""

    line: str


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of an export; `place` is its new file, or the id of the stored workflow."""

    path: Path
    workflow: dict[str, Any]
    report: ImportReport
    place: Path | str | None


class _NewFiles:
    """Names for the files of one run; workflows of one name are told apart, as `push` tells them by names."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._written: set[Path] = set()

    def write(self, workflow: dict[str, Any]) -> Path | _Refusal:
        """Write a workflow to a file of its own."""
        folder, name = self._wishes.into or Path(), str(workflow["name"])
        names = chain([name], (f"{name} {number}" for number in count(2)))
        files = ((each, folder / f"{file_name(each)}.yaml") for each in names)
        named, path = next(each for each in files if each[1] not in self._written)
        if path.exists() and not self._wishes.force:
            return _Refusal(words("import_exists", path=path))
        write_workflow_file(path, {**workflow, "name": named})
        self._written.add(path)
        return path


def import_n8n(paths: Sequence[Path], wishes: Wishes, output: Output, *, profile: str | None) -> int:
    """Import exports of n8n; return the exit status, which is 1 where one was refused."""
    files = _files(paths)
    connection = None if wishes.dry_run or wishes.into else connect(profile)
    files_to_be = _NewFiles(wishes)
    done: list[_Done] = []
    refused: list[_Refusal] = []
    for found in (each for path in files for each in _exports_in(path)):
        ended = found if isinstance(found, _Refusal) else _import(found, wishes, files_to_be, connection)
        if isinstance(ended, _Refusal):
            refused.append(ended)
        else:
            done.append(ended)
    _show(done, output)
    for refusal in refused:
        complaints().print(refusal.line, markup=False)
    if output == "table":
        say(words("import_sum", imported=len(done), refused=len(refused)))
    return FAILED if refused else 0


def _files(paths: Sequence[Path]) -> list[Path]:
    files = [each for path in paths for each in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise Trouble(words("import_nothing", paths=", ".join(map(str, paths))))
    return files


def _exports_in(path: Path) -> Iterator[_Found | _Refusal]:
    """Yield the workflow of a file, or all of them: n8n's own export of everything is one list."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield _Refusal(words("file_unreadable", path=path, reason=error.strerror))
        return
    document = parse_document(data)
    if isinstance(document, tuple):
        yield _refusal(path, document)
        return
    for each in document if isinstance(document, list) and document else [document]:
        export = export_of(each)
        yield _Found(path, each, export) if isinstance(export, Export) else _refusal(path, export)


def _refusal(path: Path, diagnostics: Sequence[Diagnostic]) -> _Refusal:
    message = _sentences([render(each, users_language()) for each in diagnostics])
    return _Refusal(words("import_refused", path=path, message=message))


def _told(refusal: Refused) -> str:
    faults = [each for each in refusal.details if each["severity"] == "error"]
    return f"{refusal} {_sentences(faults)}".strip()


def _sentences(said: Iterable[Mapping[str, Any]]) -> str:
    return " ".join(f"{each['message']} {each.get('hint', '')}".strip() for each in said)


def _import(
    found: _Found, wishes: Wishes, files: _NewFiles, connection: Connection | None
) -> _Done | _Refusal:
    if connection is not None:
        return _stored(found, connection)
    done = import_export(found.export)
    workflow, report = dict(done.workflow), report_of(done, users_language())
    if wishes.into is None or wishes.dry_run:
        return _Done(found.path, workflow, report, None)
    path = files.write(workflow)
    if isinstance(path, _Refusal):
        return path
    return _Done(found.path, workflow, report, path)


def _stored(found: _Found, connection: Connection) -> _Done | _Refusal:
    """Store it; the same file again is the same workflow as long as the server remembers the request."""
    try:
        answered = create_once(
            connection,
            "/v1/workflows/import",
            found.document,
            lambda made: str(made["workflow"]["id"]),
            {"format": "n8n"},
        ).data
    except Refused as refusal:
        return _Refusal(words("import_refused", path=found.path, message=_told(refusal)))
    workflow = answered["workflow"]
    return _Done(found.path, workflow, answered["report"], workflow["id"])


def _show(done: Sequence[_Done], output: Output) -> None:
    if output != "table":
        show(
            [
                {
                    "file": str(each.path),
                    "name": each.workflow["name"],
                    "place": None if each.place is None else str(each.place),
                    "report": each.report,
                }
                for each in done
            ],
            output,
        )
        return
    if not done:
        return
    titles = [words(f"import_{name}") for name in ("workflow", *_COUNTS, "expressions", "by_code")]
    table(titles, [_row(each) for each in done])
    for each in done:
        _show_open(each)


def _row(done: _Done) -> list[object]:
    counts, expressions = done.report["summary"], done.report["expressions"]
    numbers = [counts["nodes"], counts["exact"], counts["approximated"], counts["unsupported"]]
    return [done.workflow["name"], *numbers, expressions["total"], expressions["by_code"]]


def _show_open(done: _Done) -> None:
    """Print what is left to do: each node that is not quite the same, and each credential."""
    say()
    name = done.workflow["name"]
    if done.place is None:
        say(words("import_read", name=name, path=done.path))
    elif isinstance(done.place, Path):
        say(words("import_written", path=done.place))
    else:
        say(words("import_stored", name=name, id=done.place))
    rows = [
        [
            node["name"],
            words(f"import_{node['status']}"),
            f"{reason['message']} {reason['what_to_do']}".strip(),
        ]
        for node in done.report["nodes"]
        if node["status"] != _EXACT
        for reason in node["reasons"]
    ]
    if rows:
        table([words("import_node"), words("import_status"), words("import_why")], rows)
    for each in done.report["credentials"]:
        nodes = ", ".join(each["nodes"])
        say(words("import_credential", kind=each["kind"], nodes=nodes, what=each["what_to_create"]))
