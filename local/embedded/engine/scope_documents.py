"""Scopes as JSON documents, and a run put together again from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.embedded.engine.definitions import Machine
from local.embedded.engine.interpreter import Run
from local.embedded.engine.scopes import Inner, Phase, Scope
from local.embedded.stores.rows import json_of, json_text


def document_of(scope: Scope) -> str:
    """Write a scope without its items and results, which have rows of their own."""
    inner = scope.inner
    return json_text(
        {
            "parent": None if scope.parent is None else scope.parent.id,
            "index": scope.index,
            "item": scope.item,
            "state": scope.state,
            "input": scope.input,
            "phase": scope.phase,
            "previous": scope.previous,
            "entered_at": scope.entered_at,
            "retries": scope.retries,
            "call": scope.call,
            "token": scope.token,
            "wake_at": scope.wake_at,
            "variables": scope.variables,
            "inner": None if inner is None else [inner.count, inner.limit, inner.next, inner.previous],
        }
    )


def restore_scopes(
    run: Run,
    documents: Sequence[tuple[int, str]],
    items: Mapping[int, str],
    results: Sequence[tuple[int, int, str]],
) -> None:
    """Put a run back where it stood; `documents` are ordered by the scopes' numbers: outer ones first."""
    for number, document in documents:
        content = json_of(document)
        parent = None if content["parent"] is None else run.scopes[content["parent"]]
        scope = _scope(number, _machine_of(run, parent, content["index"]), parent, content)
        if scope.inner is not None and number in items:
            scope.inner.items = json_of(items[number])
        if parent is not None and parent.inner is not None:
            parent.inner.running[scope.index] = scope
        run.scopes[number] = scope
        if scope.phase is Phase.READY:
            run.ready.append(scope)
    for number, position, output in results:
        inner = run.scopes[number].inner
        if inner is not None:
            inner.results[position] = json_of(output)


def _machine_of(run: Run, parent: Scope | None, index: int) -> Machine:
    if parent is None:
        return run.machine
    inner = parent.definition.inner
    return inner[0] if parent.definition.type == "Map" else inner[index]


def _scope(number: int, machine: Machine, parent: Scope | None, content: dict[str, Any]) -> Scope:
    inner = content["inner"]
    return Scope(
        id=number,
        machine=machine,
        parent=parent,
        index=content["index"],
        item=content["item"],
        state=content["state"],
        input=content["input"],
        phase=Phase(content["phase"]),
        previous=content["previous"],
        entered_at=content["entered_at"],
        retries=content["retries"],
        call=content["call"],
        token=content["token"],
        wake_at=content["wake_at"],
        variables=content["variables"],
        inner=None if inner is None else Inner(inner[0], inner[1], next=inner[2], previous=inner[3]),
    )
