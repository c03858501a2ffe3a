"""How one node reads another: its items, and which of them the present item descends from."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exeoflow.importers.n8n.expressions import EarlierNode
from exeoflow.importers.n8n.instances.unfolding import Arrival, Instance, Unfolded
from exeoflow.importers.n8n.kinds import gives_one, is_loop, is_merge, is_trigger
from exeoflow.importers.n8n.pieces import ALL, AT, COUNTED, Origins, Piece, step_id
from exeoflow.importers.n8n.source import Arrow

_NEVER_RAN = '$error("The node has not run.")'
_IS_GONE = '$error("The node does not exist.")'
_NO_PATH = '$error("No path leads here from the node.")'

_NOT_RUN = EarlierNode(_NEVER_RAN, _NEVER_RAN, "false", "expression-unknown-node")
"""A node that n8n comes to later, or never."""

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
        if len(outputs) > 1 or None in lives or self.is_in_loop(reader):
            return None
        text = _NOTHING
        for live, each in zip(lives, known, strict=True):
            text = f"$count({live}) > 0 ? {each.text} : {text}"
        return Position(outputs.pop(), f"({text})", is_sure=False)

    def _items_if_live(self, arrival: Arrival) -> str | None:
        """The items of an arrival; an empty list where it is dead."""
        step = self.readable(arrival.source, arrival.output)
        return None if step is None else f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : [])'

    def is_in_loop(self, instance: Instance) -> bool:
        """Whether it runs in each pass of a loop, in which some step has what it gave in another pass."""
        return any(
            (each.id == instance.id or each.id in self.unfolded.before[instance.id])
            and any(
                back.source == instance.id or instance.id in self.unfolded.before[back.source]
                for back in each.returns
            )
            for each in self.unfolded.headers
        )

    def _by_arrow(self, source: Instance, arrival: Arrival, index: str) -> Position | None:
        if arrival.source == source.id:
            return Position(arrival.output, index)
        between = self.unfolded.instances[arrival.source]
        if source.id not in self.unfolded.before[between.id]:
            return None if self.is_in_loop(between) else NOWHERE
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
        if None in lives or (len(lives) > 1 and self.is_in_loop(between)):
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


class Seen(Mapping[str, EarlierNode]):
    """The earlier nodes by n8n's names, each looked up when it is asked for."""

    def __init__(self, lineage: Lineage, reader: Instance) -> None:
        self._lineage = lineage
        self._reader = reader
        self._found: dict[str, EarlierNode | None] = {}
        self._indices: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        """Functions that give the position that an item at a position comes from."""

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
        """The position of the item that the one at `$i` descends from, within the node's `paired_items`."""
        return self._indices.get(name) if self._get(name) is not None else None

    def first_of(self, kind: str) -> str | None:
        """The name of the first earlier node of a kind, if there is one."""
        instances = self._lineage.unfolded.instances.values()
        return next(
            (each.node.name for each in instances if each.node.kind == kind and each.node.name in self), None
        )

    def _names(self) -> set[str]:
        return set(self._lineage.names)

    def _get(self, name: str) -> EarlierNode | None:
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> EarlierNode | None:
        if name not in self._lineage.names:
            return EarlierNode(_IS_GONE, _IS_GONE, _IS_GONE, "expression-unknown-node")
        copies = self._lineage.unfolded.copies(name)
        if not copies:
            return _NOT_RUN
        before = self._lineage.before(self._reader)
        above = [each for each in copies if each.id in before]
        if above:
            return self._earlier(name, above)
        if any(each.id == self._reader.id for each in copies):
            return None
        return self._beside(copies[0]) if len(copies) == 1 else self._last_beside(copies)

    def _earlier(self, name: str, above: list[Instance]) -> EarlierNode | None:
        lineage = self._lineage
        if any(each.id not in lineage.pieces for each in above):
            return None
        sure = [each for each in above if self._is_certain(each)]
        if len(above) > 1 and len(sure) != 1:
            return self._last_of(name, above)
        return self._alone(name, sure[0] if len(above) > 1 else above[-1])

    def _last_of(self, name: str, above: list[Instance]) -> EarlierNode | None:
        """The last of several copies that ran."""
        known = [(self._ran(each), self._alone(name, each)) for each in above]
        items = paired = _NEVER_RAN
        for ran, each in known:
            if each is None:
                return None
            items = f"({ran} ? {each.items} : {items})"
            paired = f"({ran} ? {each.paired} : {paired})"
        self._indices.pop(name, None)
        executed = f"({' or '.join(ran for ran, _ in known)})"
        parameters = above[0].node.parameters
        return EarlierNode(items, paired, executed, "expression-several-runs", parameters=parameters)

    def _ran(self, source: Instance) -> str:
        return f'($type($nodes.`{self._lineage.ids[source.id]}`) != "null")'

    def _alone(self, name: str, source: Instance) -> EarlierNode | None:
        output = self._lineage.output_towards(source, self._reader)
        own = self._own_output(source, output)
        position = self._position(source, output)
        paired_output = own if position is None or position is NOWHERE else position.output
        paired_items = self._items_of(source, paired_output)
        if paired_items is None:
            return None
        listed = self._items_of(source, output) if own == output else self._list_of(source, output)
        return EarlierNode(
            paired_items if listed is None else listed,
            self._only(name, paired_items)
            if position is None
            else self._paired(name, paired_items, position),
            None if self._is_certain(source) else self._ran(source),
            None if listed is not None else "expression-other-output",
            doubt_of_paired=None if position is not None else "expression-no-lineage",
            has_paired=position is not None and position.is_sure,
            context=self._context(source),
            parameters=source.node.parameters,
            output=paired_output if listed is None else output,
            paired_output=paired_output,
            paired_items=paired_items,
        )

    def _is_certain(self, source: Instance) -> bool:
        """Whether it certainly ran."""
        return source.id in self._lineage.certain[self._reader.id]

    def _position(self, source: Instance, output: int) -> Position | None:
        """Of the item that the present one descends from; an only one is it, wherever that comes from."""
        position = self._lineage.position(source, self._reader, "$i")
        if position is None and self._lineage.gives_one(source, output) and self._is_certain(source):
            return Position(output, "0")
        return position

    def _own_output(self, source: Instance, output: int) -> int:
        """The output if a way leads here by it, else one by which one does."""
        ways = self._lineage.outputs_towards(source, self._reader)
        return output if output in ways or not ways else min(ways)

    def _list_of(self, source: Instance, output: int) -> str | None:
        """JSONata for the items of an output by which no way leads here; None where nothing has them."""
        text = self._lineage.pieces[source.id].lists.get(output)
        if text is None:
            return None
        text = bound(text, self._lineage.ids[source.id], "$i")
        return text if self._is_certain(source) else f"({self._ran(source)} ? {text} : {_NEVER_RAN})"

    def _context(self, source: Instance) -> dict[str, str] | None:
        """What a loop that goes round says of itself."""
        piece = self._lineage.pieces[source.id]
        if not is_loop(source.node) or not any(each.suffix == "enter" for each in piece.steps):
            return None
        state = f"$nodes.`{self._lineage.ids[source.id]}`"
        return {
            "noItemsLeft": f"($count({state}.rest) = 0)",
            "done": f"($count({state}.batch) = 0)",
            "currentRunIndex": f"{state}.run",
        }

    def _only(self, name: str, items: str) -> str:
        """The item where nobody knows which: the only one there is, else the run fails."""
        self._indices[name] = f"($count({items}) = 1 ? 0 : null)"
        return f"$n8_only_item({items})"

    def _paired(self, name: str, items: str, position: Position) -> str:
        if position.is_sure:
            self._indices[name] = position.text
            return f"{items}[{position.text}]"
        origin = f"origin{len(self.origins)}"
        self.origins[origin] = f"function($i) {{ {position.text} }}"
        self._indices[name] = f"$n8_or_null(${origin}($i))"
        return f"$n8_paired({items}, ${origin}($i))"

    def _items_of(self, source: Instance, output: int) -> str | None:
        """JSONata for the items of an output; None where no step has them."""
        step = self._lineage.readable(source.id, output)
        if step is None:
            return None
        is_certain = self._is_certain(source)
        if is_certain and step == self._lineage.ids[source.id]:
            return f"$nodes.`{step}`"
        nothing = "[]" if is_certain else _NEVER_RAN
        return f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : {nothing})'

    def _beside(self, source: Instance) -> EarlierNode | None:
        """A node on another branch: it ran before if n8n comes to it first, and then has to be waited for."""
        lineage, reader = self._lineage, self._reader
        has_loops = self._is_in_loops(source)
        if source.id not in lineage.pieces:
            return _NOT_RUN if not has_loops and self._is_later(source) else None
        if reader.id in lineage.before(source):
            return None
        if is_trigger(source.node) or is_trigger(reader.node):
            return EarlierNode(_NEVER_RAN, _NEVER_RAN, "false")
        step = lineage.readable(source.id, 0)
        if step is None or has_loops:
            return None
        if self._is_later(source):
            return _NOT_RUN
        lineage.waits.setdefault(reader.id, set()).add(source.id)
        items = f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : {_NEVER_RAN})'
        ran = self._ran(source)
        return EarlierNode(items, _NO_PATH, ran, parameters=source.node.parameters, leads_here=False)

    def _is_in_loops(self, source: Instance) -> bool:
        """Whether what n8n comes to first may run again behind what reads it."""
        unfolded, both = self._lineage.unfolded, (source, self._reader)
        return any(
            each in both or any(unfolded.is_within(one, each) for one in both) for each in unfolded.headers
        )

    def _last_beside(self, copies: Sequence[Instance]) -> EarlierNode | None:
        """The last of several copies on other branches that ran before."""
        order = self._lineage.unfolded.run_order
        known = [self._beside(each) for each in sorted(copies, key=lambda each: order[each.id])]
        items, ran = _NEVER_RAN, []
        for each in known:
            if each is None:
                return None
            if each.executed != "false":
                ran.append(each.executed or "true")
                items = f"({ran[-1]} ? {each.items} : {items})"
        executed = f"({' or '.join(ran)})" if ran else "false"
        doubt = "expression-several-runs" if ran else "expression-unknown-node"
        parameters = copies[0].node.parameters
        return EarlierNode(items, _NO_PATH, executed, doubt, parameters=parameters, leads_here=False)

    def _is_later(self, source: Instance) -> bool:
        """Whether n8n comes to a node on another branch after the reader."""
        order = self._lineage.unfolded.run_order
        return order[source.id] > order[self._reader.id]
