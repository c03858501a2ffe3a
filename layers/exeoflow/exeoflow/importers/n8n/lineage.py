"""How one node reads another: its items, and which of them the present item descends from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from exeoflow.importers.n8n.expressions import EarlierNode
from exeoflow.importers.n8n.kinds import branches, gives_one, is_merge, is_trigger
from exeoflow.importers.n8n.pieces import AT, COUNTED, Piece
from exeoflow.importers.n8n.unfolding import Arrival, Instance, Unfolded

_NEVER_RAN = '$error("The node has not run.")'


@dataclass(slots=True)
class Lineage:
    """What is known while instances are translated, in their order."""

    unfolded: Unfolded
    ids: Mapping[str, str]
    pinned: Mapping[str, bool | None]
    pieces: dict[str, Piece] = field(default_factory=dict)
    certain: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of each instance those that certainly ran when it runs."""
    waits: dict[str, set[str]] = field(default_factory=dict)
    """Of each instance those beside it that it has to wait for, since it reads them."""

    def __post_init__(self) -> None:
        for each in self.unfolded.instances.values():
            forward = [arrival for arrival in each.arrivals if not arrival.is_back]
            sets = [self.certain[arrival.source] | {arrival.source} for arrival in forward]
            self.certain[each.id] = frozenset.intersection(*sets) if sets else frozenset()

    def seen_from(self, instance: Instance) -> "Seen":
        """The other nodes as an instance sees them."""
        return Seen(self, instance)

    def before(self, instance: Instance) -> frozenset[str]:
        """Everything from which a path leads to the instance, waiting included."""
        found = set(self.unfolded.before.get(instance.id, frozenset()))
        pending = [instance.id, *found]
        while pending:
            for each in self.waits.get(pending.pop(), set()):
                more = {each} | self.unfolded.before[each]
                pending.extend(more - found)
                found |= more
        return frozenset(found)

    def readable(self, id_: str, output: int) -> str | None:
        """The id of the step that has the items of an output."""
        piece = self.pieces[id_]
        if output not in piece.readable:
            return None
        suffix = piece.readable[output]
        return f"{self.ids[id_]}_{suffix}" if suffix else self.ids[id_]

    def gives_one(self, instance: Instance, output: int) -> bool:
        """Whether an output certainly has at most one item."""
        pinned = self.pinned.get(instance.node.name)
        if pinned is not None:
            return pinned
        return gives_one(instance.node, output, takes_one=instance.takes_one)

    def output_towards(self, source: Instance, reader: Instance) -> int:
        """The output of the source that leads to the reader; the first one if none does."""
        around = self.unfolded.before.get(reader.id, frozenset()) | {reader.id}
        for id_ in around:
            for arrival in self.unfolded.instances[id_].arrivals:
                if arrival.source == source.id and not arrival.is_back:
                    return arrival.output
        return 0

    def position(self, source: Instance, reader: Instance, index: str) -> tuple[int, str] | None:
        """What the reader's item at `index` descends from: an output of the source and the position in it."""
        forward = [each for each in reader.arrivals if not each.is_back]
        if is_merge(reader.node) and len({each.input for each in forward}) > 1:
            return None
        if reader.appends:
            return None
        found = {self._position(source, each, index) for each in forward}
        if len(found) == 1:
            return found.pop()
        return None

    def _position(self, source: Instance, arrival: Arrival, index: str) -> tuple[int, str] | None:
        if arrival.source == source.id:
            return arrival.output, index
        between = self.unfolded.instances[arrival.source]
        if source.id not in self.unfolded.before.get(between.id, frozenset()):
            return None
        pairs = self.pieces[between.id].pairs.get(arrival.output)
        if pairs is None:
            return None
        if pairs == COUNTED:
            text = self._counted(between, arrival, index)
            return None if text is None else self.position(source, between, text)
        name = self.ids[between.id]
        text = _bound(pairs, name, index)
        return self.position(source, between, text)

    def _counted(self, between: Instance, arrival: Arrival, index: str) -> str | None:
        """n8n pairs what says nothing itself: with the only item, or by position if there are as many."""
        forward = [each for each in between.arrivals if not each.is_back]
        own = self.readable(between.id, arrival.output)
        if len(forward) != 1 or own is None:
            return None
        items = self.readable(forward[0].source, forward[0].output)
        if items is None:
            return None
        given, made = f"$count($nodes.`{items}`)", f"$count($nodes.`{own}`)"
        return f'({given} = 1 ? 0 : {given} = {made} ? {index} : $error("Nobody knows the paired item."))'


def _bound(pairs: str, name: str, index: str) -> str:
    return pairs.replace(AT, index).replace("`\ue000`", f"`{name}`").replace("`\ue000", f"`{name}_")


class Seen(Mapping[str, EarlierNode]):
    """The earlier nodes by n8n's names, each looked up when it is asked for."""

    def __init__(self, lineage: Lineage, reader: Instance) -> None:
        self._lineage = lineage
        self._reader = reader
        self._found: dict[str, EarlierNode | None] = {}
        self._indices: dict[str, str] = {}

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names() if self._get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._get(name) is not None

    def __getitem__(self, name: str) -> EarlierNode:
        found = self._get(name)
        if found is None:
            raise KeyError(name)
        return found

    def index_of(self, name: str) -> str | None:
        """The position of the item that the one at `$i` descends from, within the node's `items`."""
        return self._indices.get(name) if self._get(name) is not None else None

    def _names(self) -> set[str]:
        return {each.node.name for each in self._lineage.unfolded.instances.values()}

    def _get(self, name: str) -> EarlierNode | None:
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> EarlierNode | None:
        copies = self._lineage.unfolded.copies(name)
        before = self._lineage.before(self._reader)
        above = [each for each in copies if each.id in before]
        if above:
            return self._earlier(name, above)
        if len(copies) == 1 and copies[0].id != self._reader.id:
            return self._beside(copies[0])
        return None

    def _earlier(self, name: str, above: list[Instance]) -> EarlierNode | None:
        lineage, reader = self._lineage, self._reader
        if any(each.id not in lineage.pieces for each in above):
            return None
        certain = lineage.certain[reader.id]
        last = above[-1]
        if len(above) > 1:
            sure = [each for each in above if each.id in certain]
            if len(sure) != 1:
                return None
            last = sure[0]
        output = lineage.output_towards(last, reader)
        paired = None
        position = lineage.position(last, reader, "$i")
        if position is not None:
            output, index = position
        elif lineage.gives_one(last, output) and last.id in certain:
            index = "0"
        else:
            index = ""
        step = lineage.readable(last.id, output)
        if step is None:
            return None
        items = self._items(last, step)
        if index:
            self._indices[name] = index
            paired = f"{items}[{index}]"
        executed = None if last.id in certain else f'($type($nodes.`{lineage.ids[last.id]}`) != "null")'
        return EarlierNode(items, paired, executed)

    def _items(self, source: Instance, step: str) -> str:
        certain = source.id in self._lineage.certain[self._reader.id]
        if certain and step == self._lineage.ids[source.id]:
            return f"$nodes.`{step}`"
        nothing = "[]" if certain else _NEVER_RAN
        return f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : {nothing})'

    def _beside(self, source: Instance) -> EarlierNode | None:
        """A node on another branch: it ran before if n8n comes to it first, and then has to be waited for."""
        lineage, reader = self._lineage, self._reader
        if reader.id in lineage.before(source) or source.id not in lineage.pieces:
            return None
        if is_trigger(source.node) or is_trigger(reader.node):
            return EarlierNode(_NEVER_RAN, _NEVER_RAN, "false")
        step = lineage.readable(source.id, 0)
        if step is None or any(each.returns for each in lineage.unfolded.instances.values()):
            return None
        lineage.waits.setdefault(reader.id, set()).add(source.id)
        items = f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : {_NEVER_RAN})'
        ran = f'($type($nodes.`{lineage.ids[source.id]}`) != "null")'
        paired = f"{items}[0]" if lineage.gives_one(source, 0) and not branches(source.node) else None
        return EarlierNode(items, paired, ran)
