"""The command `push`: a folder's workflows onto a server, all of them checked before the first is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.command.checking.faults import FileFault, fault_of, show_faults
from exeoflow.command.checking.files import check_all
from exeoflow.command.documents.references import id_or_stand_in, is_id, references_of, with_references
from exeoflow.command.documents.workflow_files import WorkflowFile
from exeoflow.command.synchronize.content import content_of
from exeoflow.command.synchronize.lock import Synchronized
from exeoflow.command.synchronize.order import in_order
from exeoflow.command.synchronize.plan import Pair, Plan
from exeoflow.command.synchronize.showing import show_pair
from exeoflow.command.terminal import say
from exeoflow.command.words import words
from exeoflow.diagnostics.path import join_path
from exeoflow.remote.creating import create_once
from exeoflow.remote.digest import digest_of
from exeoflow.remote.trouble import FAILED, Refused, Trouble

_OVERTAKEN: Final = 412
_GIT: Final = "git"
_WRITTEN: Final = ("file", "new-file", "gone-server")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to push: over what changed there (`force`), deleting what lost its file (`prune`), saying why.

    With `managed` the workflows can be changed by pushing only, until a file says something else.
    """

    force: bool = False
    prune: bool = False
    comment: str = ""
    managed: bool = False


def push_plan(plan: Plan, wishes: Wishes) -> int:
    """Write what changed here; return the exit status. Nothing is written if anything is wrong."""
    changed = [pair for pair in plan.pairs if pair.side in _WRITTEN or (pair.side == "both" and wishes.force)]
    if wishes.force:
        changed += [pair for pair in plan.pairs if pair.side == "server"]
    _refuse_conflicts(plan, wishes)
    if _tells_errors(_faults_here(plan)) or _tells_errors(_faults_there(plan, changed)):
        say(words("push_nothing"))
        return FAILED
    by_name = {pair.name: pair for pair in changed}
    for name in in_order({name: pair.here or {} for name, pair in by_name.items()}):
        _write(plan, by_name[name], wishes)
    _join_what_waited(plan, changed)
    for path in _set_managers(plan, changed, wishes):
        say(words("push_managed", path=path))
    statuses = list(_set_statuses(plan))
    pruned = list(_prune(plan)) if wishes.prune else []
    _note_same(plan)
    for pair in plan.pairs:
        if pair.side == "server" and not wishes.force:
            say(words("push_newer_there", path=pair.path))
    same = sum(pair.side == "same" for pair in plan.pairs)
    counts = {"pushed": len(changed), "switched": len(statuses), "deleted": len(pruned), "same": same}
    say(words("push_sum", **counts))
    return 0


def _tells_errors(faults: Iterable[FileFault]) -> bool:
    """Show faults; tell whether any forbids to push."""
    found = list(faults)
    show_faults(found, "text")
    return any(fault.severity == "error" for fault in found)


def _refuse_conflicts(plan: Plan, wishes: Wishes) -> None:
    conflicts = [pair for pair in plan.pairs if pair.side == "both"]
    if conflicts and not wishes.force:
        for pair in conflicts:
            show_pair(pair)
        raise Trouble(words("push_conflict"), FAILED)


def _faults_here(plan: Plan) -> list[FileFault]:
    paths = [pair.file.path for pair in plan.pairs if pair.file is not None]
    # a name that no file here has may be one on the server
    return [fault for fault in check_all(paths) if not _is_known_there(plan, fault)]


def _is_known_there(plan: Plan, fault: FileFault) -> bool:
    return fault.rule == "workflow-name-unknown" and any(f"“{name}”" in fault.message for name in plan.ids)


def _faults_there(plan: Plan, changed: Sequence[Pair]) -> Iterator[FileFault]:
    """Ask the server about each change; what will exist by then is not missed."""
    coming = {pair.name for pair in changed if pair.stored_id is None or pair.side == "gone-server"}
    for pair in changed:
        file, here = pair.file, pair.here
        if file is None or here is None:
            continue
        # What no file and no workflow is called has been told by now, with the name that its author wrote.
        waits = {
            join_path(*parts)
            for parts, text in references_of(here)
            if text in coming or not (is_id(text) or text in plan.ids)
        }
        body = with_references(here, lambda text: plan.ids.get(text) or id_or_stand_in(text))
        try:
            found = plan.connection.post("/v1/workflows/validate", _sent(body))
        except Refused as refusal:
            raise Trouble(f"{pair.path}: {refusal.in_full}", FAILED) from refusal
        for diagnostic in found["diagnostics"]:
            if diagnostic["severity"] == "error" and diagnostic["path"] not in waits:
                yield fault_of(file.document, diagnostic)


def _sent(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in content.items() if name != "tags"}


def _write(plan: Plan, pair: Pair, wishes: Wishes) -> None:
    here = pair.here or {}
    body = with_references(_without_later(plan, here), lambda text: plan.ids.get(text, text))
    body = {**body, **_managed(pair, wishes), **({"comment": wishes.comment} if wishes.comment else {})}
    if pair.stored_id is None or pair.side == "gone-server":
        stored = _create(plan, body)
    else:
        stored = _replace(plan, pair, body)
    plan.ids[pair.name] = stored["id"]
    plan.managers[stored["id"]] = stored.get("managed_by")
    _note(plan, pair, stored)
    done = "push_created" if pair.stored_id != stored["id"] else "push_changed"
    say(words(done, path=pair.path, id=stored["id"]))


def _create(plan: Plan, body: Mapping[str, Any]) -> Any:
    """Create a workflow; a push of the same file at the same moment, or a repeated one, creates no other."""
    return create_once(plan.connection, "/v1/workflows", body, lambda stored: str(stored["id"])).data


def _replace(plan: Plan, pair: Pair, body: Mapping[str, Any]) -> Any:
    condition = {"if-match": pair.etag} if pair.etag else {}
    path = f"/v1/workflows/{pair.stored_id}"
    try:
        return plan.connection.call("PUT", path, body, _in_name_of(pair.managed_by), condition).data
    except Refused as refusal:
        if refusal.http_status != _OVERTAKEN:
            raise
        raise Trouble(words("push_overtaken", path=pair.path), FAILED) from refusal


def _without_later(plan: Plan, content: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out an error workflow that is not there yet: it may name this one in turn."""
    settings = dict(content["settings"])
    if (told := settings.get("error_workflow")) and not is_id(told) and told not in plan.ids:
        del settings["error_workflow"]
    return {**content, "settings": settings}


def _join_what_waited(plan: Plan, changed: Sequence[Pair]) -> None:
    for pair in changed:
        told = (pair.here or {}).get("settings", {}).get("error_workflow")
        known = plan.lock.known[pair.path]
        if told is None or known.digest == digest_of(pair.here or {}):
            continue
        settings = {**(pair.here or {})["settings"], "error_workflow": plan.ids[told]}
        manager = _in_name_of(plan.managers.get(known.id))
        path = f"/v1/workflows/{known.id}"
        stored = plan.connection.call("PUT", path, {"settings": settings}, manager).data
        _note(plan, pair, stored)


def _note(plan: Plan, pair: Pair, stored: Mapping[str, Any]) -> None:
    """Remember what the server has now, in the names that files use."""
    names = {identifier: name for name, identifier in plan.ids.items()}
    there = content_of(stored, lambda text: names.get(text, text))
    plan.lock.note(pair.path, Synchronized(stored["id"], stored["updated_at"], digest_of(there)))


def _note_same(plan: Plan) -> None:
    for pair in plan.pairs:
        known = plan.lock.known.get(pair.path)
        if pair.side != "same" or pair.stored_id is None or pair.updated_at is None or pair.here is None:
            continue
        same = Synchronized(pair.stored_id, pair.updated_at, digest_of(pair.here))
        if known is None or (known != same and known.updated_at < same.updated_at):
            plan.lock.note(pair.path, same)


def _managed(pair: Pair, wishes: Wishes) -> dict[str, Any]:
    """Return who is to manage the workflow, if its file or the command says so."""
    content = {} if pair.file is None else pair.file.content
    if "managed_by" in content:
        return {"managed_by": content["managed_by"]}
    return {"managed_by": _GIT} if wishes.managed else {}


def _in_name_of(manager: str | None) -> dict[str, Any]:
    """Who pushes files speaks for whoever keeps them."""
    return {} if manager is None else {"managed_by": manager}


def _set_managers(plan: Plan, written: Sequence[Pair], wishes: Wishes) -> Iterator[str]:
    """Say who manages what has not been written by now."""
    for pair in plan.pairs:
        wanted, known = _managed(pair, wishes), plan.lock.known.get(pair.path)
        if not wanted or known is None or pair in written or wanted["managed_by"] == pair.managed_by:
            continue
        path = f"/v1/workflows/{known.id}"
        stored = plan.connection.call("PUT", path, wanted, _in_name_of(pair.managed_by)).data
        plan.lock.note(pair.path, Synchronized(known.id, stored["updated_at"], known.digest))
        yield pair.path


def _set_statuses(plan: Plan) -> Iterator[str]:
    for pair in plan.pairs:
        wanted = _wanted_status(pair.file)
        known = plan.lock.known.get(pair.path)
        if wanted is None or known is None or wanted == (pair.status or "inactive"):
            continue
        path = f"/v1/workflows/{known.id}/status"
        stored = plan.connection.post(path, {"status": wanted})
        plan.lock.note(pair.path, Synchronized(known.id, stored["updated_at"], known.digest))
        say(words(f"push_{wanted}", path=pair.path))
        yield pair.path


def _wanted_status(file: WorkflowFile | None) -> str | None:
    return None if file is None else file.content.get("status")


def _prune(plan: Plan) -> Iterator[str]:
    """Delete what has no file any more, and what runs others before these."""
    gone = {pair.name: pair for pair in plan.pairs if pair.side == "gone-file"}
    for name in reversed(in_order({name: pair.there or {} for name, pair in gone.items()})):
        pair = gone[name]
        headers = {"if-match": pair.etag} if pair.etag else {}
        query = _in_name_of(pair.managed_by)
        plan.connection.call("DELETE", f"/v1/workflows/{pair.stored_id}", query=query, headers=headers)
        plan.lock.forget(pair.path)
        say(words("push_deleted", name=pair.name, id=pair.stored_id))
        yield pair.path
