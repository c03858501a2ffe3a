"""What an export says: n8n's nodes and arrows as frozen values, whatever somebody has done to the file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeGuard

from exeoflow.importers.names import is_name

MAIN: Final = "main"
NOTE: Final = "n8n-nodes-base.stickyNote"
_MAX_INDEX: Final = 200
"""Of an output or input; more are the work of no editor."""

OnError = Literal["stop", "regular", "error"]
_ON_ERROR: Final[Mapping[object, OnError]] = {
    "continueRegularOutput": "regular",
    "continueErrorOutput": "error",
    "stopWorkflow": "stop",
}


@dataclass(frozen=True, slots=True)
class SourceNode:
    """A node of the export; `name` is unique, `written` is the name that the file has for it."""

    name: str
    type: str
    version: float
    parameters: Mapping[str, Any]
    written: str
    x: float = 0
    y: float = 0
    is_disabled: bool = False
    executes_once: bool = False
    always_outputs: bool = False
    on_error: OnError = "stop"
    tries: int = 1
    seconds_between_tries: int = 1
    credentials: tuple[str, ...] = ()
    unknown: Mapping[str, str] = field(default_factory=dict)
    """Of its resource and operation those that n8n does not have, as they are written."""
    has_version: bool = True
    """Whether the file says the version: without it n8n takes the newest that it has, and here it is 1."""

    @property
    def kind(self) -> str:
        """The type without the package: `set` of `n8n-nodes-base.set`."""
        return self.type.rpartition(".")[2]

    @property
    def credential(self) -> str | None:
        """The kind of the node's first credential; None if it has none."""
        return next(iter(self.credentials), None)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A connection: from an output of one node into an input of another, both counted from 0."""

    source: str
    output: int
    target: str
    input: int
    again: int = 0
    """How often the very same one has been drawn before: n8n goes along each."""


@dataclass(frozen=True, slots=True)
class Export:
    """A whole file: `arrows` carry items, `attachments` hang a model, a tool or a memory on a node."""

    name: str
    nodes: Mapping[str, SourceNode]
    arrows: tuple[Arrow, ...] = ()
    attachments: tuple[Arrow, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    dangling: frozenset[str] = frozenset()
    """Nodes that have an arrow to a node that is not there."""


def read_export(document: object) -> Export | None:
    """The export in a parsed file; None if it has no `nodes` and `connections`."""
    found = _whole(document)
    if found is None:
        return None
    nodes = _nodes(found["nodes"])
    arrows, attachments, dangling = _arrows(found["connections"], nodes)
    settings = found.get("settings")
    name = found.get("name")
    return Export(
        name if is_name(name) else "",
        nodes,
        arrows,
        attachments,
        settings if isinstance(settings, Mapping) else {},
        dangling,
    )


def _whole(document: object) -> Mapping[str, Any] | None:
    """The workflow; a template's file has it one level down."""
    for each in (document, document.get("workflow") if isinstance(document, Mapping) else None):
        if (
            isinstance(each, Mapping)
            and isinstance(each.get("nodes"), list)
            and isinstance(each.get("connections"), Mapping)
        ):
            return each
    return None


def _nodes(written: Sequence[object]) -> dict[str, SourceNode]:
    nodes: dict[str, SourceNode] = {}
    for each in written:
        if not isinstance(each, Mapping) or each.get("type") == NOTE:
            continue
        node = _node(each, nodes)
        nodes[node.name] = node
    return nodes


def _node(each: Mapping[str, Any], taken: Mapping[str, SourceNode]) -> SourceNode:
    written = each.get("name")
    if not isinstance(written, str) or not written:
        written = f"node {len(taken) + 1}"
    x, y = _position(each.get("position"))
    credentials = each.get("credentials")
    return SourceNode(
        name=_unique(written, taken),
        type=_text(each.get("type")) or "unknown",
        version=_version(each.get("typeVersion")),
        has_version="typeVersion" in each,
        parameters=_parameters(each.get("parameters")),
        written=written,
        x=x,
        y=y,
        is_disabled=each.get("disabled") is True,
        executes_once=each.get("executeOnce") is True,
        always_outputs=each.get("alwaysOutputData") is True,
        on_error=_on_error(each),
        tries=_tries(each),
        seconds_between_tries=_seconds_between_tries(each.get("waitBetweenTries")),
        credentials=tuple(key for key in credentials if isinstance(key, str))
        if isinstance(credentials, Mapping)
        else (),
    )


def _unique(written: str, taken: Mapping[str, SourceNode]) -> str:
    name, number = written, 2
    while name in taken:
        name, number = f"{written} {number}", number + 1
    return name


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _parameters(value: object) -> Mapping[str, Any]:
    """Parameters in which `=` only stands before what computes: `=text` is the text, as n8n reads it."""
    parameters = dict(value) if isinstance(value, Mapping) else {}
    pending: list[Any] = [parameters]
    # Not by recursion: a file may be nested deeper than Python calls.
    while pending:
        inner = pending.pop()
        for place, written in inner.items() if isinstance(inner, dict) else enumerate(inner):
            match written:
                case str():
                    inner[place] = _without_mark(written)
                case dict() | list():
                    inner[place] = written.copy()
                    pending.append(inner[place])
    return parameters


def _without_mark(written: str) -> str:
    # What begins with `=` itself keeps its mark, without which it would be read as marked again.
    is_plain = written.startswith("=") and not written.startswith("==") and "{{" not in written
    return written[1:] if is_plain else written


def _version(value: object) -> float:
    if isinstance(value, list) and value:
        value = value[-1]
    return float(value) if _is_number(value) else 1.0


def _position(value: object) -> tuple[float, float]:
    if isinstance(value, list) and len(value) >= 2 and all(map(_is_number, value[:2])):
        return float(value[0]), float(value[1])
    return 0.0, 0.0


def _is_number(value: object) -> TypeGuard[int | float]:
    """Whether a number is one of versions or places: neither without an end nor beyond what fits a float."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _on_error(each: Mapping[str, Any]) -> OnError:
    written = each.get("onError")
    if isinstance(written, str) and written in _ON_ERROR:
        return _ON_ERROR[written]
    return "regular" if each.get("continueOnFail") is True else "stop"


def _tries(each: Mapping[str, Any]) -> int:
    """How often a node is tried; n8n keeps it between 2 and 5."""
    if each.get("retryOnFail") is not True:
        return 1
    tries = each.get("maxTries")
    return min(max(tries, 2), 5) if isinstance(tries, int) and not isinstance(tries, bool) and tries else 3


def _seconds_between_tries(value: object) -> int:
    """In whole seconds, at least one, as a state's retry has them."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    milliseconds = min(max(value, 0), 5000) if is_number and isinstance(value, int | float) else 1000
    return max(1, round(milliseconds / 1000))


def _arrows(
    connections: Mapping[str, Any], nodes: Mapping[str, SourceNode]
) -> tuple[tuple[Arrow, ...], tuple[Arrow, ...], frozenset[str]]:
    arrows: dict[Arrow, None] = {}
    attachments: dict[Arrow, None] = {}
    dangling: set[str] = set()
    drawn: Counter[Arrow] = Counter()
    for source, by_kind in connections.items():
        if source not in nodes or not isinstance(by_kind, Mapping):
            continue
        for kind, outputs in by_kind.items():
            for arrow in _arrows_of(source, outputs):
                if arrow.target not in nodes:
                    dangling.add(source)
                elif kind == MAIN:
                    arrows[replace(arrow, again=drawn[arrow])] = None
                    drawn[arrow] += 1
                else:
                    attachments[arrow] = None
    return tuple(arrows), tuple(attachments), frozenset(dangling)


def _arrows_of(source: str, outputs: object) -> list[Arrow]:
    if not isinstance(outputs, list):
        return []
    return [
        Arrow(source, output, target["node"], _index(target.get("index")))
        for output, targets in enumerate(outputs[:_MAX_INDEX])
        if isinstance(targets, list)
        for target in targets
        if isinstance(target, Mapping) and isinstance(target.get("node"), str)
    ]


def _index(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MAX_INDEX:
        return value
    return 0
