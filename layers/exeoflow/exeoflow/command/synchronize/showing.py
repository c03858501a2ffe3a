"""Differences for people: what would become of each workflow, node by node."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from exeoflow.command.synchronize.content import difference_between
from exeoflow.command.synchronize.plan import Pair
from exeoflow.command.terminal import console
from exeoflow.command.words import words
from exeoflow.service.workflows.difference import ABSENT, Difference, FieldChange

_LONGEST: Final = 120
_STYLES: Final = {"+": "green", "-": "red", "~": "yellow"}


def show_pair(pair: Pair) -> None:
    """Print what differs."""
    from rich.text import Text

    head = Text(pair.path or pair.name, style="bold")
    head.append(f"  {words(f'diff_{pair.side}')}", style="cyan")
    console().print(head)
    if pair.here is not None and pair.there is not None:
        for line in lines_of(difference_between(pair.there, pair.here)):
            console().print(Text(f"  {line}", style=_STYLES.get(line[:1], "default")))


def lines_of(found: Difference) -> Iterator[str]:
    """Yield a line per thing that is added (`+`), removed (`-`) or changed (`~`)."""
    for change in found.fields:
        yield _changed("", change)
    for node in found.added:
        yield f"+ {_node(node)}"
    for node in found.removed:
        yield f"- {_node(node)}"
    for changed in found.changed:
        for change in changed.fields:
            yield _changed(f"{changed.node_id}.", change)
    for connection in found.connected:
        yield f"+ {_ends(connection)}"
    for connection in found.disconnected:
        yield f"- {_ends(connection)}"
    if found.moved:
        yield f"~ {words('diff_moved', ids=', '.join(found.moved))}"


def _changed(owner: str, change: FieldChange) -> str:
    return f"~ {owner}{change.path}: {_text(change.before)} → {_text(change.after)}"


def _node(node: Mapping[str, Any]) -> str:
    return words("diff_node", id=node["id"], type=node.get("type"))


def _ends(connection: Mapping[str, Any]) -> str:
    handle = connection.get("source_handle")
    return f"{connection['source']}{f'.{handle}' if handle else ''} → {connection['target']}"


def _text(value: object) -> str:
    if value is ABSENT:
        return words("diff_absent")
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
