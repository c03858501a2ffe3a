"""Which item of one node an item of another descends from."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from exeoflow.importers.n8n.instances.instance import Arrival, Instance, Unfolded
from exeoflow.importers.n8n.kinds import gives_one, is_merge
from exeoflow.importers.n8n.pieces import ALL, AT, COUNTED, Origins, Piece, step_id
from exeoflow.importers.n8n.source import Arrow

_NOTHING = "[][0]"


@dataclass(frozen=True, slots=True)
class Position:
    """An output, JSONata for a position in it, and whether there certainly is an item."""

    output: int
    text: str
    is_sure: bool = True


NOWHERE = Position(-1, _NOTHING, is_sure=False)
"""An item that does not descend from the node asked for: n8n fails."""


@dataclass(slots=True)
class Lineage:
    """What is known while instances are translated, in their order."""

    unfolded: Unfolded
    ids: Mapping[str, str]
    pinned: Mapping[str, bool | None]
    names: frozenset[str]
    """All nodes of the export."""
    arrows: tuple[Arrow, ...]
    """All arrows of the export."""
    pieces: dict[str, Piece] = field(default_factory=dict, init=False)
    certain: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    """Of each instance those that certainly ran when it runs."""
    waits: dict[str, set[str]] = field(default_factory=dict, init=False)
    """Of each instance those beside it that it has to wait for, since it reads them."""
    _leading_to: dict[str, list[Arrow]] = field(default_factory=dict, init=False)
    """The arrows to each node, from input to input."""

    def __post_init__(self) -> None:
        for arrow in sorted(self.arrows, key=lambda each: each.input):
            self._leading_to.setdefault(arrow.target, []).append(arrow)
        for each in self.unfolded.instances.values():
            forward = [arrival for arrival in each.arrivals if not arrival.is_back]
            sets = [self.certain[arrival.source] | {arrival.source} for arrival in forward]
            self.certain[each.id] = frozenset.intersection(*sets) if sets else frozenset()

    def leads_to(self, name: str) -> bool:
        """Whether an arrow leads to a node of the export."""
        return name in self._leading_to

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
        return step_id(self.ids[id_], piece.readable[output])

    def gives_one(self, instance: Instance, output: int) -> bool:
        """Whether an output certainly has at most one item."""
        pinned = self.pinned.get(instance.node.name)
        if pinned is not None:
            return pinned
        return gives_one(instance.node, output, takes_one=instance.takes_one)

    def output_towards(self, source: Instance, reader: Instance) -> int:
        """The output of the source by which the shortest way leads to the reader; the first one if none does.

        It is one for all runs: n8n looks from input to input, arrows back into loops included, and not at
        where this run's items come from (getNodeConnectionIndexes in packages/workflow).
        """
        pending, seen = deque([reader.node.name]), {reader.node.name}
        while pending:
            for arrow in self._leading_to.get(pending.popleft(), ()):
                if arrow.source == source.node.name:
                    return arrow.output
                if arrow.source not in seen:
                    seen.add(arrow.source)
                    pending.append(arrow.source)
        return 0

    def outputs_towards(self, source: Instance, reader: Instance) -> frozenset[int]:
        """The outputs by which ways lead from one instance to the other, returns left out."""
        before = self.unfolded.before[reader.id] | {reader.id}
        return frozenset(
            arrival.output
            for id_ in before
            for arrival in self.unfolded.instances[id_].arrivals
            if arrival.source == source.id and not arrival.is_back
        )

    # Which item another one descends from. n8n follows an item from node to node, and fails where nobody
    # knows it, or where it has come by several ways from different ones.

    def position(self, source: Instance, reader: Instance, index: str) -> Position | None:
        """What the reader's item at `index` descends from; None if that cannot be said."""
        if reader.appends or (is_merge(reader.node) and len({each.input for each in reader.arrivals}) > 1):
            return None
        return self._by_arms(source, reader, reader.at(0) or reader.at(1), index)

    def _by_arms(
        self, source: Instance, reader: Instance, arrivals: tuple[Arrival, ...], index: str
    ) -> Position | None:
        """By the one of the arrivals at an input that is live."""
        found = [self._by_arrow(source, each, index) for each in arrivals]
        known = [each for each in found if each is not None]
        if not known or len(known) < len(found):
            return None
        if all(each == known[0] for each in known):
            return known[0]
        outputs = {each.output for each in known if each is not NOWHERE}
        lives = [self._items_if_live(each) for each in arrivals]
        if len(outputs) > 1 or None in lives or self.unfolded.is_in_loop(reader):
            return None
        text = _NOTHING
        for live, each in zip(lives, known, strict=True):
            text = f"$count({live}) > 0 ? {each.text} : {text}"
        return Position(outputs.pop(), f"({text})", is_sure=False)

    def _items_if_live(self, arrival: Arrival) -> str | None:
        """The items of an arrival; an empty list where it is dead."""
        step = self.readable(arrival.source, arrival.output)
        return None if step is None else f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : [])'

    def _by_arrow(self, source: Instance, arrival: Arrival, index: str) -> Position | None:
        if arrival.source == source.id:
            return Position(arrival.output, index)
        between = self.unfolded.instances[arrival.source]
        if source.id not in self.unfolded.before[between.id]:
            return None if self.unfolded.is_in_loop(between) else NOWHERE
        pairs = self._pairs(between, arrival.output)
        match pairs:
            case None:
                return None
            case str():
                found = self.position(source, between, bound(pairs, self.ids[between.id], index))
                is_sure = pairs in {"0", AT}
                return found if found is None or is_sure else replace(found, is_sure=False)
        return self._by_inputs(source, between, pairs, index)

    def _by_inputs(
        self, source: Instance, between: Instance, origins: Origins, index: str
    ) -> Position | None:
        """By several items at once; where they do not descend from the same one, n8n fails."""
        texts: list[str] = []
        outputs: set[int] = set()
        for input_, text in origins.by_input.items():
            arrivals = between.at(input_)
            if not arrivals:
                continue
            if input_ in between.appends:
                return None
            found = self._by_arms(source, between, arrivals, "$k")
            if found is None:
                return None
            if found is not NOWHERE:
                outputs.add(found.output)
                listed = bound(text, self.ids[between.id], index)
                texts.append(f"$map({listed}, function($k) {{ {found.text} }})")
        if len(outputs) != 1:
            return None if outputs else NOWHERE
        return Position(outputs.pop(), f"$n8_only([{', '.join(texts)}])", is_sure=False)

    def _pairs(self, between: Instance, output: int) -> str | Origins | None:
        """The pairs of an output; if they are read, the piece that keeps them stands in."""
        piece = self.pieces[between.id]
        if output not in piece.pairs and piece.tracked is not None:
            piece = self.pieces[between.id] = piece.tracked
        pairs = piece.pairs.get(output)
        if pairs == COUNTED:
            return self._counted(between, output)
        if pairs == ALL:
            return "0" if between.takes_one or between.node.executes_once else self._all(between)
        if between.node.always_outputs and isinstance(pairs, str) and pairs not in {AT, "0"}:
            # The empty item that stands for no item descends from all that came in.
            everything = self._all(between)
            if everything is None:
                return None
            return Origins({0: f"($p := {pairs}; $exists($p) ? [$p] : {everything.by_input[0]})"})
        return pairs

    def _all(self, between: Instance) -> Origins | None:
        given = self._given(between)
        return None if given is None else Origins({0: f"[$map({given}, function($v, $n) {{ $n }})]"})

    def _counted(self, between: Instance, output: int) -> str | None:
        """n8n pairs what says nothing itself: with the only item, or by position if there are as many.

        An only item is paired with the first.
        """
        own, given = self.readable(between.id, output), self._given(between)
        if own is None or given is None:
            return None
        counts = f"$g := $count({given}); $m := $count($nodes.`{own}`)"
        return f"({counts}; $g = 1 or $m = 1 ? 0 : $g = $m ? {AT})"

    def _given(self, between: Instance) -> str | None:
        """The items that a node with one input was given."""
        forward = [each for each in between.arrivals if not each.is_back]
        if between.appends or len({each.input for each in forward}) != 1:
            return None
        lives = [self._items_if_live(each) for each in forward]
        if None in lives or (len(lives) > 1 and self.unfolded.is_in_loop(between)):
            return None
        text = lives[-1]
        for each in reversed(lives[:-1]):
            text = f"($count({each}) > 0 ? {each} : {text})"
        return text


def bound(pairs: str, name: str, index: str) -> str:
    """The pairs of a node with this id at an index, which is worked out once."""
    text = pairs.replace("`\ue000`", f"`{name}`").replace("`\ue000", f"`{name}_")
    if text == AT:
        return index
    if AT not in text or index.isidentifier() or index in {"$i", "$k", "0"}:
        return text.replace(AT, index)
    return f"($at := {index}; {text.replace(AT, '$at')})"
