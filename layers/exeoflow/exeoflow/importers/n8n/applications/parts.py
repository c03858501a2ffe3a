"""What hangs on a node: a model, a loader, a store."""

from collections.abc import Container
from dataclasses import replace

from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode


def part_of(place: Place, node: SourceNode) -> Place:
    """The place as a part of its node sees it."""
    return replace(place, node=node, attached=place.parts.get(node.name, ()), known={}, asked=set())


def needed_part(place: Place, known: Container[str], begins: str) -> SourceNode:
    """The first part on a node that is of a known kind.

    Raises `Refused` if there is none; it names another part whose kind `begins` so, or else the node.
    """
    found = next((each for each in place.attached if each.kind in known), None)
    if found is None:
        others = (each.type for each in place.attached if each.kind.startswith(begins))
        raise Refused("node-part-unsupported", type=next(others, place.node.type))
    return found
