"""How one node reads another: its items, and the one that the present item descends from."""

from collections.abc import Iterator, Mapping, Sequence

from exeoflow.importers.n8n.expressions import EarlierNode
from exeoflow.importers.n8n.instances.instance import Instance
from exeoflow.importers.n8n.instances.lineage import NOWHERE, Lineage, Position, bound
from exeoflow.importers.n8n.instances.shape import is_put_off
from exeoflow.importers.n8n.kinds import is_loop, is_trigger

_NEVER_RAN = '$error("The node has not run.")'
_IS_GONE = '$error("The node does not exist.")'
_NO_PATH = '$error("No path leads here from the node.")'

_NOT_RUN = EarlierNode(_NEVER_RAN, _NEVER_RAN, "false", "expression-unknown-node")
"""A node that n8n comes to later, or never."""


class EarlierNodes(Mapping[str, EarlierNode]):
    """The earlier nodes by n8n's names, each looked up when it is asked for."""

    def __init__(self, lineage: Lineage, reader: Instance) -> None:
        self._lineage = lineage
        self._reader = reader
        self._found: dict[str, EarlierNode | None] = {}
        self._indices: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        """Functions that give the position that an item at a position comes from."""

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._lineage.names if self._get(name) is not None)

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
        if self._is_later(source) or self._is_put_off(source):
            return _NOT_RUN
        lineage.waits.setdefault(reader.id, set()).add(source.id)
        items = f'($type($nodes.`{step}`) = "array" ? $nodes.`{step}` : {_NEVER_RAN})'
        ran = self._ran(source)
        return EarlierNode(items, _NO_PATH, ran, parameters=source.node.parameters, leads_here=False)

    def _is_put_off(self, source: Instance) -> bool:
        """Whether a branch of a loop, which n8n runs behind all that follows the loop, leads to a node."""
        unfolded, reader = self._lineage.unfolded, self._reader.id
        on_the_way = {source.id, *unfolded.before[source.id]} - unfolded.before[reader]
        return any(
            is_put_off(unfolded, unfolded.instances[each], header)
            for header in unfolded.headers
            if header.id in unfolded.before[reader]
            for each in on_the_way
        )

    def _is_in_loops(self, source: Instance) -> bool:
        """Whether what n8n comes to first may run again behind what reads it."""
        unfolded, both = self._lineage.unfolded, (source, self._reader)
        return any(unfolded.leads_back(one, each) for each in unfolded.headers for one in both)

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
