"""Where an item's files are.

n8n carries files beside the JSON of an item. Here an item is its JSON: the step that makes a file keeps it,
and whoever reads it finds it there, by the item of that step which the present one descends from.
A file is `data`, its content in base64, `mimeType`, `fileName`, as n8n has them.
"""

from dataclasses import dataclass, replace

from exeoflow.importers.n8n.instances.earlier_nodes import EarlierNodes
from exeoflow.importers.n8n.instances.instance import Arrival, Instance
from exeoflow.importers.n8n.instances.lineage import Lineage, bound
from exeoflow.importers.n8n.kinds import drops_files, hands_files_on, is_loop, loop_output
from exeoflow.importers.n8n.pieces import NO_FILES


@dataclass(frozen=True, slots=True)
class Files:
    """The files as one instance sees them."""

    lineage: Lineage
    reader: Instance

    def of_item(self, earlier: EarlierNodes) -> str | None:
        """JSONata for the files of the item at `$i`, by their names; None where they cannot be told."""
        makers = self._makers_before(self.reader)
        if makers is None:
            return None
        if not makers:
            return NO_FILES
        found = [self._at(maker, earlier) for maker in makers]
        known = [each for each in found if each is not None]
        if not known or len(known) < len(found):
            return None
        return known[0] if len(known) == 1 else f"$merge([{', '.join(known)}])"

    def of_node(self, name: str) -> str | None:
        """JSONata for the files of a node's item at `$i`; None where it makes none or has copies."""
        copies = self.lineage.unfolded.copies(name)
        kept = self._kept(copies[0]) if len(copies) == 1 else None
        return None if kept is None else bound(kept, self.lineage.ids[copies[0].id], "$i")

    def are_none_of(self, name: str) -> bool:
        """Whether a node's items certainly have no files."""
        copies = self.lineage.unfolded.copies(name)
        if len(copies) != 1:
            return False
        node, kept = copies[0].node, self._kept(copies[0])
        if kept is not None:
            return kept == NO_FILES
        return drops_files(node) or (hands_files_on(node) and self._makers_before(copies[0]) == [])

    def _makers_before(self, reader: Instance) -> list[Instance] | None:
        """The nearest nodes on the way back that make files; None where there is none that is known."""
        makers: list[Instance] = []
        is_known = True
        pending = [reader]
        seen = {reader.id}
        while pending:
            node = pending.pop(0)
            for arrival in node.arrivals:
                source = self.lineage.unfolded.instances[arrival.source]
                is_known = is_known and not _may_come_back(node, source, arrival)
                if arrival.is_back or source.id in seen:
                    continue
                seen.add(source.id)
                match self._kept(source):
                    case None if hands_files_on(source.node):
                        pending.append(source)
                    case None:
                        is_known = is_known and drops_files(source.node)
                    case kept if kept != NO_FILES:
                        makers.append(source)
        return makers if makers or is_known else None

    def _kept(self, maker: Instance) -> str | None:
        """Where a node keeps its files; the piece that keeps them stands in for one that does not."""
        piece = self.lineage.pieces.get(maker.id)
        if piece is None:
            return None
        if piece.files is None and piece.tracked is not None and piece.tracked.files is not None:
            piece = piece.tracked
        elif piece.files is None and piece.handing_on is not None:
            piece = piece.handing_on() or replace(piece, handing_on=None)
        self.lineage.pieces[maker.id] = piece
        return piece.files

    def _at(self, maker: Instance, earlier: EarlierNodes) -> str | None:
        kept = self._kept(maker)
        name = maker.node.name
        is_the_one = len(self.lineage.unfolded.copies(name)) == 1
        is_certain = is_the_one or maker.id in self.lineage.certain[self.reader.id]
        index = earlier.index_of(name)
        if kept is None or index is None or not is_certain:
            return None
        if earlier[name].paired_output != 0:
            return None
        return bound(kept, self.lineage.ids[maker.id], index)


def _may_come_back(node: Instance, source: Instance, arrival: Arrival) -> bool:
    """Whether items of an arrival have been through a loop, in which files may be made."""
    if arrival.is_back:
        return not is_loop(node.node)
    return is_loop(source.node) and arrival.output != loop_output(source.node)
