"""Operations by a name that n8n does not have, as in exports that were made anonymous or changed by hand.

n8n shows a node's fields by its resource and operation, and keeps what was set. So the fields of a node tell
which operation it was, if only one of all that n8n has shows each of them and needs no other.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
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


def with_operations(export: Export) -> Export:
    """The export, in which operations that n8n does not have are what their fields tell."""
    told = _meanings(export.nodes.values())
    return replace(export, nodes={name: with_operation(node, told) for name, node in export.nodes.items()})


def with_operation(
    node: SourceNode, told: Mapping[_Word, Collection[str]] = MappingProxyType({})
) -> SourceNode:
    """The node with names that n8n has, if its own are none and its fields tell which are.

    `told` is what words may mean by all nodes of an export: where a node's own fields leave several, one of
    them may be all that a word means there. What destroys is told by a node's own fields or not at all.
    """
    unknown = _unknown(node)
    base = _base(node)
    own = _likely(base, node, unknown) if unknown else []
    found = [
        each for each in own or _told_whole(base, node, unknown, told) if _is_meant(base, each, unknown, told)
    ]
    if len(found) != 1 or not _is_described(base, found[0]):
        return node
    if _DESTROYS.search(found[0].operation) and ("operation" in unknown or len(own) != 1):
        return node
    meant = {name: getattr(found[0], name) for name in unknown}
    return replace(node, parameters={**node.parameters, **meant}, unknown=unknown)


def _meanings(nodes: Collection[SourceNode]) -> dict[_Word, set[str]]:
    """What each word that n8n does not have may mean: in an export it means one thing to nodes of a kind.

    It does not mean what another node of the kind names as n8n does.
    """
    told: dict[_Word, set[str]] = {}
    for node in nodes:
        unknown = _unknown(node)
        fitting = _likely(_base(node), node, unknown) if unknown else []
        for name, word in unknown.items() if fitting else ():
            possible = {getattr(each, name) for each in fitting}
            key = (_base(node), name, word)
            told[key] = told.get(key, possible) & possible
    taken = _named(nodes) if told else {}
    for (kind, name, word), possible in told.items():
        told[kind, name, word] = possible - taken.get((kind, name), set()) or possible
    return {key: each for key, each in told.items() if each}


def _named(nodes: Iterable[SourceNode]) -> dict[tuple[str, str], set[str]]:
    """The resources and operations that nodes of each kind name as n8n does."""
    named: dict[tuple[str, str], set[str]] = {}
    for node in nodes:
        unknown = _unknown(node)
        for name in _NAMING:
            if name not in unknown and isinstance(written := node.parameters.get(name), str):
                named.setdefault((_base(node), name), set()).add(written)
    return named


def _told_whole(
    kind: str, node: SourceNode, unknown: Mapping[str, str], told: Mapping[_Word, Collection[str]]
) -> Iterator[Operation]:
    """The operations of a node whose fields tell little, if other nodes tell each of its words."""
    if unknown and all(len(told.get((kind, name, word), ())) == 1 for name, word in unknown.items()):
        yield from _fitting(kind, node, unknown, tells_enough=True)


def _is_meant(
    kind: str, each: Operation, unknown: Mapping[str, str], told: Mapping[_Word, Collection[str]]
) -> bool:
    """Whether the words may mean an operation, by all nodes of the export."""
    return all(
        (meant := getattr(each, name)) in told.get((kind, name, word), (meant,))
        for name, word in unknown.items()
    )


def _base(node: SourceNode) -> str:
    """The kind of a node, or of the one that a tool is made of."""
    return node.kind if is_listed(node.kind) else node.kind.removesuffix("Tool")


def _unknown(node: SourceNode) -> dict[str, str]:
    """The words by which a node names a resource or an operation that n8n does not have."""
    base = _base(node)
    if not node.type.startswith(BASE) or not is_listed(base):
        return {}
    return {
        name: written
        for position, name in enumerate(_NAMING)
        if isinstance(written := node.parameters.get(name), str)
        and written
        and not is_computed(written)
        and written not in names_of(base, position)
    }


def _likely(kind: str, node: SourceNode, unknown: Collection[str]) -> list[Operation]:
    """The operations that fit a node; of several those that fit it in what its collections hold, too."""
    held = _held(node, operations_of(kind, node.version))
    found = [*_fitting(kind, node, unknown, tells_enough=bool(held))]
    if not found:
        # Some exports do name what a node begins with.
        found = [*_fitting(kind, node, unknown, tells_enough=bool(held), may_be_first=True)]
    close = [each for each in found if _fits_closely(each, node, held)]
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


def _fitting(
    kind: str,
    node: SourceNode,
    unknown: Collection[str],
    *,
    tells_enough: bool = False,
    may_be_first: bool = False,
) -> Iterator[Operation]:
    """The operations that a node may be set to by what it says and by the fields that it sets."""
    fields = set(node.parameters) - _OF_ALL
    tells_little = fields <= _TELLS_LITTLE
    if tells_little and not tells_enough:
        return
    for each in operations_of(kind, node.version):
        if (
            _may_be(
                each.resource, node, "resource", unknown, is_first=each.is_of_first, or_first=may_be_first
            )
            and _may_be(
                each.operation, node, "operation", unknown, is_first=each.is_first, or_first=may_be_first
            )
            and fields <= each.shown
            # Where collections alone tell, an operation is not ruled out by what nobody has filled in yet.
            and (tells_little or _has_needed(each, fields))
        ):
            yield each


def _may_be(  # noqa: PLR0913  what an export writes
    meant: str, node: SourceNode, name: str, unknown: Collection[str], *, is_first: bool, or_first: bool
) -> bool:
    """Whether a resource or an operation may be meant; n8n writes none that a node begins with, as a rule."""
    if name in unknown:
        return or_first or not is_first
    written = node.parameters.get(name)
    return written == meant or (written is None and is_first)


def _has_needed(operation: Operation, fields: Collection[str]) -> bool:
    """Whether a node sets what an operation needs; of `a/b` it needs `a` unless `b` is set."""
    return all(any(name in fields for name in each.split("/")) for each in operation.needed)


def _is_described(kind: str, found: Operation) -> bool:
    """Whether there is a counterpart, as far as that is said by the operation."""
    application = APPLICATIONS.get(BASE + kind)
    keys = {(found.resource, found.operation), ("", found.operation)}
    return application is None or not keys.isdisjoint(application.operations)
