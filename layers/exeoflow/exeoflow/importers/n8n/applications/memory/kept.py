"""A memory as an item of a table: its session's messages, read before they are used and written after it.

n8n keeps those of its simple memory in its own process, and those of the others in their databases.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.parts import part_of
from exeoflow.importers.n8n.computed_values import At
from exeoflow.importers.n8n.families.static_data import TABLE
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import OWN, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

ASKED: Final = f"$nodes.`{OWN}begin`.memory"
"""JSONata for what `Memory.asked` has said, in the steps of a loop whose first is `begin`."""
_ROW: Final = f"$nodes.`{OWN}recall`"
_IS_YOUNG: Final = f"($exists({_ROW}.expires_at) ? {_ROW}.expires_at * 1000 > $millis() : true)"
HELD: Final = f"($exists({_ROW}.data) and {_IS_YOUNG} ? [$parse({_ROW}.data)] : [])"
"""JSONata for all messages of the session, behind the step `recall`."""
RECALL: Final = Step(
    "database",
    {"operation": "get", "table": TABLE, "key": {"id": f"{{{{ {ASKED}.id }}}}"}, "consistent": True},
    "recall",
)

_MOST_MESSAGES: Final = 200
_MOST_CHARACTERS: Final = 60_000
"""What a session keeps; the oldest go first. An item of DynamoDB holds 400 KB, a step's data 256 KB."""
_FITTING: Final = (
    "[$reverse([$reduce($reverse([%s]), function($r, $m) {( $s := $r.size + $length($string($m)); "
    f'{{"size": $s, "kept": $s > {_MOST_CHARACTERS} or $count($r.kept) >= {_MOST_MESSAGES} '
    '? $r.kept : $append($r.kept, [$m])} )}, {"size": 0, "kept": []}).kept])]'
)

_AN_HOUR: Final = 3600
"""Seconds after which n8n forgets a session of its simple memory that nobody has used."""
_USUAL_PAIRS: Final = 5


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind: since which versions it chooses the session, parts those of nodes, and has a window."""

    chooses_since: float = 1.2
    parts_since: float = 1.4
    windows_since: float | None = 1.3
    setting: str = "sessionId"
    first: str = ""


_KINDS: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "memoryBufferWindow": _Kind(windows_since=0, setting="sessionKey", first="chat_history"),
        "memoryRedisChat": _Kind(parts_since=1.6, setting="sessionKey", first="chat_history"),
        "memoryPostgresChat": _Kind(chooses_since=0, windows_since=1.1),
        "memoryMongoDbChat": _Kind(chooses_since=0, parts_since=1.1, windows_since=0),
        "memoryXata": _Kind(parts_since=1.5),
        "memoryMotorhead": _Kind(windows_since=None),
        "memoryZep": _Kind(windows_since=None),
    }
)
_READ_OF_ITEMS_SINCE: Final = 1.1
_UNPLAIN: Final = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory that hangs on a node; `asked` is JSONata for its session's `id` and its window of `pairs`."""

    asked: str
    seconds: str | None
    """JSONata for how long a session is kept that nobody uses; None for good."""

    def keep(self, messages: str) -> Step:
        """The step that writes the session's messages, given as JSONata."""
        item = {"id": f"{{{{ {ASKED}.id }}}}", "data": f"{{{{ $string({_FITTING % messages}) }}}}"}
        if self.seconds is not None:
            item["expires_at"] = f"{{{{ $floor($millis() / 1000) + {self.seconds} }}}}"
        return Step("database", {"operation": "put", "table": TABLE, "item": item}, "keep")


def memory_of(place: Place, at: At) -> Memory | None:
    """The memory on a node, if it has one; raises `Refused` for one of an unknown kind.

    Its session is that of each item or of the first.
    """
    node = next((each for each in place.attached if each.kind.startswith("memory")), None)
    if node is None:
        return None
    kind = _KINDS.get(node.kind)
    if kind is None:
        raise Refused("node-part-unsupported", type=node.type)
    inner = part_of(place, node)
    asked = {"id": _id(inner, kind, at)}
    if kind.windows_since is None:
        place.note("setting-approximated", setting=node.kind)
    elif node.version >= kind.windows_since:
        asked["pairs"] = inner.value(inner.parameter("contextWindowLength", _USUAL_PAIRS), at)
    place.note("memory-kept", table=TABLE)
    return Memory(object_of(asked), _seconds(inner))


def _seconds(inner: Place) -> str | None:
    if inner.node.kind == "memoryBufferWindow":
        return str(_AN_HOUR)
    seconds = inner.number("sessionTTL", 0)
    return str(seconds) if seconds > 0 else None


def _id(inner: Place, kind: _Kind, at: At) -> str:
    """JSONata for the key: a simple memory is its workflow's, one of a database is everybody's."""
    session = _session(inner, kind, at)
    if inner.node.kind == "memoryBufferWindow":
        return f'$workflow.id & "/memory/" & {session}'
    names = [inner.parameter(name) for name in ("tableName", "collectionName", "databaseName")]
    store = "/".join([inner.node.kind, *(each for each in names if isinstance(each, str) and each)])
    return f"{literal(store + '/')} & {session}"


def _session(inner: Place, kind: _Kind, at: At) -> str:
    node = inner.node
    if node.version < kind.chooses_since:
        usual = kind.first if node.version < _READ_OF_ITEMS_SINCE else "={{ $json.sessionId }}"
        return _as_text([inner.value(inner.parameter(kind.setting, usual), at)], "Invalid session ID")
    if inner.chosen("sessionIdType", "fromInput") != "fromInput":
        return _as_text([inner.value(inner.parameter("sessionKey", ""), at)], "Key parameter is empty")
    found = _as_text(_given(inner, at), "No session ID found")
    if node.version < kind.parts_since:
        return found
    return f"{found} & {literal('__' + _UNPLAIN.sub('_', node.written))}"


def _given(inner: Place, at: At) -> list[str]:
    """JSONata for the session of the item, and for that of the chat that began the run."""
    written = ["={{ $json.sessionId }}"]
    name = inner.earlier.first_of("chatTrigger")
    if name is not None:
        written.append(f"={{{{ $({literal(name)}).first().json.sessionId }}}}")
    return [inner.value(each, at) for each in written]


def _as_text(values: list[str], lacking: str) -> str:
    """JSONata for the first of the values that is something, as a text; else it fails with `lacking`."""
    text = f"$error({literal(lacking)})"
    for each in reversed(values):
        given = (
            '$type($s) in ["string", "number", "boolean"] ? $n8_field_text($s) : $error("Invalid session ID")'
        )
        text = f'($s := $n8_or_null({each}); $s = null or $s = "" ? {text} : {given})'
    return text


def window(messages: str) -> str:
    """JSONata for the last messages that a model is told of; those of a tool have their call before them."""
    last = (
        f"($h := {messages}; $p := {ASKED}.pairs; $n := $count($h); "
        "$w := $exists($p) and $p > 0 ? $filter($h, function($m, $k) { $k >= $n - 2 * $p }) : $h; "
    )
    return last + '$filter($w, function($m, $k) { $exists([$w][[0..$k]][role != "tool"]) }))'
