"""The workflow as JSON: the steps of all pieces, how they hang together, and who is where in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.instances.instance import Instance
from exeoflow.importers.n8n.instances.lineage import Lineage
from exeoflow.importers.n8n.pieces import ARRIVING, MAIN, Step, step_id, with_texts
from exeoflow.importers.n8n.source import SourceNode

_STEP_APART: Final = 40
_OWN: Final = re.compile("`\ue000([a-z0-9]*)`")


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a run of an instance is seen: the steps that begin it, and by output the step with its items."""

    id: str
    name: str
    own: str
    begins: tuple[str, ...]
    outputs: Mapping[int, str]
    steps: frozenset[str]
    hides_empty_runs: bool
    width: int
    """How many outputs the node has in n8n, as far as they can be seen."""


class Writing:
    """The workflow as JSON, and who is where in it."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.nodes: list[dict[str, Any]] = []
        self.connections: list[dict[str, str]] = []
        self.ids: dict[str, list[str]] = {}
        self.trails: list[Trail] = []

    def add(self, instance: Instance) -> None:
        """Write the steps of an instance, and how they hang together."""
        piece = self.lineage.pieces[instance.id]
        own = self.lineage.ids[instance.id]
        ids = self.ids.setdefault(instance.node.name, [])
        ordered = sorted(piece.steps, key=lambda step: bool(step.suffix))
        for number, step in enumerate(ordered):
            id_ = step_id(own, step.suffix)
            self.nodes.append(self._node(instance, step, id_, number))
            ids.append(id_)
        for link in piece.links:
            self._connect(step_id(own, link.source), step_id(own, link.target), link.handle)
        outputs = {output: step_id(own, suffix) for output, suffix in piece.readable.items()}
        begins = tuple(step_id(own, suffix) for suffix in piece.begins)
        steps = frozenset(step_id(own, step.suffix) for step in piece.steps)
        width = max(outputs, default=0) + 1
        self.trails.append(
            Trail(instance.id, instance.node.name, own, begins, outputs, steps, piece.hides_empty_runs, width)
        )

    def _node(self, instance: Instance, step: Step, id_: str, number: int) -> dict[str, Any]:
        config = step.config
        if step.type != "placeholder":
            piece = self.lineage.pieces[instance.id]
            config = _owned(config, self.lineage.ids[instance.id], piece.arriving)
        node: dict[str, Any] = {
            "id": id_,
            "type": step.type,
            "config": config,
            "name": _name(instance, step),
            "position": {
                "x": instance.node.x + _STEP_APART * number,
                "y": instance.node.y + _STEP_APART * (number + 2 * instance.copy),
            },
        }
        if step.stops_when_empty:
            node["when_empty"] = "stop"
        return node | dict(step.properties)

    def add_alone(self, node: SourceNode, id_: str, type_: str) -> None:
        """Write a node that nothing leads to."""
        config = {"origin": node.type[:500], "config": dict(node.parameters)}
        if type_ == "transform":
            config = {"expression": "$input"}
        self.nodes.append(
            {
                "id": id_,
                "type": type_,
                "config": config,
                "name": node.written[:200],
                "position": {"x": node.x, "y": node.y},
            }
        )
        self.ids.setdefault(node.name, []).append(id_)

    def connect(self, instance: Instance) -> None:
        """Write the connections that lead to an instance."""
        waits = self.lineage.waits.get(instance.id)
        piece = self.lineage.pieces[instance.id]
        own = self.lineage.ids[instance.id]
        for input_ in sorted({each.input for each in instance.arrivals}):
            entry = piece.entries.get(input_, piece.entries.get(0))
            if entry is None:
                continue
            forward = [each for each in instance.arrivals if each.input == input_ and not each.is_back]
            target = step_id(own, entry)
            if waits and input_ == min(each.input for each in instance.arrivals):
                target = self._gate(instance, target, waits)
            if input_ in instance.appends and len(forward) > 1:
                target = self._appended(instance, forward, target, input_)
                continue
            for each in forward:
                self._connect_exit(each.source, each.output, target)
        for each in instance.returns:
            back = piece.returns or piece.entries.get(each.input, piece.entries.get(0, MAIN))
            self._connect_exit(each.source, each.output, step_id(own, back))

    def _appended(self, instance: Instance, arrivals: list[Any], target: str, input_: int) -> str:
        """Put an `append` before an input at which several arrows may be live."""
        all_ = f"{self.lineage.ids[instance.id]}_all{input_}"
        self._add_extra(instance, all_, "merge", {"mode": "append"})
        for number, each in enumerate(arrivals):
            arm = f"{all_}_{number}"
            self._add_extra(instance, arm, "transform", {"expression": "$input"})
            self._connect_exit(each.source, each.output, arm)
            self._connect(arm, all_, None)
        self._connect(all_, target, None)
        return target

    def _gate(self, instance: Instance, target: str, waits: set[str]) -> str:
        """Let an instance wait for what it reads on other branches; it runs only if its own arrow is live."""
        own = self.lineage.ids[instance.id]
        reached, gate, opened = f"{own}_reached", f"{own}_waits", f"{own}_goes"
        self._add_extra(instance, reached, "transform", {"expression": "$input"})
        self._add_extra(instance, gate, "merge", {"mode": "object"})
        expression = f"$exists($input.`{reached}`) ? $input.`{reached}` : []"
        self._add_extra(instance, opened, "transform", {"expression": expression}, when_empty="stop")
        self._connect(reached, gate, None)
        for each in sorted(waits):
            piece = self.lineage.pieces[each]
            for exit_ in piece.exits.values():  # those that are alike are one connection
                self._connect(step_id(self.lineage.ids[each], exit_.suffix), gate, exit_.handle)
        self._connect(gate, opened, None)
        self._connect(opened, target, None)
        return reached

    def _add_extra(
        self, instance: Instance, id_: str, type_: str, config: dict[str, Any], **more: str
    ) -> None:
        self.nodes.append(
            {
                "id": id_,
                "type": type_,
                "config": config,
                "name": instance.node.written[:200],
                "position": {"x": instance.node.x - 2 * _STEP_APART, "y": instance.node.y},
                **more,
            }
        )
        self.ids.setdefault(instance.node.name, []).append(id_)

    def _connect_exit(self, source: str, output: int, target: str) -> None:
        exit_ = self.lineage.pieces[source].exits.get(output)
        if exit_ is not None:
            self._connect(step_id(self.lineage.ids[source], exit_.suffix), target, exit_.handle)

    def _connect(self, source: str, target: str, handle: str | None) -> None:
        connection = {"source": source, "target": target}
        if handle is not None:
            connection["source_handle"] = handle
        if connection not in self.connections:
            self.connections.append(connection)


def _name(instance: Instance, step: Step) -> str:
    name = instance.node.written
    return (name if not step.suffix else f"{name} ({step.suffix})")[:200]


def _owned(config: Mapping[str, Any], own: str, arriving: str) -> Any:  # noqa: ANN401 - any JSON
    """The configuration with the ids of the piece's own steps where it names them."""

    def owned(text: str) -> str:
        return _OWN.sub(lambda match: f"`{step_id(own, match[1])}`", text.replace(ARRIVING, arriving))

    return with_texts(config, owned)
