"""Operations by a name that n8n does not have, as in exports that were made anonymous or changed by hand.

n8n shows a node's fields by its resource and operation, and keeps what was set. So the fields of a node tell
which operation it was, if only one of all that n8n has shows each of them and needs no other.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.inferring.table import Operation, is_listed, names_of, operations_of
from exeoflow.importers.n8n.kinds import BASE
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.source import Export, SourceNode

_NAMING: Final = ("resource", "operation")
_OF_ALL: Final = frozenset(
    {*_NAMING, "authentication", "requestOptions", "descriptionType", "toolDescription"}
)
"""What nodes have whatever they do."""
_TELLS_LITTLE: Final = frozenset(
    {"additionalFields", "filters", "limit", "options", "returnAll", "simple", "updateFields"}
)
"""What operations of all kinds show."""
_DESTROYS: Final = re.compile(
    r"delete|remove|terminate|archive|cancel|clear|close|deactiv|disable|drop|exit|kick|leave|^pop$|reset"
    r"|stop|trash|unlink|unsubscribe|void",
    re.IGNORECASE,
)
"""Operations that nobody should find done who did not write them."""


_Word: TypeAlias = tuple[str, str, str]
"""A kind of nodes, `resource` or `operation`, and what stands there."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a node says of its operation, by itself."""

    node: SourceNode
    kind: str
    """That of the node, or of the one that a tool is made of."""
    unknown: Mapping[str, str]
    """The words by which it names a resource or an operation that n8n does not have."""
    likely: Sequence[Operation] = ()
    """The operations that its fields tell, if it has such words."""


def with_operations(export: Export) -> Export:
    """The export, in which operations that n8n does not have are what their fields tell."""
    said = {name: _said(node) for name, node in export.nodes.items()}
    told = _meanings(said.values())
    return replace(export, nodes={name: _named_as_meant(each, told) for name, each in said.items()})


def _named_as_meant(said: _Said, told: Mapping[_Word, Collection[str]]) -> SourceNode:
    """The node with names that n8n has, if its own are none; all of an export tell what words may mean.

    Where a node's own fields leave several operations, one of them may be all that a word means there. What
    destroys is told by a node's own fields or not at all.
    """
    node, unknown = said.node, said.unknown
    found = [each for each in said.likely or _told_whole(said, told) if _is_meant(said, each, told)]
    if len(found) != 1 or not _is_described(said.kind, found[0]):
        return node
    if _DESTROYS.search(found[0].operation) and ("operation" in unknown or len(said.likely) != 1):
        return node
    meant = {name: getattr(found[0], name) for name in unknown}
    return replace(node, parameters={**node.parameters, **meant}, unknown=unknown)


def _meanings(nodes: Collection[_Said]) -> dict[_Word, set[str]]:
    """What each word that n8n does not have may mean: in an export it means one thing to nodes of a kind.

    It does not mean what another node of the kind names as n8n does.
    """
    told: dict[_Word, set[str]] = {}
    for said in nodes:
        for name, word in said.unknown.items() if said.likely else ():
            possible = {getattr(each, name) for each in said.likely}
            key = (said.kind, name, word)
            told[key] = told.get(key, possible) & possible
    taken = _named(nodes) if told else {}
    for (kind, name, word), possible in told.items():
        told[kind, name, word] = possible - taken.get((kind, name), set()) or possible
    return {key: each for key, each in told.items() if each}


def _named(nodes: Iterable[_Said]) -> dict[tuple[str, str], set[str]]:
    """The resources and operations that nodes of each kind name as n8n does."""
    named: dict[tuple[str, str], set[str]] = {}
    for said in nodes:
        for name in _NAMING:
            if name not in said.unknown and isinstance(written := said.node.parameters.get(name), str):
                named.setdefault((said.kind, name), set()).add(written)
    return named


def _told_whole(said: _Said, told: Mapping[_Word, Collection[str]]) -> Iterator[Operation]:
    """The operations of a node whose fields tell little, if other nodes tell each of its words."""
    words = said.unknown.items()
    if words and all(len(told.get((said.kind, name, word), ())) == 1 for name, word in words):
        yield from _fitting(said, tells_enough=True)


def _is_meant(said: _Said, each: Operation, told: Mapping[_Word, Collection[str]]) -> bool:
    """Whether the words may mean an operation, by all nodes of the export."""
    return all(
        (meant := getattr(each, name)) in told.get((said.kind, name, word), (meant,))
        for name, word in said.unknown.items()
    )


def _said(node: SourceNode) -> _Said:
    kind = node.kind if is_listed(node.kind) else node.kind.removesuffix("Tool")
    said = _Said(node, kind, _unknown(node, kind))
    return replace(said, likely=_likely(said)) if said.unknown else said


def _unknown(node: SourceNode, kind: str) -> dict[str, str]:
    if not node.type.startswith(BASE) or not is_listed(kind):
        return {}
    return {
        name: written
        for position, name in enumerate(_NAMING)
        if isinstance(written := node.parameters.get(name), str)
        and written
        and not is_computed(written)
        and written not in names_of(kind, position)
    }


def _likely(said: _Said) -> list[Operation]:
    """The operations that fit a node; of several those that fit it in what its collections hold, too."""
    held = _held(said.node, operations_of(said.kind, said.node.version))
    found = [*_fitting(said, tells_enough=bool(held))]
    if not found:
        # Some exports do name what a node begins with.
        found = [*_fitting(said, tells_enough=bool(held), may_be_first=True)]
    close = [each for each in found if _fits_closely(each, said.node, held)]
    return close if held else close or found


def _held(node: SourceNode, operations: Collection[Operation]) -> dict[str, set[str]]:
    """The names within the collections of a node that n8n has in some operation of its kind."""
    held = {
        name: {part for each in operations for part in each.parts.get(name, ()) if part in written}
        for name, written in node.parameters.items()
        if isinstance(written, Mapping)
    }
    return {name: parts for name, parts in held.items() if parts}


def _fits_closely(operation: Operation, node: SourceNode, held: Mapping[str, set[str]]) -> bool:
    """Whether an operation has what the collections of a node hold, and the node what it should choose."""
    return (
        all(each <= operation.parts.get(name, frozenset()) for name, each in held.items())
        and operation.wanted <= node.parameters.keys()
        and all(
            _is_shown(said, node) for name, said in operation.conditions.items() if name in node.parameters
        )
    )


def _is_shown(condition: str, node: SourceNode) -> bool:
    """Whether a field is shown, by what the node says of another."""
    said, _, wanted = condition.partition("=")
    name, _, usual = said.partition(":")
    written = node.parameters.get(name, usual)
    word = str(written).lower() if isinstance(written, bool) else str(written)
    return is_computed(written) or word in wanted.split("|")


def _fitting(said: _Said, *, tells_enough: bool = False, may_be_first: bool = False) -> Iterator[Operation]:
    """The operations that a node may be set to by what it says and by the fields that it sets."""
    fields = set(said.node.parameters) - _OF_ALL
    tells_little = fields <= _TELLS_LITTLE
    if tells_little and not tells_enough:
        return
    for each in operations_of(said.kind, said.node.version):
        # Where collections alone tell, an operation is not ruled out by what nobody has filled in yet.
        fits = fields <= each.shown and (tells_little or _has_needed(each, fields))
        if fits and _may_be_named(said, each, may_be_first=may_be_first):
            yield each


def _may_be_named(said: _Said, operation: Operation, *, may_be_first: bool) -> bool:
    """Whether the names that a node has may be an operation's.

    n8n writes no resource or operation that a node begins with, as a rule.
    """
    for name, is_first in (("resource", operation.is_of_first), ("operation", operation.is_first)):
        written = said.node.parameters.get(name)
        if name in said.unknown:
            may_be = may_be_first or not is_first
        else:
            may_be = written == getattr(operation, name) or (written is None and is_first)
        if not may_be:
            return False
    return True


def _has_needed(operation: Operation, fields: Collection[str]) -> bool:
    """Whether a node sets what an operation needs; of `a/b` it needs `a` unless `b` is set."""
    return all(any(name in fields for name in each.split("/")) for each in operation.needed)


def _is_described(kind: str, found: Operation) -> bool:
    """Whether there is a counterpart, as far as that is said by the operation."""
    application = APPLICATIONS.get(BASE + kind)
    keys = {(found.resource, found.operation), ("", found.operation)}
    return application is None or not keys.isdisjoint(application.operations)
