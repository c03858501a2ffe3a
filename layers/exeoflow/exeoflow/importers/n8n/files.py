"""Where an item's files are.

n8n carries files beside the JSON of an item. Here an item is its JSON: the step that makes a file keeps it,
and whoever reads it finds it there, by the item of that step which the present one descends from.
A file is `data`, its content in base64, `mimeType`, `fileName`, as n8n has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exeoflow.importers.n8n.kinds import hands_files_on
from exeoflow.importers.n8n.lineage import Lineage, Seen, bound
from exeoflow.importers.n8n.unfolding import Instance


@dataclass(frozen=True, slots=True)
class Files:
    """The files as one instance sees them."""

    lineage: Lineage
    reader: Instance

    def of_item(self, earlier: Seen) -> str | None:
        """JSONata for the files of the item at `$i`, by their names; None where they cannot be told."""
        found = [self._at(maker, earlier) for maker in self._makers()]
        known = [each for each in found if each is not None]
        if not known or len(known) < len(found):
            return None
        return known[0] if len(known) == 1 else f"$merge([{', '.join(known)}])"

    def of_node(self, name: str) -> str | None:
        """JSONata for the files of a node's item at `$i`; None where it makes none or has copies."""
        copies = self.lineage.unfolded.copies(name)
        kept = self._kept(copies[0]) if len(copies) == 1 else None
        return None if kept is None else bound(kept, self.lineage.ids[copies[0].id], "$i")

    def _makers(self) -> Iterator[Instance]:
        """The nearest nodes on the way back that make files; where others begin anew, there are none."""
        pending = [self.reader]
        seen = {self.reader.id}
        while pending:
            for arrival in pending.pop(0).arrivals:
                source = self.lineage.unfolded.instances[arrival.source]
                if arrival.is_back or source.id in seen:
                    continue
                seen.add(source.id)
                if self._kept(source) is not None:
                    yield source
                elif hands_files_on(source.node):
                    pending.append(source)

    def _kept(self, maker: Instance) -> str | None:
        """Where a node keeps its files; the piece that keeps them stands in for one that does not."""
        piece = self.lineage.pieces.get(maker.id)
        if piece is None:
            return None
        if piece.files is None and piece.tracked is not None and piece.tracked.files is not None:
            piece = self.lineage.pieces[maker.id] = piece.tracked
        return piece.files

    def _at(self, maker: Instance, earlier: Seen) -> str | None:
        kept = self._kept(maker)
        name = maker.node.name
        is_the_one = len(self.lineage.unfolded.copies(name)) == 1
        is_certain = is_the_one or maker.id in self.lineage.certain[self.reader.id]
        index = earlier.index_of(name)
        if kept is None or index is None or not is_certain:
            return None
        if self.lineage.output_towards(maker, self.reader) != 0:
            return None
        return bound(kept, self.lineage.ids[maker.id], index)
