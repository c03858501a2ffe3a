"""Commands that make workflows of what other systems export: `import n8n`, `import asl`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from exeoflow.command.connection import connect
from exeoflow.command.documents.writing import file_name, write_workflow_file
from exeoflow.command.imports.reading import Found, Refusal, exports_in, files_of, sentences
from exeoflow.command.imports.showing import Done, show_done
from exeoflow.command.language import users_language
from exeoflow.command.terminal import Output, complaints, say
from exeoflow.command.words import words
from exeoflow.importers.answers import ImportFormat
from exeoflow.remote.connection import Connection
from exeoflow.remote.creating import create_once
from exeoflow.remote.trouble import FAILED, Refused


@dataclass(frozen=True, slots=True)
class Wishes:
    """What becomes of the workflows: `into` a folder, onto a server, or nothing (`dry_run`)."""

    form: ImportFormat
    into: Path | None = None
    dry_run: bool = False
    force: bool = False


class _NewFiles:
    """Names for the files of one run; workflows of one name are told apart, as `push` tells them by names."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._written: set[Path] = set()

    def write(self, workflow: dict[str, Any]) -> Path | Refusal:
        """Write a workflow to a file of its own."""
        folder, name = self._wishes.into or Path(), str(workflow["name"])
        names = chain([name], (f"{name} {number}" for number in count(2)))
        files = ((each, folder / f"{file_name(each)}.yaml") for each in names)
        named, path = next(each for each in files if each[1] not in self._written)
        if path.exists() and not self._wishes.force:
            return Refusal(words("import_exists", path=path))
        write_workflow_file(path, {**workflow, "name": named})
        self._written.add(path)
        return path


def import_files(paths: Sequence[Path], wishes: Wishes, output: Output, *, profile: str | None) -> int:
    """Import what another system exports; return the exit status, which is 1 where one was refused."""
    files = files_of(paths)
    connection = None if wishes.dry_run or wishes.into else connect(profile)
    files_to_be = _NewFiles(wishes)
    done: list[Done] = []
    refused: list[Refusal] = []
    for found in (each for path in files for each in exports_in(path, wishes.form)):
        ended = found if isinstance(found, Refusal) else _import(found, wishes, files_to_be, connection)
        if isinstance(ended, Refusal):
            refused.append(ended)
        else:
            done.append(ended)
    show_done(done, output)
    for refusal in refused:
        complaints().print(refusal.line, markup=False)
    if output == "table":
        say(words("import_sum", imported=len(done), refused=len(refused)))
    return FAILED if refused else 0


def _told(refusal: Refused) -> str:
    faults = [each for each in refusal.details if each["severity"] == "error"]
    return f"{refusal} {sentences(faults)}".strip()


def _import(found: Found, wishes: Wishes, files: _NewFiles, connection: Connection | None) -> Done | Refusal:
    if connection is not None:
        return _stored(found, wishes.form, connection)
    workflow, report = found.made.workflow, found.made.report(users_language())
    if wishes.into is None or wishes.dry_run:
        return Done(found.path, workflow, report, None)
    path = files.write(workflow)
    if isinstance(path, Refusal):
        return path
    return Done(found.path, workflow, report, path)


def _stored(found: Found, form: ImportFormat, connection: Connection) -> Done | Refusal:
    """Store it; the same file again is the same workflow as long as the server remembers the request."""
    try:
        answered = create_once(
            connection,
            "/v1/workflows/import",
            found.document,
            lambda made: str(made["workflow"]["id"]),
            {"format": form},
        ).data
    except Refused as refusal:
        return Refusal(words("import_refused", path=found.path, message=_told(refusal)))
    workflow = answered["workflow"]
    return Done(found.path, workflow, answered["report"], workflow["id"])
