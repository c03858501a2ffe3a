"""The command `pull`: the server's workflows into a folder; what only changed here stays."""

from pathlib import Path
from typing import Any

from exeoflow.command.documents.writing import file_name, write_workflow_file
from exeoflow.command.synchronize.lock import Synchronized
from exeoflow.command.synchronize.plan import Pair, Plan
from exeoflow.command.synchronize.showing import show_pair
from exeoflow.command.terminal import say
from exeoflow.command.words import words
from exeoflow.remote.digest import digest_of
from exeoflow.remote.trouble import FAILED, Trouble


def pull_plan(plan: Plan, *, force: bool, suffix: str) -> int:
    """Write what changed on the server; with `force` also over what changed here."""
    conflicts = [pair for pair in plan.pairs if pair.side == "both"]
    if conflicts and not force:
        for pair in conflicts:
            show_pair(pair)
        raise Trouble(words("pull_conflict"), FAILED)
    wanted = ("server", "new-server", "gone-file", *(("both", "file") if force else ()))
    written = [pair for pair in plan.pairs if pair.side in wanted]
    for pair in written:
        path = pair.path or _new_path(plan, pair.name, suffix)
        _write(plan, path, pair)
        say(words("pull_new" if pair.file is None else "pull_changed", path=path))
    for pair in plan.pairs:
        if pair.side == "same":
            _note(plan, pair.path, pair)
    say(words("pull_sum", pulled=len(written), left=len(plan.pairs) - len(written)))
    return 0


def _new_path(plan: Plan, name: str, suffix: str) -> str:
    stem = file_name(name)
    taken = {pair.path for pair in plan.pairs} | set(plan.lock.known)
    candidates = (f"{stem}{f'-{number}' if number else ''}{suffix}" for number in range(len(taken) + 2))
    return next(each for each in candidates if each not in taken and not (plan.folder / each).exists())


def _write(plan: Plan, path: str, pair: Pair) -> None:
    write_workflow_file(plan.folder / Path(path), _in_file(pair))
    _note(plan, path, pair)


def _in_file(pair: Pair) -> dict[str, Any]:
    """Return what the file says: the server's content, and of its own what only a file has."""
    content = {name: part for name, part in (pair.there or {}).items() if part or name in _ALWAYS}
    own = {} if pair.file is None else pair.file.content
    kept: dict[str, Any] = {"id": own["id"]} if "id" in own else {}
    says_status = "status" in own or pair.status == "active"
    managed = {} if pair.managed_by is None else {"managed_by": pair.managed_by}
    return {**kept, **content, **managed, **({"status": pair.status} if says_status else {})}


_ALWAYS = frozenset({"name", "nodes", "connections"})


def _note(plan: Plan, path: str, pair: Pair) -> None:
    if pair.stored_id is None or pair.updated_at is None or pair.there is None:
        return
    same = Synchronized(pair.stored_id, pair.updated_at, digest_of(pair.there))
    if plan.lock.known.get(path) != same:
        plan.lock.note(path, same)
