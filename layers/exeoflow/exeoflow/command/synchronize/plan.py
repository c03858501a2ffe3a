"""What pushing or pulling a folder would do, found before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from exeoflow.command.catalogue import all_workflows, stored_or_none
from exeoflow.command.documents.reading import UnreadableFile
from exeoflow.command.documents.references import is_id
from exeoflow.command.documents.workflow_files import WorkflowFile, read_workflow_file, workflow_paths
from exeoflow.command.synchronize.content import content_of
from exeoflow.command.synchronize.lock import Lock, Synchronized
from exeoflow.command.words import words
from exeoflow.remote.connection import Connection
from exeoflow.remote.digest import digest_of
from exeoflow.remote.trouble import Trouble

Side = Literal["same", "file", "server", "both", "new-file", "new-server", "gone-file", "gone-server"]
"""Where something happened since both were the same last."""

_SIDES: Final[Mapping[tuple[bool, bool], Side]] = {
    (False, False): "same",
    (True, False): "file",
    (False, True): "server",
    (True, True): "both",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A file and a stored workflow that belong together, or one of them alone.

    Contents have names in their references, so that both sides speak alike. `etag` is of the stored revision.
    """

    path: str
    side: Side
    file: WorkflowFile | None = None
    here: Mapping[str, Any] | None = None
    there: Mapping[str, Any] | None = None
    stored_id: str | None = None
    etag: str | None = None
    updated_at: str | None = None
    status: str | None = None
    managed_by: str | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        content = self.here or self.there or {}
        return str(content.get("name") or self.path)


@dataclass(slots=True)
class Plan:
    """A folder and a server, side by side."""

    folder: Path
    connection: Connection
    lock: Lock
    pairs: list[Pair] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """The id of each workflow that has only one, by name."""
    managers: dict[str, str | None] = field(default_factory=dict)
    """Who manages a workflow that was written, by its id."""


def make_plan(folder: Path, connection: Connection, *, everything: bool) -> Plan:
    """Compare a folder with a server; with `everything` also what has no file here."""
    plan = Plan(folder, connection, Lock(folder, connection.server.url))
    listed = {each["id"]: each for each in all_workflows(connection)}
    files = _read_files(folder)
    owners = _owners(plan.lock, files, listed)
    plan.ids = _ids(listed, files, owners)
    sides = _Sides(plan, listed)
    plan.pairs.extend(sides.pair(path, file, owners.get(path)) for path, file in files.items())
    plan.pairs.extend(sides.gone_files(files, frozenset(owners.values())))
    if everything:
        known = {pair.stored_id for pair in plan.pairs}
        plan.pairs.extend(sides.only_stored([each for each in listed if each not in known]))
    return plan


def _read_files(folder: Path) -> dict[str, WorkflowFile]:
    if not folder.is_dir():
        raise Trouble(words("folder_unknown", folder=folder))
    files = {}
    for path in workflow_paths([folder]):
        try:
            files[path.relative_to(folder).as_posix()] = read_workflow_file(path)
        except UnreadableFile as error:
            line = f":{error.place.line}" if error.place else ""
            raise Trouble(words("file_unreadable", path=f"{path}{line}", reason=error)) from error
    twice = [name for name, times in Counter(file.name for file in files.values()).items() if times > 1]
    if twice:
        paths = ", ".join(path for path, file in files.items() if file.name == twice[0])
        raise Trouble(words("plan_two_files", name=twice[0], paths=paths))
    return files


def _owners(lock: Lock, files: Mapping[str, WorkflowFile], listed: Mapping[str, Any]) -> dict[str, str]:
    """Find the stored workflow of each file: by its own id, by the lock, or by its name."""
    owners = {}
    by_name: dict[str, list[str]] = {}
    for identifier, each in listed.items():
        by_name.setdefault(each["name"], []).append(identifier)
    for path, file in files.items():
        own = file.content.get("id")
        known = lock.known.get(path)
        if isinstance(own, str):
            owners[path] = own
        elif known is not None:
            owners[path] = known.id
    taken = set(owners.values())
    for path, file in files.items():
        same = [each for each in by_name.get(file.name, []) if each not in taken]
        if path not in owners and len(same) > 1:
            raise Trouble(words("plan_several_stored", path=path, count=len(same), name=file.name))
        if path not in owners and same:
            owners[path] = same[0]
    if shared := [each for each, times in Counter(owners.values()).items() if times > 1]:
        paths = ", ".join(path for path, owner in owners.items() if owner == shared[0])
        raise Trouble(words("plan_one_workflow", paths=paths, id=shared[0]))
    return owners


def _ids(
    listed: Mapping[str, Any], files: Mapping[str, WorkflowFile], owners: Mapping[str, str]
) -> dict[str, str]:
    """Name ids: as files call them, else as the server does, where only one has the name."""
    ours = {owners[path]: file.name for path, file in files.items() if path in owners}
    names = {identifier: ours.get(identifier, each["name"]) for identifier, each in listed.items()}
    times = Counter(names.values())
    return {name: identifier for identifier, name in names.items() if times[name] == 1 and not is_id(name)}


class _Sides:
    """Puts files beside what is stored."""

    def __init__(self, plan: Plan, listed: Mapping[str, Any]) -> None:
        self._plan = plan
        self._listed = listed
        self._names = {identifier: name for name, identifier in plan.ids.items()}

    def pair(self, path: str, file: WorkflowFile, owner: str | None) -> Pair:
        """Compare a file with its workflow, unless the lock says already that both are the same."""
        here = self._content(file.content)
        if owner is None or owner not in self._listed:
            return Pair(path, "new-file" if owner is None else "gone-server", file, here, stored_id=owner)
        known, listed = self._plan.lock.known.get(path), self._listed[owner]
        if known is not None and known == Synchronized(owner, listed["updated_at"], digest_of(here)):
            same = Pair(path, "same", file, here, here, owner, None, listed["updated_at"], listed["status"])
            return replace(same, managed_by=listed.get("managed_by"))
        stored = self._stored(path, "gone-file", owner)
        if stored is None:
            return Pair(path, "gone-server", file, here, stored_id=owner)
        return replace(stored, file=file, here=here, side=self._side(path, here, stored.there or {}))

    def gone_files(self, files: Mapping[str, WorkflowFile], taken: frozenset[str]) -> Iterator[Pair]:
        """Yield what the lock knows and has no file any more, under whatever name."""
        for path, each in self._plan.lock.known.items():
            if path not in files and each.id in self._listed and each.id not in taken:
                yield from filter(None, [self._stored(path, "gone-file", each.id)])

    def only_stored(self, ids: Sequence[str]) -> Iterator[Pair]:
        """Yield what has no file."""
        for identifier in ids:
            yield from filter(None, [self._stored("", "new-server", identifier)])

    def _side(self, path: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> Side:
        known = self._plan.lock.known.get(path)
        if here == there:
            return "same"
        if known is None:
            return "file"
        return _SIDES[known.digest != digest_of(here), known.digest != digest_of(there)]

    def _stored(self, path: str, side: Side, identifier: str) -> Pair | None:
        found = stored_or_none(self._plan.connection, identifier)
        if found is None:
            return None
        stored, etag = found
        return Pair(
            path,
            side,
            there=self._content(stored),
            stored_id=identifier,
            etag=etag,
            updated_at=stored["updated_at"],
            status=stored["status"],
            managed_by=stored.get("managed_by"),
        )

    def _content(self, workflow: Mapping[str, Any]) -> dict[str, Any]:
        return content_of(workflow, lambda text: self._names.get(text, text))
